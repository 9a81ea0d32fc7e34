import type { SampleBatch } from '@linetwin/contracts';
import { decodeBatch, encodeBatch } from './batch-codec.ts';
import { Spool, type SpooledBatch } from './spool.port.ts';

/** Spool for tests that need no disk: keeps every promise but durability. */
export class InMemorySpool extends Spool {
  private readonly addresses: readonly string[];
  private readonly batches = new Map<number, Uint8Array>();
  private nextMark = 1;

  constructor(addresses: readonly string[]) {
    super();
    this.addresses = addresses;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async append(samples: SampleBatch): Promise<number> {
    const mark = this.nextMark++;
    this.batches.set(mark, encodeBatch(samples, 0));
    return mark;
  }

  read(after: number, maxRows: number): SpooledBatch[] {
    const found: SpooledBatch[] = [];
    let rows = 0;
    for (const [mark, bytes] of this.batches) {
      if (mark <= after) continue;
      const { samples } = decodeBatch(bytes);
      if (found.length > 0 && rows + samples.length > maxRows) break;
      rows += samples.length;
      found.push({ mark, addresses: this.addresses, samples });
    }
    return found;
  }

  async trim(upTo: number): Promise<void> {
    for (const mark of this.batches.keys()) if (mark <= upTo) this.batches.delete(mark);
  }

  span(): { oldest: number; newest: number } | undefined {
    const marks = [...this.batches.keys()];
    return marks.length === 0 ? undefined : { oldest: marks[0], newest: marks[marks.length - 1] };
  }
}
