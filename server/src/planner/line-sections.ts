import type { Equipment, Line, PlantModel } from '@linetwin/model';

/** A furnace in which a piece stays longer than this parts a line into sections that are planned apart, s. */
export const SECTION_STAY_S = 4 * 3600;
/** Buffers that hold less than this are no stock, s of the takt. */
const STOCK_S = 3600;

/** The section of a line before a furnace in which parts stay for hours, and the stock behind that. */
export interface LineSection {
  id: string;
  line: string;
  /** First and last of its stations. */
  stations: [string, string];
  machines: Equipment[];
  /** Those whose parts go into the furnace. */
  last: Equipment[];
  furnace: Equipment;
  stayS: number;
  /** Parts of the section that are one finished piece: an outer and an inner ring. */
  partsPerPiece: number;
  /** What a piece takes at its slowest station, s. */
  cycleS: number;
  /** Machines behind which parts of the stock wait, the furnace among them. */
  stocked: Equipment[];
  /** Room of the stock, pieces. */
  roomPieces: number;
}

/**
 * The first section of a line, where a furnace with a stay of hours and a stock behind it let it work at other times than the rest; undefined
 * where nothing of the kind is. How many parts are one piece is what the plant files say of the furnace's run time against the takt.
 */
export function sectionOf(
  { equipment, production }: Pick<PlantModel, 'equipment' | 'production'>,
  line: Line,
): LineSection | undefined {
  const stations = line.stations.filter(({ inFlow }) => inFlow);
  const machinesOf = (addresses: readonly string[]) =>
    equipment.filter(({ address }) => addresses.includes(address));
  const at = stations.findIndex((station) =>
    machinesOf(station.equipment).some(({ cycleS = 0 }) => cycleS >= SECTION_STAY_S),
  );
  if (at < 1) return undefined;
  const [furnace] = machinesOf(stations[at].equipment);
  const runTime = production.runTimes.find(
    (one) => one.line === line.id && one.station === stations[at].id,
  )?.secondsPerItem;
  const partsPerPiece = runTime === undefined ? 1 : Math.max(1, Math.round(line.taktS / runTime));
  const stocks = stations
    .slice(at)
    .filter(({ bufferAfter }) => bufferAfter * line.taktS > STOCK_S * partsPerPiece);
  if (stocks.length === 0) return undefined;
  const before = stations.slice(0, at);
  return {
    id: `${line.id}/${before[0].id}-${before.at(-1)!.id}`,
    line: line.id,
    stations: [before[0].id, before.at(-1)!.id],
    machines: before.flatMap((station) => machinesOf(station.equipment)),
    last: machinesOf(before.at(-1)!.equipment),
    furnace,
    stayS: furnace.cycleS!,
    partsPerPiece,
    cycleS: Math.max(...before.map((station) => cycleOf(machinesOf(station.equipment), partsPerPiece))),
    stocked: stocks.flatMap((station) => machinesOf(station.equipment)),
    roomPieces: stocks.reduce((sum, { bufferAfter }) => sum + bufferAfter, 0) / partsPerPiece,
  };
}

/** Time for a piece at a station: machines of a lane share its one part, those without a lane make all of them. */
function cycleOf(machines: readonly Equipment[], partsPerPiece: number): number {
  const lanes = new Map<string, Equipment[]>();
  for (const machine of machines)
    lanes.set(machine.lane ?? '', [...(lanes.get(machine.lane ?? '') ?? []), machine]);
  return Math.max(
    ...[...lanes].map(([lane, own]) => {
      const parts = lane === '' ? partsPerPiece : 1;
      return (parts * Math.max(...own.map(({ cycleS = 0 }) => cycleS))) / own.length;
    }),
  );
}
