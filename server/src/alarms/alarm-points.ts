import type { Alarm } from '@linetwin/contracts';
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
  const byPoint = new Map(standing.map((alarm) => [alarmPointId(alarm.signal, alarm.limit), alarm]));
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
