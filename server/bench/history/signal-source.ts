import { createSampleBatch, type SampleBatch } from '@linetwin/contracts';

/** Addresses of machines of ten signals each. */
export function addressesOf(signals: number): string[] {
  return Array.from(
    { length: signals },
    (_, i) => `site/area/line/machine-${Math.floor(i / 10)}/signal_${i % 10}`,
  );
}

/**
 * What sensors deliver: random walks with daily swing, rounded to two decimals; a tenth are counters and a tenth
 * states.
 */
export class SignalSource {
  private readonly signals: number;
  private readonly level: Float64Array;
  private state: number;

  constructor(signals: number, seed: number) {
    this.signals = signals;
    this.level = Float64Array.from({ length: signals }, (_, i) => 20 + (i % 80));
    this.state = seed >>> 0 || 1;
  }

  /**
   * Rows in the order of time, as they come from machines.
   *
   * @param rounds values of each signal
   * @param stepMs between two of them
   */
  batch(start: number, rounds: number, stepMs = 1000): SampleBatch {
    const batch = createSampleBatch(rounds * this.signals);
    for (let round = 0; round < rounds; round++) {
      const time = start + round * stepMs;
      for (let signal = 0; signal < this.signals; signal++) {
        const row = batch.length++;
        batch.signal[row] = signal;
        batch.time[row] = time + (signal % 10);
        batch.value[row] = this.next(signal, time);
      }
    }
    return batch;
  }

  private next(signal: number, time: number): number {
    if (signal % 10 === 0) return (this.level[signal] += this.random() < 0.125 ? 1 : 0);
    if (signal % 10 === 1) return this.random() < 0.01 ? 12 : 4;
    this.level[signal] += (this.random() - 0.5) * 0.4;
    return Math.round((this.level[signal] + 5 * Math.sin((time / 86_400_000) * 2 * Math.PI)) * 100) / 100;
  }

  /** xorshift32 (Marsaglia, J. Stat. Softw. 8(14), 2003): the same data for the same seed, in [0, 1). */
  random(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state / 4_294_967_296;
  }
}
