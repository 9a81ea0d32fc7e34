import type { FigureName, ProcessFigures } from '@linetwin/contracts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { within } from './within.ts';

const EVERY_MS = 5000;
/** Half an hour. */
const KEPT = 360;
const READ_MS = 2000;
const LOOP_RESOLUTION_MS = 10;

type Read = () => number | null | Promise<number | null>;

/** The figures of this process over the last half hour, for pictures. Prometheus keeps longer ones. */
export class FigureLog {
  private readonly reads = new Map<FigureName, Read>();
  private readonly kept = new Map<FigureName, (number | null)[]>();
  private readonly loop: ReturnType<typeof monitorEventLoopDelay>;
  private readonly now: () => number;
  private timer: NodeJS.Timeout | undefined;

  /** @param now ms of a clock that only goes on */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
    this.add('eventLoopMs', () => {
      const late = this.loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS;
      this.loop.reset();
      return Math.max(0, late);
    });
    this.add('memoryMb', () => process.memoryUsage.rss() / 1e6);
    this.addRate('cores', () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
  }

  /** Adds a figure that is read now and then. */
  add(name: FigureName, read: Read): void {
    this.reads.set(name, read);
    this.kept.set(name, []);
  }

  /** Adds what a count that only grows grows by in a second. */
  addRate(name: FigureName, count: () => number): void {
    let before: { count: number; at: number } | undefined;
    this.add(name, () => {
      const current = { count: count(), at: this.now() };
      const rate = before && ((current.count - before.count) / (current.at - before.at)) * 1000;
      before = current;
      return rate ?? null;
    });
  }

  start(): void {
    this.loop.enable();
    void this.sample();
    this.timer = setInterval(() => void this.sample(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.loop.disable();
  }

  report(): Omit<ProcessFigures, 'process'> {
    return { everyS: EVERY_MS / 1000, series: Object.fromEntries(this.kept) };
  }

  /** Reads all of them once. Done by itself while started. */
  async sample(): Promise<void> {
    const values = await Promise.all(
      [...this.reads].map(async ([name, read]) => {
        const value = await within(READ_MS, Promise.resolve().then(read)).catch(() => null);
        return [name, value === null || !Number.isFinite(value) ? null : round(value)] as const;
      }),
    );
    for (const [name, value] of values) {
      const list = this.kept.get(name)!;
      list.push(value);
      if (list.length > KEPT) list.shift();
    }
  }
}

/** Three digits are more than a picture shows. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}
