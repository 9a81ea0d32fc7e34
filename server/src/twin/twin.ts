import type { SampleBatch } from '@linetwin/contracts';
import { appendSample } from '@linetwin/contracts';
import { PACKML_STATES, QUALITY_BAD, type ModelIndex, type PackmlState } from '@linetwin/model';

/** What became of a value: `newest` is now the latest; `late` is older than the latest; `duplicate` is known. */
export type Acceptance = 'newest' | 'late' | 'duplicate';

/** A periodic signal is stale after this many missed periods (design: silence is a state). */
export const STALE_AFTER_PERIODS = 3;

/**
 * The live model: newest value of every signal, in columns by signal index. It is written before anyone is
 * told, so the state is never behind what was received, and never by something older.
 */
export class Twin {
  readonly index: ModelIndex;
  readonly value: Float64Array;
  /** Source time, ms since 1970 UTC; 0 before the first value. */
  readonly time: Float64Array;
  readonly quality: Uint8Array;
  private readonly periodMs: Float64Array;
  private readonly stateSignals: Int32Array;

  constructor(index: ModelIndex) {
    this.index = index;
    const { signals, equipment } = index.model;
    this.value = new Float64Array(signals.length).fill(NaN);
    this.time = new Float64Array(signals.length);
    this.quality = new Uint8Array(signals.length);
    this.periodMs = Float64Array.from(signals, (signal) => signal.periodMs ?? 0);
    this.stateSignals = Int32Array.from(equipment, (one) => index.signalWithRole(one, 'state')?.index ?? -1);
  }

  /** Hot: once per value. */
  accept(signal: number, time: number, value: number, quality: number): Acceptance {
    const known = this.time[signal];
    if (time > known) {
      this.time[signal] = time;
      this.value[signal] = value;
      this.quality[signal] = quality;
      return 'newest';
    }
    return time === known ? 'duplicate' : 'late';
  }

  /** Missed three periods at `now` (ms since 1970 UTC), or never seen. A signal without period is never stale. */
  isStale(signal: number, now: number): boolean {
    const period = this.periodMs[signal];
    return period > 0 && now - this.time[signal] > STALE_AFTER_PERIODS * period;
  }

  /**
   * PackML state of the machine at a position of `model.equipment`; `undefined` when it never said, when its
   * sensor is bad, or when its state is stale: silence is not the last state.
   */
  machineState(equipment: number, now: number): PackmlState | undefined {
    const signal = this.stateSignals[equipment];
    if (signal < 0 || this.time[signal] === 0 || this.quality[signal] === QUALITY_BAD) return undefined;
    if (this.isStale(signal, now)) return undefined;
    return PACKML_STATES[this.value[signal]];
  }

  /** Appends the newest values of a span of signals, skipping those that never had one. */
  snapshot(into: SampleBatch, first: number, count: number): void {
    for (let signal = first; signal < first + count; signal++) {
      if (this.time[signal] > 0) {
        appendSample(into, signal, this.time[signal], this.value[signal], this.quality[signal]);
      }
    }
  }
}
