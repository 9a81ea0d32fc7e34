import { lineOf, type ModelIndex } from '@linetwin/model';
import { BackTest, checkRule, type CheckedRule } from '@linetwin/rules';
import type { Logger } from 'pino';
import type { HistoryStore } from '../history/history.port.ts';
import type { BackTestStore, WaitingBackTest } from './back-test-store.port.ts';
import { batchOf, encodeSlice, slicesOf } from './back-test-slices.ts';
import type { RuleStore } from './rule-store.port.ts';

/** How often it looks for workers that wait, while there are some and while there are none. */
const BUSY_MS = 200;
const IDLE_MS = 3000;
/** Slices that lie ready for a worker: it computes one while the next is read. */
const SLICES_AHEAD = 2;

/**
 * Reads history for the workers that run back-tests: where values are kept in the server, no other process can. It makes the slices that a worker
 * wants and a few more, and keeps nothing itself, so that it may die, or another process take over, at any moment.
 */
export class BackTestFeeder {
  private readonly parts: {
    index: ModelIndex;
    rules: Pick<RuleStore, 'versions'>;
    tests: BackTestStore;
    history: Pick<HistoryStore, 'steps' | 'newestAt'>;
    logger: Logger;
  };
  private readonly lines = new Set<string>();
  private readonly known = new Map<string, CheckedRule>();
  private timer: NodeJS.Timeout | undefined;
  private feeding: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(parts: BackTestFeeder['parts']) {
    this.parts = parts;
  }

  start(): void {
    this.next(IDLE_MS);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.feeding;
  }

  /** It feeds the back-tests whose first machine is in a line of this process, so that one process of several does it. */
  async takeLine(line: string): Promise<void> {
    this.lines.add(line);
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
  }

  /** Gives every waiting worker what it wants now. @returns whether one waits */
  async feed(): Promise<boolean> {
    const waiting = await this.parts.tests.waiting();
    for (const id of this.known.keys()) if (!waiting.some((one) => one.id === id)) this.known.delete(id);
    for (const test of waiting) await this.feedOne(test);
    return waiting.length > 0;
  }

  private next(afterMs: number): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      this.feeding = this.feed()
        .catch((error: Error) => {
          this.parts.logger.warn({ error: error.message }, 'a back-test waits for history');
          return false;
        })
        .then((isBusy) => this.next(isBusy ? BUSY_MS : IDLE_MS));
    }, afterMs);
  }

  private async feedOne(test: WaitingBackTest): Promise<void> {
    const { tests } = this.parts;
    const rule = await this.ruleOf(test);
    // A rule that does not fit the plant is for the worker to refuse.
    if (!rule || !this.lines.has(lineOf(rule.machines[0].address))) return;
    const slices = slicesOf(rule, test);
    for (let number = test.wanted; number < Math.min(slices.length, test.wanted + SLICES_AHEAD); number++) {
      if (this.isStopping) return;
      if (await tests.hasSlice(test.id, number)) continue;
      await tests.putSlice(test.id, number, await this.read(rule, test, number));
    }
  }

  private async read(rule: CheckedRule, test: WaitingBackTest, number: number): Promise<Uint8Array> {
    const { index, history } = this.parts;
    const { signals } = index.model;
    const addresses = new BackTest(rule, index, test).signals().map((signal) => signals[signal].address);
    const numbers = new Map(addresses.map((address, at) => [address, at]));
    const span = slicesOf(rule, test)[number];
    const values = await history.steps({ ...span, stepMs: 1000, signals: addresses });
    const seeds = number === 0 ? await history.newestAt(span.from) : [];
    return encodeSlice(addresses, { seeds: batchOf(seeds, numbers), values: batchOf(values, numbers) });
  }

  private async ruleOf({ id, rule, version }: WaitingBackTest): Promise<CheckedRule | undefined> {
    const known = this.known.get(id);
    if (known) return known;
    const { index, rules } = this.parts;
    const found = (await rules.versions(rule)).find((one) => one.version === version);
    const checked = found && checkRule(found.definition, index).rule;
    if (checked) this.known.set(id, checked);
    return checked;
  }
}
