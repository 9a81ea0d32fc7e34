import type { CursorState } from '@linetwin/contracts';

/** What of a cursor changes only when somebody steers it. */
export type Steering = Pick<CursorState, 'speed' | 'playing' | 'loop' | 'problem' | 'words'>;

/** The replay of this page as it stands. */
export class ReplayState {
  private current: CursorState | null = null;
  private steered: Steering | null = null;
  private readonly listeners = new Set<() => void>();

  /** Null while the page shows what is live. Changes with every frame: read it where you draw. */
  readonly state = (): CursorState | null => this.current;

  /** Keeps its identity until somebody steers, so that pages are not drawn anew with every frame. */
  readonly steering = (): Steering | null => this.steered;

  readonly isOn = (): boolean => this.current !== null;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  };

  set(next: CursorState | null): void {
    this.current = next;
    const { steered } = this;
    const same =
      next && steered
        ? next.speed === steered.speed &&
          next.playing === steered.playing &&
          next.problem === steered.problem &&
          next.loop?.from === steered.loop?.from &&
          next.loop?.to === steered.loop?.to
        : next === steered;
    if (same) return;
    this.steered = next && {
      speed: next.speed,
      playing: next.playing,
      loop: next.loop,
      problem: next.problem,
      words: next.words,
    };
    for (const listener of this.listeners) listener();
  }
}
