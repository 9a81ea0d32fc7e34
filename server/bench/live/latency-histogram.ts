/** Latencies in ms, counted in bins of 1 ms up to a minute: constant memory, however long it runs. */
export class LatencyHistogram {
  private readonly bins = new Float64Array(60_001);
  private total = 0;

  add(ms: number, count: number): void {
    this.bins[Math.min(60_000, Math.max(0, Math.round(ms)))] += count;
    this.total += count;
  }

  /** What was counted, as pairs of ms and count, to be added to another process's. */
  counts(): [ms: number, count: number][] {
    const pairs: [number, number][] = [];
    this.bins.forEach((count, ms) => count > 0 && pairs.push([ms, count]));
    return pairs;
  }

  addCounts(pairs: readonly (readonly [ms: number, count: number])[]): void {
    for (const [ms, count] of pairs) this.add(ms, count);
  }

  /** Smallest latency that at least this share of all does not exceed; NaN when nothing was counted. */
  quantile(share: number): number {
    if (this.total === 0) return NaN;
    let seen = 0;
    for (let ms = 0; ms < this.bins.length; ms++) {
      seen += this.bins[ms];
      if (seen >= share * this.total) return ms;
    }
    return this.bins.length - 1;
  }
}
