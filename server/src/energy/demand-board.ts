import type { DemandAnswer } from '@linetwin/contracts';
import {
  DemandForecaster,
  INTERVAL_MS,
  leavesOf,
  LineForecast,
  stopOf,
  trackedMachines,
  type ForecastMachine,
  type ForecastOrder,
  type ForecastRest,
  type LineMinute,
} from '@linetwin/energy';
import { QUALITY_BAD } from '@linetwin/model';
import type { Logger } from 'pino';
import type { Twin } from '../twin/twin.ts';
import type { EnergyStore } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';

const SAMPLE_MS = 1000;
const MINUTE_MS = 60_000;
/** What the level of the forecast rests on is read back this far after a restart. */
const LEVEL_MS = 4 * 3_600_000;
/** A minute in which machines of more than this share of the rated power were silent is not measured. */
const MAX_SILENT_SHARE = 0.05;
/** Fewer samples do not make a minute. */
const MIN_SAMPLES = 30;
/** From this share of the contract on, a forecast is a warning (domain.md 3.3, demand peak). */
const WARN_SHARE = 0.95;

/** What is known of the next minutes before it happens. */
export interface KnownAhead {
  /** What is ordered of a line now. */
  orderOf(line: string): ForecastOrder;
  /** The same of the section of a machine, where that works by runs of its own. */
  orderOfMachine(line: string, machine: string): ForecastOrder | undefined;
  /** A command that stands on a machine and says when it is to be ready again. */
  restOf(machine: string): ForecastRest | undefined;
}

/** Where nobody says anything there is always an order, and no command. */
const NOTHING_KNOWN: KnownAhead = {
  orderOf: () => ({ isOpen: true }),
  orderOfMachine: () => undefined,
  restOf: () => undefined,
};

interface Source {
  signal: number;
  ratedKw: number;
  /** Position of its line in `lines`. */
  line: number;
}

interface WatchedMachine extends ForecastMachine {
  position: number;
  /** Its counter of good parts and its power; -1 where it has none. */
  good: number;
  power: number;
  /** kW of the samples of the running minute, summed. */
  sum: number;
}

/** A line as the forecast looks at it. */
interface WatchedLine {
  id: string;
  machines: WatchedMachine[];
  /** Counters of its last machines. */
  good: number[];
  sum: number;
}

/**
 * The plant's demand: power summed over its machines each second, and the forecast of the running quarter of an hour from what the lines do: their
 * orders, and the stops of their machines.
 */
