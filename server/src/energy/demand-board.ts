import type { DemandAnswer } from '@linetwin/contracts';
import {
  DEFAULT_LIMITS,
  DemandForecaster,
  type DemandForecast,
  INTERVAL_MS,
  leavesOf,
  type JudgedMemory,
  type LineMemory,
} from '@linetwin/energy';
import type { Logger } from 'pino';
import type { Twin } from '../twin/twin.ts';
import { InMemoryDemandNotes, type DemandNotes } from './demand-notes.port.ts';
import type { EnergyStore } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';
import { NOTHING_KNOWN, type KnownAhead } from './known-ahead.ts';
import { knownPower, powerSources, type PowerSource } from './known-power.ts';
import { LineDemand, type ToldMinute } from './line-demand.ts';

const SAMPLE_MS = 1000;
const MINUTE_MS = 60_000;
/** What the level of the forecast rests on is read back this far after a restart. */
const LEVEL_MS = 4 * 3_600_000;
/** The last minute of a quarter is known this late at most. */
const LATEST_MS = 2 * MINUTE_MS;
/** How often other owners are asked for their minute, and until when. */
const ASK_EVERY_MS = 5000;
const ASK_UNTIL_MS = 50_000;
/** What is learned is kept this often, minutes. */
const KEEP_EVERY_MINUTES = 15;

const minuteNote = (line: string) => `minute ${line}`;
const learnedNote = (line: string) => `learned ${line}`;
const JUDGED_NOTE = 'judged';

/**
 * The plant's demand and the forecast of the running quarter of an hour: of lines that this process owns from what they do, of others as their
 * owners tell. What is learned is kept over a restart, and goes with the line to its next owner.
 */
