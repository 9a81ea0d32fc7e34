/** A machine has to stand and work for this share of a window each, as a variance of 0 and 1, to be told from others. */
const LEAST_VARIANCE = 0.01;

/** Sums over one window: every load of every machine against the work of every machine. */
export class LoadTable {
  samples = 0;
  private readonly machines: number;
  private readonly loads: number;
  /** Per machine; per load and machine; per load, machine and other machine. */
  private readonly work: Float64Array;
  private readonly load: Float64Array;
  private readonly loadSquared: Float64Array;
  private readonly product: Float64Array;

  constructor(machines: number, loads: number) {
    this.machines = machines;
    this.loads = loads;
    this.work = new Float64Array(machines);
    this.load = new Float64Array(loads * machines);
    this.loadSquared = new Float64Array(loads * machines);
    this.product = new Float64Array(loads * machines * machines);
  }

  /**
   * One instant; it is left out when a value is missing.
   *
   * @param work 1 where a machine works, 0 where it does not
   * @param values per machine, its loads
   */
  add(work: readonly number[], values: readonly (readonly number[])[]): void {
    if (work.some(Number.isNaN) || values.some((of) => of.some(Number.isNaN))) return;
    this.samples++;
    for (let a = 0; a < this.machines; a++) {
      this.work[a] += work[a];
      for (let k = 0; k < this.loads; k++) {
        const at = k * this.machines + a;
        const value = values[a][k];
        this.load[at] += value;
        this.loadSquared[at] += value * value;
        for (let b = 0; b < this.machines; b++) this.product[at * this.machines + b] += value * work[b];
      }
    }
  }

  /**
   * How much better the loads of two machines follow each other's work than their own.
   *
   * @returns correlations of the first one with its own and its neighbour's work, and the smaller of the two differences; undefined
   * where one of them hardly stopped or hardly worked
   */
  crossing(
    load: number,
    a: number,
    b: number,
  ): { own: number; neighbour: number; least: number } | undefined {
    const correlation = (of: number, to: number) => this.correlation(load, of, to);
    const [own, neighbour, itsOwn, itsNeighbour] = [
      correlation(a, a),
      correlation(a, b),
      correlation(b, b),
      correlation(b, a),
    ];
    const least = Math.min(neighbour - own, itsNeighbour - itsOwn);
    return Number.isFinite(least) ? { own, neighbour, least } : undefined;
  }

  clear(): void {
    this.samples = 0;
    for (const sums of [this.work, this.load, this.loadSquared, this.product]) sums.fill(0);
  }

  /** NaN where one of them does not vary. */
  private correlation(load: number, a: number, b: number): number {
    const n = this.samples;
    const at = load * this.machines + a;
    const mean = this.load[at] / n;
    const share = this.work[b] / n;
    const workVariance = share * (1 - share);
    const loadVariance = this.loadSquared[at] / n - mean * mean;
    if (workVariance < LEAST_VARIANCE || loadVariance <= 0) return NaN;
    return (this.product[at * this.machines + b] / n - mean * share) / Math.sqrt(workVariance * loadVariance);
  }
}
