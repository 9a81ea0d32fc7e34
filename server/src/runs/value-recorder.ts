import { appendSample, createSampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { HistoryStore } from '../history/history.port.ts';
import type { RunFigureCounter } from './run-figures.ts';

/** Values that are appended at once: large enough for columns to be copied whole, a few megabytes. */
const BATCH_ROWS = 100_000;

/** Puts the values of a run into its history, in batches, and counts them on the way. */
export class ValueRecorder {
  /** Newest time that was put, ms since 1970 UTC. */
  newest = -Infinity;
  private readonly history: Pick<HistoryStore, 'append'>;
  private readonly figures: RunFigureCounter;
  private readonly addresses: readonly string[];
  private batch = createSampleBatch(BATCH_ROWS);
  private mark = 0;

  constructor(parts: {
    index: ModelIndex;
    history: Pick<HistoryStore, 'append'>;
    figures: RunFigureCounter;
  }) {
    this.history = parts.history;
    this.figures = parts.figures;
    this.addresses = parts.index.model.signals.map(({ address }) => address);
  }

  /** Whether the batch should be flushed before more is put. */
  get isFull(): boolean {
    return this.batch.length >= BATCH_ROWS;
  }

  put = (signal: number, time: number, value: number, quality: number): void => {
    if (time > this.newest) this.newest = time;
    appendSample(this.batch, signal, time, value, quality);
    this.figures.put(signal, time, value, quality);
  };

  async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    await this.history.append(this.batch, this.addresses, ++this.mark);
    this.batch.length = 0;
  }
}
