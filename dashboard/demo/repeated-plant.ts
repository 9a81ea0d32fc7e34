import type { Equipment, Line, PlantModel, Signal } from '@linetwin/model';

/** Copies of the plant that stand side by side along the hall; further ones form rows behind them. */
const COLUMNS = 2;

/**
 * A plant so many times as large: the lines of a model again and again in one larger hall, each copy with addresses of its
 * own. The first copy keeps its addresses.
 */
export function repeatedPlant(model: PlantModel, times: number): PlantModel {
  const rows = Math.ceil(times / COLUMNS);
  const columns = Math.min(COLUMNS, times);
  const { lengthM, widthM, heightM } = model.hall;
  const lines: Line[] = [];
  const equipment: Equipment[] = [];
  const signals: Signal[] = [];
  for (let copy = 0; copy < times; copy++) {
    const x = ((copy % COLUMNS) - (columns - 1) / 2) * lengthM;
    const z = (Math.floor(copy / COLUMNS) - (rows - 1) / 2) * widthM;
    const named = (line: string) => (copy === 0 ? line : `${line}-${copy + 1}`);
    const moved = <T extends string>(address: T, line: string) =>
      address.replace(`/${line}/`, `/${named(line)}/`) as T;
    const lineOf = new Map(model.equipment.map(({ address, line }) => [address, line]));
    for (const line of model.lines) {
      lines.push({
        ...line,
        id: named(line.id),
        stations: line.stations.map((station) => ({
          ...station,
          equipment: station.equipment.map((address) => moved(address, line.id)),
        })),
      });
    }
    const first = signals.length;
    for (const machine of model.equipment) {
      equipment.push({
        ...machine,
        address: moved(machine.address, machine.line),
        line: named(machine.line),
        at: { ...machine.at, x: machine.at.x + x, z: machine.at.z + z },
        firstSignal: (machine.firstSignal + first) as Equipment['firstSignal'],
      });
    }
    for (const signal of model.signals) {
      const line = lineOf.get(signal.equipment)!;
      signals.push({
        ...signal,
        index: (signal.index + first) as Signal['index'],
        address: moved(signal.address, line),
        equipment: moved(signal.equipment, line),
      });
    }
  }
  return {
    ...model,
    lines,
    equipment,
    signals,
    hall: { lengthM: lengthM * columns, widthM: widthM * rows, heightM },
  };
}
