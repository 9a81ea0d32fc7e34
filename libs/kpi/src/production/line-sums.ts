import type { Line, ModelIndex } from '@linetwin/model';
import { addProduction, noProduction, type ProductionSums } from './production-sums.ts';

/** Which machines stand for a line: those that set its pace, and those that its good items leave. */
export interface LineRoles {
  pacing: ReadonlySet<string>;
  last: ReadonlySet<string>;
}

export function lineRoles(line: Line, index: ModelIndex): LineRoles {
  const inFlow = line.stations.filter((station) => station.inFlow);
  return {
    pacing: new Set(pacingStation(line, index)?.equipment ?? []),
    last: new Set(inFlow[inFlow.length - 1]?.equipment ?? []),
  };
}

/** The station in the flow whose parts take longest per parallel machine: it sets the pace of the line. */
export function pacingStation(line: Line, index: ModelIndex): Line['stations'][number] | undefined {
  let slowest: Line['stations'][number] | undefined;
  let slowestS = 0;
  for (const station of line.stations) {
    if (!station.inFlow) continue;
    const cycleS = index.equipment(station.equipment[0])?.cycleS ?? 0;
    const perPartS = cycleS / station.equipment.length;
    // Furnaces and anneals carry many parts at a time; their hours of residence are not the pace of a part.
    if (perPartS > slowestS && perPartS <= line.taktS * 1.5) {
      slowest = station;
      slowestS = perPartS;
    }
  }
  return slowest;
}

/**
 * Sums of a line from those of its machines: time, pace and failures of its pacing station; good items of its last station,
 * against all that was scrapped on the way. Time of the other machines is in their own sums.
 */
export function lineSums(
  machines: Iterable<readonly [machine: string, sums: ProductionSums]>,
  { pacing, last }: LineRoles,
): ProductionSums {
  const line = noProduction();
  for (const [machine, sums] of machines) {
    const { good, scrap, rework, ...pace } = sums;
    if (pacing.has(machine)) addProduction(line, { ...pace, good: 0, scrap: 0, rework: 0 });
    if (last.has(machine)) line.good += good;
    line.scrap += scrap;
    line.rework += rework;
  }
  return line;
}
