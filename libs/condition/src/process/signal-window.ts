import type { SignalFeature } from './process-rule.ts';

/** Samples after which a machine's own healthy value is taken as known: ten minutes of work. */
export const LEARN_SAMPLES = 600;
/** What is told once per part is known after so many parts. */
export const LEARN_PARTS = 30;

/** The last samples of one signal, and what one feature of them was while the machine was healthy. */
export class SignalWindow {
  private readonly ring: Float64Array;
  private readonly learnOver: number;
  private count = 0;
  private learned = 0;
  private sum = 0;

  constructor(over: number, learnOver: number) {
    this.ring = new Float64Array(over);
    this.learnOver = learnOver;
  }

  get isFull(): boolean {
    return this.count >= this.ring.length;
  }

  push(value: number): void {
    this.ring[this.count++ % this.ring.length] = value;
  }

  feature(kind: SignalFeature): number {
    const n = Math.min(this.count, this.ring.length);
    if (n === 0) return NaN;
    if (kind === 'last') return this.ring[(this.count - 1) % this.ring.length];
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < n; i++) {
      const x = this.ring[i];
      sum += x;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return kind === 'mean' ? sum / n : kind === 'max' ? high : low;
  }

  /** Learns what the feature is on the healthy machine, until it knows; then it stays so. */
  learn(kind: SignalFeature): void {
    if (this.learned >= this.learnOver || !this.isFull) return;
    this.sum += this.feature(kind);
    this.learned++;
  }

  /** Mean of the feature while healthy; NaN until known. */
  get reference(): number {
    return this.learned >= this.learnOver ? this.sum / this.learned : NaN;
  }
}
