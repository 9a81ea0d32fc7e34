import { appendSample, createSampleBatch, type SampleBatch } from '@linetwin/contracts';
import type { Twin } from '../twin/twin.ts';
import type { SignalSpan } from './scope.ts';

/** What has happened in a scope since the last frame. Hot: `add` runs for every batch of the server. */
export interface Accumulator {
  add(samples: SampleBatch): void;
  /** Rows for the next frame, valid until the next call, and how many values were folded; then starts over. */
  take(): { samples: SampleBatch; folded: number };
}

/**
 * A room that is not read fast enough folds beyond this: 50 ms at 4 million values/s, 40 MB of columns.
 */
const MAX_BATCH_ROWS = 200_000;

/** Every value in order, until there are too many to hold; then the newest per signal. */
export class BatchAccumulator implements Accumulator {
  private readonly span: SignalSpan;
  private readonly twin: Twin;
  private filling = createSampleBatch(1024);
  private handedOut = createSampleBatch(1024);
  private overflow: LatestAccumulator | undefined;

  constructor(span: SignalSpan, twin: Twin) {
    this.span = span;
    this.twin = twin;
  }

  add(samples: SampleBatch): void {
    if (this.overflow) return this.overflow.add(samples);
    const { first, count } = this.span;
    for (let row = 0; row < samples.length; row++) {
      const signal = samples.signal[row];
      if (signal - first >= 0 && signal - first < count) {
        appendSample(this.filling, signal, samples.time[row], samples.value[row], samples.quality[row]);
      }
    }
    if (this.filling.length > MAX_BATCH_ROWS) {
      this.overflow = new LatestAccumulator(this.span, this.twin);
      this.overflow.add(this.filling);
    }
  }

  take(): { samples: SampleBatch; folded: number } {
    if (this.overflow) {
      const folded = this.overflow.take();
      this.overflow = undefined;
      this.filling.length = 0;
      return folded;
    }
    const samples = this.filling;
    this.filling = this.handedOut;
    this.filling.length = 0;
    this.handedOut = samples;
    return { samples, folded: 0 };
  }
}

/** The newest value per signal; a value that a newer one replaces before the frame is counted as folded. */
export class LatestAccumulator implements Accumulator {
  private readonly span: SignalSpan;
  private readonly twin: Twin;
  private readonly dirty: Uint8Array;
  private dirtyCount = 0;
  private folded = 0;
  private readonly samples = createSampleBatch(1024);

  constructor(span: SignalSpan, twin: Twin) {
    this.span = span;
    this.twin = twin;
    this.dirty = new Uint8Array(span.count);
  }

  add(samples: SampleBatch): void {
    const { first, count } = this.span;
    for (let row = 0; row < samples.length; row++) {
      const position = samples.signal[row] - first;
      if (position < 0 || position >= count) continue;
      if (this.dirty[position] === 0) {
        this.dirty[position] = 1;
        this.dirtyCount++;
      } else {
        this.folded++;
      }
    }
  }

  take(): { samples: SampleBatch; folded: number } {
    const { samples, twin, dirty } = this;
    samples.length = 0;
    if (this.dirtyCount > 0) {
      // In the order of signals, so that a machine's values lie together and share their time in the frame.
      for (let position = 0; position < dirty.length; position++) {
        if (dirty[position] === 0) continue;
        const signal = this.span.first + position;
        appendSample(samples, signal, twin.time[signal], twin.value[signal], twin.quality[signal]);
      }
      dirty.fill(0);
    }
    const folded = this.folded;
    this.dirtyCount = 0;
    this.folded = 0;
    return { samples, folded };
  }
}
