import type { Equipment, Line, PlantModel } from '@linetwin/model';

/**
 * Planned run time per item PRI of a machine, s: what the production file says of its station, else its cycle. A cycle far
 * longer than the machine's share of the takt is the residence of a furnace, which is no pace: then none is planned.
 */
export function runTimeS(
  model: Pick<PlantModel, 'production'>,
  line: Line,
  equipment: Equipment,
): number | undefined {
  const planned = model.production.runTimes.find(
    (one) => one.line === line.id && one.station === equipment.station,
  );
  if (planned) return planned.secondsPerItem;
  const station = line.stations.find(({ id }) => id === equipment.station);
  const machines = station?.equipment.length ?? 1;
  const { cycleS } = equipment;
  return cycleS !== undefined && cycleS <= line.taktS * machines * 1.5 ? cycleS : undefined;
}
