/**
 * How the page stands with the server:
 * `connecting` before the first frame, `live` while frames come, `silent` when the socket is open but nothing
 * came for some seconds, `lost` when it is closed (it tries again by itself), `refused` when the server will
 * not have us.
 */
export type ConnectionPhase = 'connecting' | 'live' | 'silent' | 'lost' | 'refused';

export interface ConnectionState {
  phase: ConnectionPhase;
  /** Server time of the last frame, ms UTC; `null` before the first. */
  lastFrameAt: number | null;
  /** Why, in the words of the socket or the server; for the system page. */
  detail: string;
}

/** Nothing for this long on an open socket means that values are no longer live, ms. */
export const SILENCE_MS = 4000;

/** How often silence is looked for, ms; with `SILENCE_MS` at most 5 s. */
export const TICK_MS = 1000;

/** Connection as a small state machine with a clock from outside. */
export class ConnectionStore {
  private current: ConnectionState = { phase: 'connecting', lastFrameAt: null, detail: '' };
  private readonly listeners = new Set<() => void>();
  private heardAt = 0;
  /** Server time of the last frame, also while live; `null` before the first. */
  lastServerTime: number | null = null;

  readonly state = (): ConnectionState => this.current;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  };

  /** A frame came in. `lastFrameAt` is only kept when it will be shown, so that frames cause no rendering. */
  onFrame(serverTime: number, nowMs: number): void {
    this.heardAt = nowMs;
    this.lastServerTime = serverTime;
    if (this.current.phase !== 'live') this.set({ phase: 'live', lastFrameAt: serverTime, detail: '' });
  }

  onDisconnected(detail: string): void {
    if (this.current.phase === 'refused') return;
    const phase = this.lastServerTime === null ? 'connecting' : 'lost';
    if (this.current.phase !== phase || this.current.detail !== detail)
      this.set({ phase, lastFrameAt: this.lastServerTime, detail });
  }

  /** The page shows what it knew at a time of the server's, before it was opened. */
  onLastKnown(serverTime: number): void {
    this.lastServerTime = serverTime;
    this.set({ phase: 'lost', lastFrameAt: serverTime, detail: '' });
  }

  onRefused(detail: string): void {
    this.set({ phase: 'refused', lastFrameAt: this.lastServerTime, detail });
  }

  /** Call about once a second. */
  tick(nowMs: number): void {
    if (this.current.phase === 'live' && nowMs - this.heardAt > SILENCE_MS)
      this.set({ phase: 'silent', lastFrameAt: this.lastServerTime, detail: '' });
  }

  private set(next: ConnectionState): void {
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}
