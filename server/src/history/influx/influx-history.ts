import type { HistorySeries, SampleBatch } from '@linetwin/contracts';
import { linePathOf, QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { z } from 'zod';
import {
  emptySeries,
  emptyStatistics,
  HistoryStore,
  type HistoryFigures,
  type HistoryRange,
  type LatestValue,
  type StatisticsRange,
  type StepRange,
  type StoredValues,
  type ValueRange,
  type ValueStatistics,
} from '../history.port.ts';
import { KEEP_ALL, keptAfter, planRead, type Retention } from '../rollups.ts';
import type { Quarantine, QuarantinedPoint } from '../quarantine.ts';
import { JsonFile } from '../../platform/json-file.ts';
import { InfluxClient, InfluxRefusal, type InfluxAddress, type InfluxSeries } from './influx-client.ts';
import {
  encodeLines,
  linePrefixes,
  MEASUREMENT,
  QUALITY_FIELD,
  SIGNAL_TAG,
  VALUE_FIELD,
} from './line-protocol.ts';
import { InfluxRoller } from './influx-roller.ts';
import { beforeFrontier, makeStatements, oneOf, readStatement } from './influx-tiers.ts';
import {
  statisticsOf,
  statisticsOfParts,
  statisticsStatement,
  valuesStatement,
} from './influx-statistics.ts';
import { Thinner } from './thinner.ts';

const WRITE_TIMEOUT_MS = 20_000;
const READ_TIMEOUT_MS = 5000;
/** Percentiles are found by sorting every value of the range. */
const STATISTICS_TIMEOUT_MS = 30_000;
const DAY_MS = 86_400_000;
/** Rows of one request; measured: from 5,000 on it makes no difference, and less memory is less memory. */
const ROWS_PER_REQUEST = 10_000;
const REQUESTS_AT_ONCE = 2;
/** InfluxDB uses one core for a question. */
const READS_AT_ONCE = 4;
/**
 * Values cost InfluxDB so much more than buckets that minutes answer a range of five hours and more; a picture of
 * 1,000 points then has 300 at least, each with its least and greatest value.
 */
const LEAST_SHARE_OF_POINTS = 0.3;
/** Points of one request that are looked for one by one when the server refuses some. */
const MAX_SEARCHED = 100;

export interface InfluxHistoryOptions extends InfluxAddress {
  /** File of this machine for the mark of the last batch that InfluxDB has. */
  markFile: string;
  quarantine: Quarantine;
  retention?: Retention;
}

/**
 * History in InfluxDB, over the interface of version 1. A point written again replaces itself, so that a batch whose mark
 * did not get to disk is simply written once more. Minutes, five minutes and hours are made by `InfluxRoller`.
 */
export class InfluxHistory extends HistoryStore {
  private readonly options: InfluxHistoryOptions;
  private readonly client: InfluxClient;
  /** Not waited for on the disk: one that is behind after a power cut makes the last batches be written again. */
  private readonly markFile: JsonFile<number>;
  private mark = 0;
  private readonly roller: InfluxRoller;
  private name = 'InfluxDB';
  private turn: Promise<unknown> = Promise.resolve();
  private readonly prefixes = new WeakMap<readonly string[], string[]>();

  constructor(options: InfluxHistoryOptions) {
    super();
    this.options = options;
    this.client = new InfluxClient(options);
    this.markFile = new JsonFile(options.markFile, z.number());
    this.roller = new InfluxRoller(this.client);
  }

  /** Goes on without the server when it does not answer: the spool keeps what comes meanwhile. */
  async start(): Promise<void> {
    await this.options.quarantine.start();
    this.mark = await this.readMark();
    await this.makeDatabase().catch(() => undefined);
  }

  /** One that a power cut left empty says nothing: what waits is written once more, and replaces itself. */
  private async readMark(): Promise<number> {
    try {
      return (await this.markFile.read()) ?? 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
      return 0;
    }
  }

  async stop(): Promise<void> {
    await this.turn.catch(() => undefined);
    await this.roller.stop();
    this.client.close();
  }

  append(samples: SampleBatch, addresses: readonly string[], mark: number): Promise<void> {
    const done = this.turn
      .catch(() => undefined)
      .then(async () => {
        if (mark <= this.mark) return;
        await this.write(samples, addresses);
        await this.noteWritten(samples, addresses);
        await this.markFile.write(mark);
        this.mark = mark;
      });
    this.turn = done;
    return done;
  }

  lastMark(): number {
    return this.mark;
  }

  async read(range: HistoryRange): Promise<HistorySeries[]> {
    const found = await this.thinned(range);
    return range.signals.map((signal) => found.get(signal)?.result() ?? emptySeries(signal));
  }

  private async thinned({ signals, from, to, points }: HistoryRange): Promise<Map<string, Thinner>> {
    const kept = keptAfter(Date.now(), this.options.retention ?? KEEP_ALL, { rawFrom: 0, minuteFrom: 0 });
    const plan = planRead(from, to, points, kept, LEAST_SHARE_OF_POINTS);
    const found = new Map<string, Thinner>();
    const lines = Map.groupBy(signals, linePathOf);
    await Promise.all(
      [...lines].map(async ([line, ofLine]) => {
        const { spans, start, width } = beforeFrontier(plan, await this.frontierOf(line), kept);
        const read = async (some: readonly string[]) => {
          for (const { tags, values } of await this.ask(readStatement(some, { spans, start, width }))) {
            const signal = tags![SIGNAL_TAG];
            let thinner = found.get(signal);
            if (!thinner) found.set(signal, (thinner = new Thinner(signal, start, width)));
            thinner.add(values);
          }
        };
        if (spans.length > 0) await Promise.all(dealt(ofLine, READS_AT_ONCE).map(read));
      }),
    );
    return found;
  }

  /** Rolls up all that is over. Also done by itself, when enough came in. */
  rollUp(): Promise<void> {
    return this.roller.rollUp();
  }

  private async frontierOf(line: string): Promise<number> {
    try {
      return await this.roller.frontierOf(line);
    } catch (error) {
      // No tiers in this data base, or no data base: the values themselves answer.
      if (error instanceof InfluxRefusal) return -Infinity;
      throw error;
    }
  }

  async latest(): Promise<LatestValue[]> {
    const found = await this.ask(
      `SELECT "${VALUE_FIELD}", "${QUALITY_FIELD}" FROM "${MEASUREMENT}" GROUP BY "${SIGNAL_TAG}" ORDER BY time DESC LIMIT 1`,
    );
    return found.flatMap(valuesOf);
  }

  async newestAt(time: number): Promise<LatestValue[]> {
    const found = await this.ask(
      `SELECT "${VALUE_FIELD}", "${QUALITY_FIELD}" FROM "${MEASUREMENT}" WHERE time <= ${Math.floor(time)}ms GROUP BY "${SIGNAL_TAG}" ORDER BY time DESC LIMIT 1`,
    );
    return found.flatMap(valuesOf);
  }

  /** Folded here: a field's last value of a bucket has no time of its own in InfluxQL. */
  async steps({ from, to, stepMs, signals }: StepRange): Promise<LatestValue[]> {
    if (signals?.length === 0) return [];
    const which = signals ? ` AND ${oneOf(signals)}` : '';
    const found = await this.ask(
      `SELECT "${VALUE_FIELD}", "${QUALITY_FIELD}" FROM "${MEASUREMENT}" WHERE time > ${Math.floor(from)}ms AND time <= ${Math.floor(to)}ms${which} GROUP BY "${SIGNAL_TAG}"`,
    );
    const stepOf = ({ time }: LatestValue) => Math.floor((time - from - 1) / stepMs);
    return found
      .flatMap((series) => {
        const values = valuesOf(series);
        return values.filter((one, i) => i + 1 === values.length || stepOf(values[i + 1]) > stepOf(one));
      })
      .sort((a, b) => stepOf(a) - stepOf(b));
  }

  async statistics(range: StatisticsRange): Promise<ValueStatistics[]> {
    const { signals, from, to, percents, exact } = range;
    const { rawDays } = this.options.retention ?? KEEP_ALL;
    if (!exact || from < Date.now() - rawDays * DAY_MS) {
      const found = await this.thinned({ signals, from, to, points: 2 });
      return signals.map((signal) => statisticsOfParts(signal, found.get(signal)));
    }
    const found = new Map<string, ValueStatistics>();
    await Promise.all(
      dealt(signals, READS_AT_ONCE).map(async (some) => {
        for (const series of await this.ask(
          statisticsStatement(some, from, to, percents),
          STATISTICS_TIMEOUT_MS,
        ))
          found.set(series.tags![SIGNAL_TAG], statisticsOf(series));
      }),
    );
    return signals.map((signal) => found.get(signal) ?? emptyStatistics(signal));
  }

  async values({ signal, from, to, limit }: ValueRange): Promise<StoredValues> {
    const [series] = await this.ask(valuesStatement(signal, from, to, limit));
    const values = series ? valuesOf(series) : [];
    return {
      time: values.map(({ time }) => time),
      value: values.map(({ value }) => value),
      quality: values.map(({ quality }) => quality),
    };
  }

  async figures(): Promise<HistoryFigures> {
    if (this.name === 'InfluxDB') this.name = `InfluxDB ${await this.client.version(READ_TIMEOUT_MS)}`;
    const { problem } = this.roller;
    return { name: problem ? `${this.name}, without rollups: ${problem}` : this.name, bytes: undefined };
  }

  private async ask(statement: string, timeoutMs = READ_TIMEOUT_MS): Promise<InfluxSeries[]> {
    try {
      return await this.client.query(statement, timeoutMs);
    } catch (error) {
      if (!isUnknownDatabase(error)) throw error;
      await this.makeDatabase();
      return [];
    }
  }

  private async makeDatabase(): Promise<void> {
    const { database, retention: { rawDays, minuteDays } = KEEP_ALL } = this.options;
    const [first, ...others] = makeStatements(database, rawDays, minuteDays);
    await this.client.query(first, READ_TIMEOUT_MS);
    for (const statement of others)
      await this.client.query(statement, READ_TIMEOUT_MS).catch((error: unknown) => {
        // Is there already, or is for somebody else to make; the roller says so when it misses one.
        if (!(error instanceof InfluxRefusal)) throw error;
      });
    this.roller.forget();
  }

  /** Values are stored whether there can be rollups or not. */
  private async noteWritten(samples: SampleBatch, addresses: readonly string[]): Promise<void> {
    try {
      await this.roller.noteWritten(samples, addresses);
    } catch (error) {
      if (!(error instanceof InfluxRefusal)) throw error;
      this.roller.problem = error.message;
    }
  }

  private async write(samples: SampleBatch, addresses: readonly string[]): Promise<void> {
    let prefixes = this.prefixes.get(addresses);
    if (!prefixes) this.prefixes.set(addresses, (prefixes = linePrefixes(addresses)));
    const parts = Array.from({ length: Math.ceil(samples.length / ROWS_PER_REQUEST) }, (_, i) => ({
      from: i * ROWS_PER_REQUEST,
      to: Math.min(samples.length, (i + 1) * ROWS_PER_REQUEST),
    }));
    const workers = Array.from({ length: REQUESTS_AT_ONCE }, async () => {
      for (let part = parts.shift(); part; part = parts.shift())
        await this.writeRows(samples, addresses, prefixes, part);
    });
    const results = await Promise.allSettled(workers);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  private async writeRows(
    samples: SampleBatch,
    addresses: readonly string[],
    prefixes: readonly string[],
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    const send = () => this.client.write(encodeLines(samples, prefixes, from, to), WRITE_TIMEOUT_MS);
    try {
      await send();
    } catch (error) {
      if (isUnknownDatabase(error)) {
        await this.makeDatabase();
        await send();
        return;
      }
      // Anything but a refusal of points may pass.
      if (!refusesPoints(error)) throw error;
      await this.quarantineRefused(samples, addresses, prefixes, { from, to }, error.message);
    }
  }

  /**
   * Finds the points that the server refuses by halving what it was sent, and sets them aside. The others are written on the
   * way, again, which changes nothing.
   */
  private async quarantineRefused(
    samples: SampleBatch,
    addresses: readonly string[],
    prefixes: readonly string[],
    part: { from: number; to: number },
    why: string,
  ): Promise<void> {
    const refused: QuarantinedPoint[] = [];
    const search = async (from: number, to: number, reason: string): Promise<void> => {
      if (to - from === 1 || refused.length >= MAX_SEARCHED) {
        const one = to - from === 1 ? '' : ` (one or more of ${to - from} points, not told apart)`;
        for (let row = from; row < to; row++) refused.push(pointOf(samples, addresses, row, reason + one));
        return;
      }
      const middle = from + Math.floor((to - from) / 2);
      for (const [start, end] of [
        [from, middle],
        [middle, to],
      ]) {
        try {
          await this.client.write(encodeLines(samples, prefixes, start, end), WRITE_TIMEOUT_MS);
        } catch (error) {
          if (!refusesPoints(error)) throw error;
          await search(start, end, error.message);
        }
      }
    };
    await search(part.from, part.to, why);
    await this.options.quarantine.add(refused);
  }
}

function valuesOf({ tags, values }: InfluxSeries): LatestValue[] {
  return values.map(([time, value, quality]) => ({
    address: tags![SIGNAL_TAG],
    time: Number(time),
    value: value === null ? NaN : Number(value),
    quality: quality === null ? QUALITY_GOOD : Number(quality),
  }));
}

function pointOf(
  samples: SampleBatch,
  addresses: readonly string[],
  row: number,
  reason: string,
): QuarantinedPoint {
  const value = samples.value[row];
  return {
    at: Date.now(),
    reason,
    address: addresses[samples.signal[row]],
    time: samples.time[row],
    value: Number.isFinite(value) ? value : null,
    quality: Number.isFinite(value) ? samples.quality[row] : QUALITY_BAD,
  };
}

/** The items as so many lists of nearly the same length, none of them empty. */
function dealt<T>(items: readonly T[], lists: number): T[][] {
  return Array.from({ length: Math.min(lists, items.length) }, (_, i) =>
    items.filter((_, position) => position % lists === i),
  );
}

/**
 * Whether the server has looked at the points and will never take some of them: 1.x and 3.x answer 400, 2.x answers 422.
 *
 * @see InfluxDB 2 documentation, "Troubleshoot issues writing data", HTTP status codes
 */
function refusesPoints(error: unknown): error is InfluxRefusal {
  return error instanceof InfluxRefusal && (error.status === 400 || error.status === 422);
}

function isUnknownDatabase(error: unknown): boolean {
  return error instanceof InfluxRefusal && /database not found/.test(error.message);
}
