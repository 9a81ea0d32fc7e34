/** What a row adds to an excursion. */
interface Row {
  at: number;
  seen: number;
  expected: number;
}

/** Sums beyond this say no more than that it stands; a cap lets it come back. */
const CAP = 4;

/** One-sided CUSUM, S = max(0, S + z - k), alarm above h (Page 1954), with the rows of the excursion that it is in. */
export class Cusum {
  private readonly allowance: number;
  private readonly limit: number;
  value = 0;
  rows = 0;
  since = 0;
  private residual = 0;
  private residualSquared = 0;
  private expectedSum = 0;
  private expectedSquared = 0;
  private product = 0;

  constructor(allowance: number, limit: number) {
    this.allowance = allowance;
    this.limit = limit;
  }

  /** @param z deviation in standard deviations, positive where this side looks */
  push(z: number, { at, seen, expected }: Row): void {
    const next = this.value + z - this.allowance;
    if (!(next > 0)) return this.reset();
    if (this.rows === 0) this.since = at;
    this.value = Math.min(next, CAP * this.limit);
    this.rows++;
    const residual = seen - expected;
    this.residual += residual;
    this.residualSquared += residual * residual;
    this.expectedSum += expected;
    this.expectedSquared += expected * expected;
    this.product += residual * expected;
  }

  reset(): void {
    this.value = 0;
    this.rows = 0;
    this.residual = this.residualSquared = this.expectedSum = this.expectedSquared = this.product = 0;
  }

  get isOver(): boolean {
    return this.value > this.limit;
  }

  /** Means since the excursion began. */
  get shift(): number {
    return this.residual / this.rows;
  }

  get expected(): number {
    return this.expectedSum / this.rows;
  }

  /** Scale factor that fits the excursion best. */
  get gain(): number {
    return 1 + this.product / this.expectedSquared;
  }

  /** How much the residual grows with what is expected: of a scale factor g it is g - 1, of an offset 0. */
  get slope(): number {
    const variance = this.expectedSquared - this.expectedSum ** 2 / this.rows;
    return (this.product - (this.residual * this.expectedSum) / this.rows) / variance;
  }

  /** Squares that an offset leaves of the excursion, and that a scale factor leaves. */
  get leftByOffset(): number {
    return this.residualSquared - this.residual ** 2 / this.rows;
  }

  get leftByGain(): number {
    return this.residualSquared - this.product ** 2 / this.expectedSquared;
  }
}
