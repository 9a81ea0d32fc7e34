import type { DemandAnswer } from '@linetwin/contracts';
import { DemandForecaster, INTERVAL_MS, leavesOf } from '@linetwin/energy';
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

interface Source {
  signal: number;
  ratedKw: number;
}

/** The plant's demand: power summed over its machines each second, and the forecast of the running quarter of an hour. */
export class DemandBoard {
  private readonly twin: Twin;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly logger: Logger;
  private readonly sources: Source[];
  private readonly now: () => number;
  private forecaster = new DemandForecaster();
  private minute = NaN;
  private sum = 0;
  private samples = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    twin: Twin;
    store: EnergyStore;
    tables: EnergyTables;
    logger: Logger;
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.store = parts.store;
    this.tables = parts.tables;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    const { index } = parts.twin;
    this.sources = index.model.equipment.flatMap((equipment) => {
      const signal = index.signalWithRole(equipment, 'power');
      return signal ? [{ signal: signal.index, ratedKw: equipment.powerKw.running }] : [];
    });
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
      warning: forecast !== null && contractKw !== null && forecast.runningKw > WARN_SHARE * contractKw,
    };
  }

  /** Takes the power of this second. The timer does it. */
  sample(): void {
    const minute = Math.floor(this.now() / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      if (this.samples >= MIN_SAMPLES) this.forecaster.observe(this.minute, this.sum / this.samples);
      this.minute = minute;
      this.sum = 0;
      this.samples = 0;
    }
    const kw = this.power();
    if (kw === null) return;
    this.sum += kw;
    this.samples++;
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
      this.forecaster = new DemandForecaster(level);
    } catch (error) {
      this.logger.warn(
        { error: (error as Error).message },
        'the demand of the last hours cannot be read; the forecast starts anew',
      );
    }
  }
}
