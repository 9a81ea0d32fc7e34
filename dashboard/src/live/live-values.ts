import type { ModelIndex } from '@linetwin/model';

/**
 * Newest value of every signal, in columns by signal index. Written once per animation frame by the live
 * connection, read by the scene and the tiles in their own frame loops; never copied into React state.
 *
 * Column i belongs to `index.model.signals[i]`. Before its first value a signal has time 0 and value NaN.
 */
export interface LiveValues {
  readonly index: ModelIndex;
  readonly value: Float64Array;
  /** Source time, ms since 1970 UTC. */
  readonly time: Float64Array;
  /** 0 Good, 1 Uncertain, 2 Bad. */
  readonly quality: Uint8Array;
  /** Grows by one with every batch that was applied; a reader that has seen this number has nothing to do. */
  readonly revision: number;
  /** Signals that changed in the newest batch: the first `changedCount` entries. */
  readonly changed: Uint32Array;
  readonly changedCount: number;
  /** Server clock minus this browser's clock, ms; ages are reckoned in server time. */
  readonly clockOffsetMs: number;
  /** Server time now, or plant time while a replay runs; ms since 1970 UTC. */
  now(): number;
  /** Called right after a batch was applied, at most once per animation frame. Returns its undoing. */
  subscribe(onBatch: () => void): () => void;
  /** True when a periodic signal has missed three of its periods, or the connection is lost. `nowMs` is server time. */
  isStale(signal: number, nowMs: number): boolean;
}
