import {
  appendSample,
  createSampleBatch,
  encodeFrame,
  type SampleBatch,
  type StandingValue,
} from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { LatestValue } from '../history/history.port.ts';
import type { SignalSpan } from '../live/scope.ts';

/** Values of a scope as they stood, in columns, and which of them changed since the last frame. */
export class ReplayState {
  private readonly index: ModelIndex;
  private readonly span: SignalSpan;
  private readonly time: Float64Array;
  private readonly value: Float64Array;
  private readonly quality: Uint8Array;
  private readonly changed: Uint8Array;
  private readonly rows: SampleBatch = createSampleBatch(1024);
  private sequence = 0;

  constructor(index: ModelIndex, span: SignalSpan) {
    this.index = index;
    this.span = span;
    const { length } = index.model.signals;
    this.time = new Float64Array(length);
    this.value = new Float64Array(length);
    this.quality = new Uint8Array(length);
    this.changed = new Uint8Array(length);
  }

  /** Forgets everything and takes what stood at another instant. */
  reset(values: readonly LatestValue[]): void {
    this.time.fill(0);
    this.changed.fill(0);
    for (const one of values) this.take(one);
  }

  take({ address, time, value, quality }: LatestValue): void {
    // A signal that the plant does not have any more is not shown.
    const signal = this.index.signal(address)?.index;
    if (signal === undefined || time < this.time[signal]) return;
    this.time[signal] = time;
    this.value[signal] = value;
    this.quality[signal] = quality;
    this.changed[signal] = 1;
  }

  /** All values of the scope. @param at plant time of the cursor, which takes the place of the server's */
  snapshot(at: number): Uint8Array {
    this.gather((signal) => this.time[signal] > 0);
    return this.encode('snapshot', at);
  }

  /** What changed since the last frame; `undefined` when nothing did. */
  frame(at: number): Uint8Array | undefined {
    this.gather((signal) => this.changed[signal] === 1);
    if (this.rows.length === 0) return undefined;
    this.sequence = (this.sequence + 1) >>> 0;
    return this.encode('latest', at);
  }

  /** All values that stand, of whatever scope. */
  *standing(): Generator<StandingValue> {
    for (const { index: signal, address } of this.index.model.signals)
      if (this.time[signal] > 0)
        yield {
          address,
          time: this.time[signal],
          value: this.value[signal],
          quality: this.quality[signal],
        };
  }

  private gather(isWanted: (signal: number) => boolean): void {
    const { first, count } = this.span;
    this.rows.length = 0;
    for (let signal = first; signal < first + count; signal++) {
      if (isWanted(signal))
        appendSample(this.rows, signal, this.time[signal], this.value[signal], this.quality[signal]);
    }
    this.changed.fill(0);
  }

  private encode(type: 'latest' | 'snapshot', at: number): Uint8Array {
    const { version } = this.index.model;
    return encodeFrame(
      { type, modelVersion: version, sequence: this.sequence, serverTime: at, folded: 0 },
      this.rows,
    );
  }
}
