import type { SampleBatch } from '@linetwin/contracts';
import { linePathOf } from '@linetwin/model';
import { ceilTo, floorTo, HOUR_MS, TIERS, type Tier } from '../rollups.ts';
import type { InfluxClient, InfluxSeries } from './influx-client.ts';
import {
  bucketLines,
  firstValueStatement,
  frontierLine,
  FRONTIERS_STATEMENT,
  frontiersOf,
  HOURS_POLICY,
  ofLine,
  oneOf,
  policyOf,
  rollUpStatement,
} from './influx-tiers.ts';

const TIMEOUT_MS = 20_000;
const [FINEST] = TIERS;
/** Values of a line come in some disorder: a minute is rolled up when one is here that is younger than its end by this. */
const GRACE_MS = 2 * FINEST.widthMs;
/** Least that is rolled up at a time, so that there are few questions. */
const LEAST_MS = 2 * FINEST.widthMs;
/** Buckets that a question may give, which bounds the memory that it takes. */
const BUCKETS_PER_STEP = 100_000;
const MOST_MS = HOUR_MS;
const LINES_PER_WRITE = 10_000;
/** More signals than this are not named one by one. */
const NAMED_SIGNALS = 100;
/** How long what was read of the frontiers is used: an old one costs time, nothing else. */
const FRONTIERS_FOR_MS = 10_000;

/** Where the rolling up of one line stands. */
interface Line {
  /** Tiers are complete before this; `undefined` as long as the line has no values. */
  frontier: number | undefined;
  /** Where they will be when what is going on is done. */
  claimed: number;
  newest: number;
  signals: number;
}

/**
 * Makes minutes, five minutes and hours of what InfluxDB has, one line at a time: reads what is finer, adds it up there, and
 * writes the buckets back. Up to where a line is done stands in InfluxDB too, so that readers in any process know what to
 * take from the values. Making a bucket again replaces it, so that nothing is counted twice after a kill.
 *
 * Continuous queries (version 1) and tasks (version 2) would each serve one version, and forget what comes late.
 */
export class InfluxRoller {
  private readonly client: InfluxClient;
  private readonly lines = new Map<string, Line>();
  private turn: Promise<unknown> = Promise.resolve();
  private going = false;
  private known: { frontiers: Map<string, number>; at: number } | undefined;
  /** Why there are no tiers now; `undefined` while there are. */
  problem: string | undefined;

  constructor(client: InfluxClient) {
    this.client = client;
  }

  /** Time up to which the tiers of a line are complete, `-Infinity` where there are none. */
  async frontierOf(line: string): Promise<number> {
    if (!this.known || Date.now() - this.known.at > FRONTIERS_FOR_MS) await this.readFrontiers();
    return this.known!.frontiers.get(line) ?? -Infinity;
  }

  /** Forgets what it knows of a data base that is not there any more. */
  forget(): void {
    this.known = undefined;
    this.lines.clear();
  }

  /**
   * Takes note of rows that were written. Those of minutes that are done already are added before this resolves; the
   * others later, in the background.
   *
   * @throws what the client throws, when late rows could not be added
   */
  async noteWritten(samples: SampleBatch, addresses: readonly string[]): Promise<void> {
    const lines = await this.linesOf(samples, addresses);
    const late = new Map<
      string,
      { line: Line; name: string; signals: Set<string>; from: number; to: number }
    >();
    for (let row = 0; row < samples.length; row++) {
      const index = samples.signal[row];
      const time = Math.round(samples.time[row]);
      const line = lines[index];
      if (time > line.newest) line.newest = time;
      if (time >= line.claimed) continue;
      const name = linePathOf(addresses[index]);
      const hour = `${floorTo(time, HOUR_MS)} ${name}`;
      let found = late.get(hour);
      if (!found) late.set(hour, (found = { line, name, signals: new Set(), from: time, to: time }));
      found.signals.add(addresses[index]);
      found.from = Math.min(found.from, time);
      found.to = Math.max(found.to, time);
    }
    if (late.size > 0)
      await this.inTurn(async () => {
        for (const { line, name, signals, from, to } of late.values())
          await this.make(
            signals.size <= NAMED_SIGNALS ? oneOf([...signals]) : ofLine(name),
            from,
            to + 1,
            line.frontier ?? -Infinity,
          );
      });
    this.rollOn();
  }

