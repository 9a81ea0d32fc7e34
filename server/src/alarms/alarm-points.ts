import { alarmPointOf, type Alarm } from '@linetwin/contracts';
import { alarmPointId, type AlarmState, type LimitDefinition, type ModelIndex } from '@linetwin/model';

/** One limit of one signal, with how it stands. */
export interface AlarmPoint {
  /** Names the limit in requests. */
  point: string;
  signal: string;
  equipment: string;
  definition: LimitDefinition;
  state: AlarmState;
  /** What stands of it; absent while it is Normal. */
  alarm?: Alarm;
}

/** Every limit that the plant files give a machine (or the plant, without one), whether it stands or not. */
export function alarmPoints(index: ModelIndex, standing: readonly Alarm[], equipment?: string): AlarmPoint[] {
  const byPoint = new Map(standing.map((alarm) => [alarmPointOf(alarm), alarm]));
  const signals = index.model.signals.filter(
    (signal) => equipment === undefined || signal.equipment === equipment,
  );
  return signals.flatMap(({ address, equipment, limits }) =>
    limits.map((definition) => {
      const point = alarmPointId(address, definition.type);
      const alarm = byPoint.get(point);
      return {
        point,
        signal: address,
        equipment,
        definition,
        state: alarm?.state ?? 'Normal',
        ...(alarm && { alarm }),
      };
    }),
  );
}

/** Machine and state of a point by its name: a limit of the plant files, or what a rule watches on a machine. */
export function findPoint(
  index: ModelIndex,
  standing: readonly Alarm[],
  name: string,
): { equipment: string; state: AlarmState } | undefined {
  const alarm = standing.find((one) => alarmPointOf(one) === name);
  if (alarm) return alarm;
  const equipment = index.model.equipment.find(({ address }) =>
    name.startsWith(`${address.replaceAll('/', '.')}.`),
  );
  if (!equipment) return undefined;
  // Whether a rule is live on a machine is known by the owner of its line.
  const isRule = name.slice(equipment.address.length + 1).startsWith('rule.');
  const isLimit = index
    .signalsOf(equipment)
    .some(({ address, limits }) => limits.some(({ type }) => alarmPointId(address, type) === name));
  return isRule || isLimit ? { equipment: equipment.address, state: 'Normal' } : undefined;
}
