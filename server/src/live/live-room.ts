import { createSampleBatch, encodeFrame, type SampleBatch } from '@linetwin/contracts';
import type { Twin } from '../twin/twin.ts';
import { BatchAccumulator, LatestAccumulator, type Accumulator } from './accumulator.ts';
import type { SignalSpan } from './scope.ts';

/** All that a room needs of a client. */
export interface LiveMember {
  /** True while what was sent before has not left for the network. */
  isCongested(): boolean;
  sendFrame(frame: Uint8Array): void;
}

/** Sends one frame to all members but some; encodes it once. */
export type Broadcast = (frame: Uint8Array, except: ReadonlySet<LiveMember>) => void;

/**
 * Clients that asked for the same scope, rate and mode. A frame is made once for all of them. A client that
 * cannot keep up is left out, and is given the newest value of every signal when it has caught up: its
 * queue never grows.
 */
export class LiveRoom {
  readonly members = new Set<LiveMember>();
  private readonly behind = new Set<LiveMember>();
  private readonly span: SignalSpan;
  private readonly twin: Twin;
  private readonly accumulator: Accumulator;
  private readonly type: 'batch' | 'latest';
  private readonly broadcast: Broadcast;
  private sequence = 0;
  /** Values that newer ones replaced before they were sent. */
  folded = 0;
  private readonly snapshotRows: SampleBatch = createSampleBatch(1024);

  constructor(span: SignalSpan, mode: 'batch' | 'latest', twin: Twin, broadcast: Broadcast) {
    this.span = span;
    this.twin = twin;
    this.type = mode;
    this.broadcast = broadcast;
    this.accumulator =
      mode === 'batch' ? new BatchAccumulator(span, twin) : new LatestAccumulator(span, twin);
  }

  get membersBehind(): number {
    return this.behind.size;
  }

  add(samples: SampleBatch): void {
    this.accumulator.add(samples);
  }

  join(member: LiveMember): void {
    this.members.add(member);
  }

  leave(member: LiveMember): void {
    this.members.delete(member);
    this.behind.delete(member);
  }

  /** All newest values of the scope. */
  snapshot(): Uint8Array {
    this.snapshotRows.length = 0;
    this.twin.snapshot(this.snapshotRows, this.span.first, this.span.count);
    return this.encode('snapshot', this.snapshotRows, 0);
  }

  /** Sends what came in since the last tick. */
  tick(): void {
    const { samples, folded } = this.accumulator.take();
    this.folded += folded;
    for (const member of this.members) {
      if (member.isCongested()) this.behind.add(member);
    }
    if (samples.length > 0) {
      this.sequence = (this.sequence + 1) >>> 0;
      this.broadcast(this.encode(this.type, samples, folded), this.behind);
    }
    if (this.behind.size > 0) this.catchUp();
  }

  private catchUp(): void {
    let frame: Uint8Array | undefined;
    for (const member of this.behind) {
      if (member.isCongested()) continue;
      frame ??= this.snapshot();
      member.sendFrame(frame);
      this.behind.delete(member);
    }
  }

  private encode(type: 'batch' | 'latest' | 'snapshot', samples: SampleBatch, folded: number): Uint8Array {
    return encodeFrame(
      {
        type,
        modelVersion: this.twin.index.model.version,
        sequence: this.sequence,
        serverTime: Date.now(),
        folded,
      },
      samples,
    );
  }
}