  /** Rolls up all that is over. */
  async rollUp(): Promise<void> {
    await this.inTurn(async () => {
      for (const [name, line] of this.lines) while (await this.step(name, line));
    });
  }

  async stop(): Promise<void> {
    await this.turn;
  }

  private rollOn(): void {
    const due = [...this.lines].filter(
      ([, line]) => line.frontier !== undefined && this.end(line) - line.frontier >= LEAST_MS,
    );
    if (this.going || due.length === 0) return;
    this.going = true;
    void this.inTurn(async () => {
      for (const [name, line] of due) await this.step(name, line);
    })
      .then(
        () => (this.problem = undefined),
        (error: Error) => (this.problem = error.message),
      )
      .finally(() => (this.going = false));
  }

  private end({ newest }: Line): number {
    return floorTo(newest - GRACE_MS, FINEST.widthMs);
  }

  /** @returns whether there was something to do */
  private async step(name: string, line: Line): Promise<boolean> {
    const from = line.frontier;
    if (from === undefined) return false;
    const mostMs = Math.min(MOST_MS, Math.floor(BUCKETS_PER_STEP / line.signals) * FINEST.widthMs);
    const to = Math.min(this.end(line), from + Math.max(FINEST.widthMs, mostMs));
    if (to <= from) return false;
    line.claimed = to;
    try {
      await this.make(ofLine(name), from, to, to);
      await this.client.write(frontierLine(name, to), TIMEOUT_MS, HOURS_POLICY);
    } catch (error) {
      // Rows that were taken for late meanwhile will be made again with the others.
      line.claimed = from;
      throw error;
    }
    line.frontier = to;
    this.known?.frontiers.set(name, to);
    return true;
  }

  /** Makes all buckets that hold something between `from` and `to` (excluded), and that are over before `until`. */
  private async make(which: string, from: number, to: number, until: number): Promise<void> {
    for (const tier of TIERS) {
      const first = floorTo(from, tier.widthMs);
      const end = Math.min(ceilTo(to, tier.widthMs), floorTo(until, tier.widthMs));
      if (end <= first) return;
      const found = await this.client.query(rollUpStatement(tier, which, first, end), TIMEOUT_MS);
      await this.write(tier, found);
    }
  }

  private async write(tier: Tier, found: readonly InfluxSeries[]): Promise<void> {
    for (const lines of bucketLines(tier, found, LINES_PER_WRITE))
      await this.client.write(lines, TIMEOUT_MS, policyOf(tier));
  }

  /** The line of each signal in a batch, by the signal's index, with its frontier where there is one. */
  private async linesOf(samples: SampleBatch, addresses: readonly string[]): Promise<Line[]> {
    const found: Line[] = [];
    for (const index of new Set(samples.signal.subarray(0, samples.length))) {
      const name = linePathOf(addresses[index]);
      let line = this.lines.get(name);
      if (!line) {
        const signals = addresses.filter((address) => linePathOf(address) === name).length;
        this.lines.set(
          name,
          (line = { frontier: undefined, claimed: -Infinity, newest: -Infinity, signals }),
        );
      }
      found[index] = line;
    }
    for (const [name, line] of this.lines) {
      if (line.frontier !== undefined || !found.includes(line)) continue;
      await this.readFrontiers();
      line.frontier = this.known!.frontiers.get(name) ?? (await this.firstOf(name));
      line.claimed = line.frontier ?? -Infinity;
    }
    return found;
  }

  private async firstOf(line: string): Promise<number | undefined> {
    const [found] = await this.client.query(firstValueStatement(line), TIMEOUT_MS);
    return found && floorTo(Number(found.values[0][0]), HOUR_MS);
  }

  private async readFrontiers(): Promise<void> {
    const found = await this.client.query(FRONTIERS_STATEMENT, TIMEOUT_MS);
    this.known = { frontiers: frontiersOf(found), at: Date.now() };
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
