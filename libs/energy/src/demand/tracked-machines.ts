import type { Line, PackmlState, PlantModel } from '@linetwin/model';
import type { ForecastMachine } from './line-forecast.ts';
import type { StopMinute } from './stop-memory.ts';

/** A machine of less power moves no quarter of an hour of a plant, kW. */
const LEAST_KW = 4;
const HELD: ReadonlySet<PackmlState> = new Set(['Holding', 'Held', 'Unholding']);
const FAILED: ReadonlySet<PackmlState> = new Set(['Aborting', 'Aborted', 'Clearing']);

/** Machines of a line that its forecast looks at one by one, and those whose good parts are the line's, by address. */
export function trackedMachines(
  { equipment }: Pick<PlantModel, 'equipment'>,
  line: Line,
): { machines: ForecastMachine[]; last: string[] } {
  const inFlow = line.stations.filter((station) => station.inFlow);
  const stationOf = new Map(inFlow.flatMap(({ id, equipment: own }) => own.map((one) => [one, id])));
  return {
    machines: equipment
      .filter((one) => one.line === line.id && one.powerKw.running >= LEAST_KW)
      .map(({ address }) => ({ id: address, station: stationOf.get(address) })),
    last: inFlow.at(-1)?.equipment ?? [],
  };
}

/** Whether a state is a stop of the machine's own: held by itself, or down. */
export function stopOf(state: PackmlState | undefined): StopMinute['stop'] {
  if (state === undefined) return undefined;
  return HELD.has(state) ? 'held' : FAILED.has(state) ? 'failed' : undefined;
}