export class DemandBoard {
  private readonly twin: Twin;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly notes: DemandNotes;
  private readonly logger: Logger;
  private readonly known: KnownAhead;
  private readonly readWarnShare: () => Promise<number>;
  private readonly now: () => number;
  private readonly sources: PowerSource[];
  private readonly owned = new Map<string, LineDemand>();
  /** Of every line, what is foretold; undefined before it was told. */
  private readonly told: { id: string; minute?: ToldMinute; ahead?: number[] }[];
  private forecaster: DemandForecaster;
  /** From this share of the contract on, a forecast is a warning. */
  private warnShare = DEFAULT_LIMITS.demandShare;
  private minute = NaN;
  /** Minute that waits for other owners, and when they were asked last. */
  private waiting: { time: number; askedAt: number } | undefined;
  private work: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    twin: Twin;
    store: EnergyStore;
    tables: EnergyTables;
    /** Where owners tell each other; those of this process alone when left out. */
    notes?: DemandNotes;
    logger: Logger;
    known?: Partial<KnownAhead>;
    /** The share of the contract that is warned of, as an engineer set it; asked every minute. */
    warnShare?: () => Promise<number>;
    now?: () => number;
  }) {
    this.twin = parts.twin;
    this.store = parts.store;
    this.tables = parts.tables;
    this.notes = parts.notes ?? new InMemoryDemandNotes();
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.readWarnShare = parts.warnShare ?? (async () => DEFAULT_LIMITS.demandShare);
    this.known = { ...NOTHING_KNOWN, ...parts.known };
    const { index } = parts.twin;
    this.sources = powerSources(index, index.model.equipment);
    this.told = index.model.lines.map(({ id }) => ({ id }));
    this.forecaster = this.newForecaster([]);
  }

  async start(): Promise<void> {
    const [level, judged] = await Promise.all([this.readLevel(), this.recall<JudgedMemory>(JUDGED_NOTE)]);
    this.forecaster = this.newForecaster(level, judged);
    await this.refreshWarnShare();
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
    for (const line of this.owned.values()) await this.keep(learnedNote(line.id), line.memory);
    if (this.owned.size > 0) await this.keep(JUDGED_NOTE, this.forecaster.judged);
  }

  async takeLine(id: string): Promise<void> {
    const line = this.twin.index.line(id)!;
    const memory = await this.recall<LineMemory>(learnedNote(id));
    this.owned.set(id, new LineDemand(this.twin, line, this.known, memory));
  }

  async dropLine(id: string): Promise<void> {
    const line = this.owned.get(id);
    this.owned.delete(id);
    if (line) await this.keep(learnedNote(id), line.memory);
  }

  answer(): DemandAnswer {
    const { root } = this.tables.tree;
    const contractKw = root.contractKw ?? null;
    const forecast = this.forecast() ?? null;
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
      warnShare: this.warnShare,
      peak: this.peak(),
    };
  }

  /** The forecast, while it is of now: not that of a quarter that is over, after a silence. */
  private forecast(): DemandForecast | undefined {
    const forecast = this.forecaster.forecast();
    return forecast && this.now() < forecast.from + INTERVAL_MS + LATEST_MS ? forecast : undefined;
  }

  /** What the rules watch over: the greater forecast of the running quarter and the next, and the contract. Undefined without either. */
  watched(): { siteForecastKw: number; contractKw: number } | undefined {
    const { contractKw } = this.tables.tree.root;
    const forecast = this.forecast();
    if (!forecast || contractKw === undefined) return undefined;
    return { siteForecastKw: Math.max(forecast.runningKw, forecast.nextKw), contractKw };
  }

  private peak(): DemandAnswer['peak'] {
    const { contractKw } = this.tables.tree.root;
    const forecast = this.forecast();
    if (!forecast || contractKw === undefined) return null;
    const { from, runningKw, nextKw } = forecast;
    const quarters = [
      { from, to: from + INTERVAL_MS, kw: runningKw },
      { from: from + INTERVAL_MS, to: from + 2 * INTERVAL_MS, kw: nextKw },
    ];
    return quarters.find(({ kw }) => kw >= this.warnShare * contractKw) ?? null;
  }

  /** Takes the power of this second. The timer does it. */
  sample(): void {
    const now = this.now();
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) {
      if (!Number.isNaN(this.minute)) this.endMinute(this.minute, now);
      this.minute = minute;
    }
    for (const line of this.owned.values()) line.sample(now);
    this.askOthers(now);
  }

  /** All that was begun is done: minutes are told, what is learned is kept. */
  settled(): Promise<void> {
    return this.work;
  }

  private endMinute(time: number, now: number): void {
    for (const line of this.owned.values()) {
      const minute = line.endMinute(time, now);
      this.told.find(({ id }) => id === line.id)!.minute = minute;
      if (minute && this.owned.size < this.told.length)
        this.inTurn(() => this.keep(minuteNote(line.id), minute));
      if ((time / MINUTE_MS) % KEEP_EVERY_MINUTES === 0)
        this.inTurn(() => this.keep(learnedNote(line.id), line.memory));
    }
    if (this.owned.size > 0 && (time / MINUTE_MS) % KEEP_EVERY_MINUTES === 0)
      this.inTurn(() => this.keep(JUDGED_NOTE, this.forecaster.judged));
    this.inTurn(() => this.refreshWarnShare());
    this.waiting = { time, askedAt: now };
    this.observeIfWhole();
  }

  /** While the data base is away the last one holds. */
  private async refreshWarnShare(): Promise<void> {
    try {
      this.warnShare = await this.readWarnShare();
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'the limit of the demand cannot be read');
    }
  }

  /** Takes a minute of the site when that of every line is there. */
  private observeIfWhole(): void {
    if (!this.waiting) return;
    const { time } = this.waiting;
    const minutes = this.told.map(({ minute }) => minute);
    if (minutes.some((one) => one?.time !== time)) return;
    this.waiting = undefined;
    this.forecaster.observe(
      time,
      minutes.reduce((sum, one) => sum + one!.kw, 0),
      () => this.told.forEach((line) => (line.ahead = line.minute!.ahead)),
    );
  }

  private askOthers(now: number): void {
    const { waiting } = this;
    const others = this.told.filter(({ id }) => !this.owned.has(id));
    if (!waiting || others.length === 0 || now - waiting.askedAt < ASK_EVERY_MS) return;
    waiting.askedAt = now;
    if (now - waiting.time - MINUTE_MS > ASK_UNTIL_MS) {
      this.waiting = undefined;
      return;
    }
    this.inTurn(async () => {
      const notes = await this.notes.read(others.map(({ id }) => minuteNote(id)));
      for (const line of others) {
        const minute = notes.get(minuteNote(line.id))?.note as ToldMinute | undefined;
        if (minute && !this.owned.has(line.id)) line.minute = minute;
      }
      this.observeIfWhole();
    });
  }

  private inTurn(work: () => Promise<void>): void {
    this.work = this.work
      .then(work)
      .catch((error: Error) =>
        this.logger.warn({ error: error.message }, 'what other owners tell of the demand cannot be read'),
      );
  }

  private async keep(name: string, note: unknown): Promise<void> {
    try {
      await this.notes.keep(name, { at: this.now(), note });
    } catch (error) {
      this.logger.warn({ note: name, error: (error as Error).message }, 'a note of the demand was not kept');
    }
  }

  private async recall<T>(name: string): Promise<T | undefined> {
    try {
      return (await this.notes.read([name])).get(name)?.note as T | undefined;
    } catch (error) {
      this.logger.warn(
        { note: name, error: (error as Error).message },
        'what the forecast of demand learned cannot be read; it learns anew',
      );
      return undefined;
    }
  }

  private newForecaster(level: readonly number[], judged?: JudgedMemory): DemandForecaster {
    return new DemandForecaster(
      level,
      this.told.map((line) => ({ foretell: (minutes: number) => line.ahead?.slice(0, minutes) })),
      judged,
    );
  }

  /** kW of all machines; `null` while too much of the plant is silent. */
  private power(): number | null {
    return knownPower(this.sources, this.twin, this.now());
  }

  private async readLevel(): Promise<number[]> {
    const to = this.now();
    const { plus, minus } = leavesOf(this.tables.tree, this.tables.tree.root);
    try {
      const rows = await this.store.series({ from: to - LEVEL_MS, to }, { plus, minus });
      const quarters = new Map<number, number>();
      for (const { group, from, kwh } of rows)
        quarters.set(from, (quarters.get(from) ?? 0) + (group === 'plus' ? kwh : -kwh));
      return [...quarters]
        .filter(([from]) => from + INTERVAL_MS <= to)
        .flatMap(([, kwh]) => new Array<number>(15).fill(kwh * 4));
    } catch (error) {
      this.logger.warn(
        { error: (error as Error).message },
        'the demand of the last hours cannot be read; the forecast starts anew',
      );
      return [];
    }
  }
}
