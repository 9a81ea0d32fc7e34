import { DuckDbHistory } from '../history/duckdb-history.ts';
import type { HistoryStore } from '../history/history.port.ts';

/** Two that are compared, and one more that somebody else looks at. */
const MAX_OPEN = 3;
const MEMORY_MB = 96;

interface OpenHistory {
  store: DuckDbHistory;
  ready: Promise<void>;
  users: number;
  usedAt: number;
}

export interface HeldHistory {
  history: HistoryStore;
  /** Once is enough; more often does nothing. */
  release: () => Promise<void>;
}

/** Histories of runs that somebody looks at. A few stay open; the one that was looked at longest ago is closed for another. */
export class RunHistories {
  private readonly open = new Map<string, OpenHistory>();
  private readonly pathOf: (run: string) => string;
  private uses = 0;

  constructor(pathOf: (run: string) => string) {
    this.pathOf = pathOf;
  }

  /** Reads from the history of a run, which stays open until the reading is over. */
  async read<T>(run: string, reading: (history: HistoryStore) => Promise<T>): Promise<T> {
    const { history, release } = await this.hold(run);
    try {
      return await reading(history);
    } finally {
      await release();
    }
  }

  /** Keeps the history of a run open for what takes its time, as a file that is sent, until it is released. */
  async hold(run: string): Promise<HeldHistory> {
    const entry = this.entryOf(run);
    entry.users++;
    entry.usedAt = ++this.uses;
    let isHeld = true;
    const release = async () => {
      if (!isHeld) return;
      isHeld = false;
      entry.users--;
      await this.closeOthers();
    };
    try {
      await entry.ready;
    } catch (error) {
      this.open.delete(run);
      await release();
      throw error;
    }
    return { history: entry.store, release };
  }

  /** Closes the history of a run before its file goes. */
  async close(run: string): Promise<void> {
    const entry = this.open.get(run);
    if (!entry) return;
    this.open.delete(run);
    await entry.ready.catch(() => undefined);
    await entry.store.stop();
  }

  async stop(): Promise<void> {
    for (const run of [...this.open.keys()]) await this.close(run);
  }

  private entryOf(run: string): OpenHistory {
    const known = this.open.get(run);
    if (known) return known;
    const store = new DuckDbHistory({ path: this.pathOf(run), memoryLimitMb: MEMORY_MB, threads: 1 });
    const entry = { store, ready: store.start(), users: 0, usedAt: 0 };
    this.open.set(run, entry);
    return entry;
  }

  private async closeOthers(): Promise<void> {
    const idle = [...this.open]
      .filter(([, { users }]) => users === 0)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [run] of idle.slice(0, Math.max(0, this.open.size - MAX_OPEN))) await this.close(run);
  }
}