export class DemandBoard {
  private readonly twin: Twin;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly logger: Logger;
  private readonly sources: Source[];
  private readonly lines: WatchedLine[];
  private readonly known: KnownAhead;
  private readonly now: () => number;
  private forecaster: DemandForecaster;
  private minute = NaN;
  private sum = 0;
  private samples = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    twin: Twin;
    store: EnergyStore;
    tables: EnergyTables;
    logger: Logger;
    known?: Partial<KnownAhead>;
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.store = parts.store;
    this.tables = parts.tables;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    const { index } = parts.twin;
    this.known = { ...NOTHING_KNOWN, ...parts.known };
    const { model } = index;
    this.sources = model.equipment.flatMap((equipment) => {
      const signal = index.signalWithRole(equipment, 'power');
      const line = model.lines.findIndex(({ id }) => id === equipment.line);
      return signal ? [{ signal: signal.index, ratedKw: equipment.powerKw.running, line }] : [];
    });
    const signalOf = (address: string, role: 'goodCount' | 'power') =>
      index.signalWithRole(index.equipment(address)!, role)?.index ?? -1;
    this.lines = model.lines.map((line) => {
      const { machines, last } = trackedMachines(model, line);
      return {
        id: line.id,
        machines: machines.map((one) => ({
          ...one,
          position: model.equipment.findIndex(({ address }) => address === one.id),
          good: signalOf(one.id, 'goodCount'),
          power: signalOf(one.id, 'power'),
          sum: 0,
        })),
        good: last.map((address) => signalOf(address, 'goodCount')),
        sum: 0,
      };
    });
    this.forecaster = this.newForecaster([]);
  }

  async start(): Promise<void> {
    await this.readLevel();
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  answer(): DemandAnswer {
    const { root } = this.tables.tree;
    const contractKw = root.contractKw ?? null;
    const forecast = this.forecaster.forecast() ?? null;
    return {
      meter: root.id,
      time: this.now(),
      nowKw: this.power(),
      contractKw,
      forecast: forecast && {
        from: forecast.from,
        to: forecast.from + INTERVAL_MS,
        runningKw: forecast.runningKw,
        nextKw: forecast.nextKw,
        errorP90: {
          atStart: forecast.errorP90[0],
          after5Min: forecast.errorP90[5],
          after10Min: forecast.errorP90[10],
        },
      },
      peak: this.peak(),
    };
  }

  /** What the rules watch over: the greater forecast of the running quarter and the next, and the contract. Undefined without either. */
  watched(): { siteForecastKw: number; contractKw: number } | undefined {
    const { contractKw } = this.tables.tree.root;
    const forecast = this.forecaster.forecast();
    if (!forecast || contractKw === undefined) return undefined;
    return { siteForecastKw: Math.max(forecast.runningKw, forecast.nextKw), contractKw };
  }

  private peak(): DemandAnswer['peak'] {
    const { contractKw } = this.tables.tree.root;
    const forecast = this.forecaster.forecast();
    if (!forecast || contractKw === undefined) return null;
    const { from, runningKw, nextKw } = forecast;
    const quarters = [
      { from, to: from + INTERVAL_MS, kw: runningKw },
      { from: from + INTERVAL_MS, to: from + 2 * INTERVAL_MS, kw: nextKw },
    ];
    return quarters.find(({ kw }) => kw >= WARN_SHARE * contractKw) ?? null;
  }

  /** Takes the power of this second. The timer does it. */
  sample(): void {
    const minute = Math.floor(this.now() / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      if (this.samples >= MIN_SAMPLES)
        this.forecaster.observe(
          this.minute,
          this.sum / this.samples,
          this.lines.map((line) => this.minuteOf(line)),
        );
      this.minute = minute;
      this.sum = 0;
      this.samples = 0;
      for (const line of this.lines) for (const one of [line, ...line.machines]) one.sum = 0;
    }
    const kw = this.power();
    if (kw === null) return;
    this.sum += kw;
    this.samples++;
    const { value } = this.twin;
    for (const { signal, line } of this.sources)
      if (Number.isFinite(value[signal])) this.lines[line].sum += value[signal];
    for (const { machines } of this.lines)
      for (const one of machines) if (Number.isFinite(value[one.power])) one.sum += value[one.power];
  }

  private minuteOf({ id, machines, good, sum }: WatchedLine): LineMinute {
    const { twin } = this;
    const countAt = (signal: number) =>
      signal >= 0 && Number.isFinite(twin.value[signal]) ? twin.value[signal] : 0;
    return {
      time: this.minute,
      kw: sum / this.samples,
      machines: machines.map((one) => ({
        kw: one.sum / this.samples,
        rest: this.known.restOf(one.id),
        order: this.known.orderOfMachine(id, one.id),
        stop: stopOf(twin.machineState(one.position, this.now())),
        good: countAt(one.good),
      })),
      good: good.reduce((total, signal) => total + countAt(signal), 0),
      order: this.known.orderOf(id),
    };
  }

  private newForecaster(level: readonly number[]): DemandForecaster {
    return new DemandForecaster(
      level,
      this.lines.map(({ machines }) => new LineForecast(machines)),
    );
  }

  /** kW of all machines; `null` while too much of the plant is silent. */
  private power(): number | null {
    const { value, quality, time } = this.twin;
    const now = this.now();
    let kw = 0;
    let rated = 0;
    let silent = 0;
    for (const { signal, ratedKw } of this.sources) {
      rated += ratedKw;
      const known =
        time[signal] > 0 &&
        quality[signal] !== QUALITY_BAD &&
        !Number.isNaN(value[signal]) &&
        !this.twin.isStale(signal, now);
      if (known) kw += value[signal];
      else silent += ratedKw;
    }
    return rated > 0 && silent <= MAX_SILENT_SHARE * rated ? kw : null;
  }

  private async readLevel(): Promise<void> {
    const to = this.now();
    const { plus, minus } = leavesOf(this.tables.tree, this.tables.tree.root);
    try {
      const rows = await this.store.series({ from: to - LEVEL_MS, to }, { plus, minus });
      const quarters = new Map<number, number>();
      for (const { group, from, kwh } of rows)
        quarters.set(from, (quarters.get(from) ?? 0) + (group === 'plus' ? kwh : -kwh));
      const level = [...quarters]
        .filter(([from]) => from + INTERVAL_MS <= to)
        .flatMap(([, kwh]) => new Array<number>(15).fill(kwh * 4));
      this.forecaster = this.newForecaster(level);
    } catch (error) {
      this.logger.warn(
        { error: (error as Error).message },
        'the demand of the last hours cannot be read; the forecast starts anew',
      );
    }
  }
}
