import type { CursorCommand, CursorState } from '@linetwin/contracts';

/** A cursor over one run as the page steers it. */
export interface SteeredCursor {
  steer(command: CursorCommand): void;
  state(): CursorState | null;
}

/** Two that are this far apart in plant time look like two times, ms; at higher speeds so many ms of wall time. */
const APART_MS = 1000;
const APART_WALL_MS = 600;
/** A seek is shown by then, ms of wall time; before that nobody is behind. */
const SETTLES_MS = 1500;

/**
 * One cursor, or two that go as one. Instants are those of the first run; the second, which may have been set to another time, is
 * `shiftMs` later.
 */
export class LinkedCursors {
  private readonly first: SteeredCursor;
  private readonly second: SteeredCursor | undefined;
  private readonly shiftMs: number;
  private readonly wall: () => number;
  private settledAt = -Infinity;

  /** @param wall monotonic ms */
  constructor(
    first: SteeredCursor,
    second: SteeredCursor | undefined,
    shiftMs: number,
    wall: () => number = () => performance.now(),
  ) {
    this.first = first;
    this.second = second;
    this.shiftMs = shiftMs;
    this.wall = wall;
  }

  steer(command: CursorCommand): void {
    if (command.do !== 'play' && command.do !== 'pause') this.settledAt = this.wall() + SETTLES_MS;
    this.first.steer(command);
    this.second?.steer(command.do === 'seek' ? { do: 'seek', at: command.at + this.shiftMs } : command);
  }

  /**
   * To be called some times a second. Takes the one that fell behind to the other one, because each is read by itself and either may be
   * slow, and stops both where no run has more to show.
   */
  keepTogether(): void {
    const [first, second] = [this.first.state(), this.second?.state()];
    if (!first || second === null || this.wall() < this.settledAt) return;
    const isOver = first.at >= first.latest && (!second || second.at >= second.latest);
    if (isOver && (first.playing || second?.playing)) return this.steer({ do: 'pause' });
    if (!second || isOver || first.at >= first.latest || second.at >= second.latest) return;
    const aheadMs = first.at - (second.at - this.shiftMs);
    const allowedMs = first.playing ? Math.max(APART_MS, APART_WALL_MS * first.speed) : 0;
    if (Math.abs(aheadMs) <= allowedMs) return;
    this.settledAt = this.wall() + SETTLES_MS;
    if (aheadMs > 0) this.second!.steer({ do: 'seek', at: first.at + this.shiftMs });
    else this.first.steer({ do: 'seek', at: second.at - this.shiftMs });
  }
}
