import {
  LineCalendar,
  MachineBook,
  type Interlock,
  type KeptProduction,
  type PartCounters,
  type ProductionMoment,
} from '@linetwin/kpi';
import { QUALITY_BAD, type Equipment, type Line, type ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import type { ProductionWords } from './production-store.port.ts';
import { runTimeS } from './run-times.ts';

/** What a line makes now: ids of product and order, empty where none is known. */
export interface RunningOrder {
  product: string;
  order: string;
}

/** The alarm of a machine that rose first of those that stand and rose in a span of time; `undefined` without one. */
export type FirstAlarmOf = (machine: string, from: number, to: number) => string | undefined;

/** An alarm explains a stop when it rose at most so long before or after the machine stood. */
const ALARM_NEAR_MS = 60_000;

interface BookedMachine {
  equipment: Equipment;
  position: number;
  signals: { interlock: number; good: number; scrap: number; rework: number };
  book: MachineBook;
  runTimeS: number | undefined;
  /** Good items counted when the line changed over, until the first of the new product; `null` else. */
  changingSince: number | null;
}

/** The books of all machines of one line that parts pass, from the twin. */
export class LineProduction {
  readonly line: Line;
  private readonly twin: Twin;
  private readonly index: ModelIndex;
  private readonly machines: BookedMachine[];
  private product: string | undefined;

  constructor(parts: { line: Line; index: ModelIndex; twin: Twin; kept: ProductionWords }) {
    const { line, index, twin } = parts;
    this.line = line;
    this.twin = twin;
    this.index = index;
    const { production, site } = index.model;
    const calendar = new LineCalendar(line, production.calendar, site.timeZone);
    const plan = {
      microStopS: production.microStopS,
      planAt: (time: number) => ({
        shift: calendar.shiftAt(time)?.id ?? '',
        isPlanned: calendar.isPlanned(time),
      }),
    };
    const stations = line.stations.filter(({ inFlow }) => inFlow);
    this.machines = stations.flatMap((station) =>
      station.equipment.map((address) => {
        const equipment = index.equipment(address)!;
        const signal = (role: 'interlock' | 'goodCount' | 'scrapCount' | 'reworkCount') =>
          index.signalWithRole(equipment, role)?.index ?? -1;
        return {
          equipment,
          position: index.model.equipment.indexOf(equipment),
          signals: {
            interlock: signal('interlock'),
            good: signal('goodCount'),
            scrap: signal('scrapCount'),
            rework: signal('reworkCount'),
          },
          book: new MachineBook(address, plan, keptOf(address, parts.kept)),
          runTimeS: runTimeS(index.model, line, equipment),
          changingSince: null,
        };
      }),
    );
  }

  /** Books the time since the last call (ms since 1970 UTC). */
  update(now: number, { product, order }: RunningOrder, firstAlarmOf: FirstAlarmOf): void {
    if (this.product !== undefined && product !== this.product)
      for (const machine of this.machines) machine.changingSince = this.counter(machine.signals.good) ?? 0;
    this.product = product;
    const factor = this.index.model.production.products.find(({ id }) => id === product)?.cycleFactor ?? 1;
    for (const machine of this.machines) {
      const counters = this.countersOf(machine);
      // A machine has changed over with its first good item of the new product.
      if (machine.changingSince !== null && (counters.good ?? 0) > machine.changingSince)
        machine.changingSince = null;
      const stoodAt = machine.book.openStop?.from ?? now;
      const moment: ProductionMoment = {
        state: this.twin.machineState(machine.position, now),
        interlock: this.interlockOf(machine),
        counters,
        product,
        order,
        changingOver: machine.changingSince !== null,
        runTimeS: machine.runTimeS === undefined ? undefined : machine.runTimeS * factor,
        firstAlarm: firstAlarmOf(machine.equipment.address, stoodAt - ALARM_NEAR_MS, stoodAt + ALARM_NEAR_MS),
      };
      machine.book.observe(now, moment);
    }
  }

  /** What changed since the last call, to be kept. */
  takeChanged(): ProductionWords {
    const words: ProductionWords = { intervals: [], stops: [] };
    for (const { book } of this.machines) {
      const mark = book.lastMark;
      if (!mark) continue;
      const { intervals, stops } = book.takeChanged();
      const line = this.line.id;
      words.intervals.push(...intervals.map((one) => ({ ...one, line, mark: { ...mark } })));
      words.stops.push(...stops.map((one) => ({ ...one, line, bookedUntil: mark.time })));
    }
    return words;
  }

  private countersOf({ signals }: BookedMachine): PartCounters {
    return {
      good: this.counter(signals.good),
      scrap: this.counter(signals.scrap),
      rework: this.counter(signals.rework),
    };
  }

  private counter(signal: number): number | null {
    if (signal < 0) return null;
    const { time, value, quality } = this.twin;
    if (time[signal] === 0 || quality[signal] === QUALITY_BAD || Number.isNaN(value[signal])) return null;
    return value[signal];
  }

  private interlockOf({ signals }: BookedMachine): Interlock {
    const value = this.counter(signals.interlock);
    return value === null ? undefined : value === 1 ? 'starved' : value === 2 ? 'blocked' : 'none';
  }
}

function keptOf(machine: string, { intervals, stops }: ProductionWords): KeptProduction | undefined {
  const own = intervals.filter((one) => one.machine === machine);
  if (own.length === 0) return undefined;
  const { mark } = own.reduce((a, b) => (b.mark.time > a.mark.time ? b : a));
  const open = own.map(({ line: _line, mark: _mark, ...interval }) => interval);
  const [newest] = stops.filter((one) => one.machine === machine).sort((a, b) => b.from - a.from);
  if (!newest) return { mark, open };
  const { line: _line, bookedUntil: _until, ...stop } = newest;
  return { mark, open, stop };
}
