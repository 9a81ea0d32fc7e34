import type { ModelIndex } from '@linetwin/model';
import type { LiveValues } from '../../../live/live-values.ts';
import type { MachineLook } from '../../../live/machine-look.ts';
import { LineReader, type LineStanding } from './standing-figures.ts';

/** How one run stands at the cursor. */
export interface Standing {
  lines: LineStanding[];
  looks: Map<string, MachineLook>;
  alarms: number;
}

/** What of a session says how its run stands. */
export interface ShownFuture {
  plant(): { live: LiveValues & { revision: number; now(): number } } | null;
  readonly records: { sequence: number; alarms(): readonly unknown[] };
  readonly connection: { state(): { phase: string } };
}

/** How futures stand at their cursors, read anew only where a cursor, a value or a record has changed since. */
export class FutureStandings {
  private readonly futures: readonly ShownFuture[];
  private readonly reader: LineReader;
  private readonly seen: readonly unknown[][];
  private standings: readonly (Standing | undefined)[] = [];

  constructor(index: ModelIndex, lines: readonly string[], futures: readonly ShownFuture[]) {
    this.futures = futures;
    this.reader = new LineReader(index, lines);
    this.seen = futures.map(() => []);
  }

  /** By future, `undefined` of one that nothing is known of yet; the same array for as long as nothing changes. */
  now(): readonly (Standing | undefined)[] {
    const changed = this.futures.map((future, side) => this.hasChanged(future, this.seen[side]));
    if (changed.some(Boolean))
      this.standings = this.futures.map((future, side) =>
        changed[side] ? this.read(future) : this.standings[side],
      );
    return this.standings;
  }

  private hasChanged(future: ShownFuture, seen: unknown[]): boolean {
    const live = future.plant()?.live;
    const { records, connection } = future;
    const marks = [live, live?.revision, live?.now(), records.sequence, connection.state().phase];
    const isSame = seen.length > 0 && marks.every((mark, i) => Object.is(mark, seen[i]));
    seen.splice(0, seen.length, ...marks);
    return !isSame;
  }

  private read(future: ShownFuture): Standing | undefined {
    const live = future.plant()?.live;
    if (!live || live.revision === 0) return undefined;
    const now = live.now();
    return {
      lines: this.reader.read(live, now),
      looks: this.reader.looks(live, now),
      alarms: future.records.alarms().length,
    };
  }
}
