import { Cusum } from './cusum.ts';
import type { RelationParameters } from './relation-parameters.ts';

/** How far a signal is from what another one says, since the deviation began. All in the unit of the signal. */
export interface Deviation {
  /** ms since 1970 UTC. */
  since: number;
  rows: number;
  seen: number;
  expected: number;
  shift: number;
  cusum: number;
  /** Scale factor, where the rows can only be explained by one; undefined where an offset does as well. */
  gain: number | undefined;
}

/** Twice the logarithm of the likelihood ratio from which a scale factor is preferred to an offset: three standard deviations. */
const GAIN_PREFERRED = 9;
/** A scale factor that leaves more than so many times the healthy variance explains nothing: something else goes on. */
const GAIN_LEAVES = 4;
/** What the ups and downs say of the factor may differ by this share from what the mean says. */
const GAIN_AGREES = 0.5;

/** What one signal is expected to be from another one: a line through healthy minutes, and how far it has strayed from it. */
export class Follower {
  private readonly parameters: RelationParameters;
  private readonly floor: number;
  private readonly leastShift: number;
  private n = 0;
  private meanX = 0;
  private meanY = 0;
  private sxx = 0;
  private sxy = 0;
  private syy = 0;
  private readonly up: Cusum;
  private readonly down: Cusum;
  private readonly recent: number[] = [];

  /** @param bandWidth width of the followed signal's normal band */
  constructor(parameters: RelationParameters, bandWidth: number) {
    this.parameters = parameters;
    this.floor = parameters.floorShare * bandWidth;
    this.leastShift = parameters.leastShare * bandWidth;
    this.up = new Cusum(parameters.allowance, parameters.limit);
    this.down = new Cusum(parameters.allowance, parameters.limit);
  }

  /** A healthy row: what the other signal said, and what this one was. */
  learn(x: number, y: number): void {
    // Welford's sums of squares, for a line by least squares.
    this.n++;
    const dx = x - this.meanX;
    const dy = y - this.meanY;
    this.meanX += dx / this.n;
    this.meanY += dy / this.n;
    this.sxx += dx * (x - this.meanX);
    this.sxy += dx * (y - this.meanY);
    this.syy += dy * (y - this.meanY);
  }

  /** A row that should tell whether it still is so. */
  judge(x: number, y: number, at: number): void {
    const expected = this.meanY + this.slope * (x - this.meanX);
    const z = (y - expected) / this.sigma;
    const row = { at, seen: y, expected };
    this.up.push(z, row);
    this.down.push(-z, row);
    this.recent.push(y - expected);
    if (this.recent.length > this.parameters.holdRows) this.recent.shift();
  }

  /** Whether the deviation is large, lasts, and still stands. */
  get isBroken(): boolean {
    const { deviation } = this;
    if (!deviation) return false;
    const least = this.least;
    return (
      deviation.rows >= this.parameters.holdRows &&
      Math.abs(deviation.shift) >= least &&
      Math.abs(this.recentShift) >= least / 2
    );
  }

  /** Whether as many rows as a deviation has to last have been without it. */
  get isHealthy(): boolean {
    return this.recent.length >= this.parameters.holdRows && Math.abs(this.recentShift) < this.least / 2;
  }

  get deviation(): Deviation | undefined {
    const cusum = this.up.isOver ? this.up : this.down.isOver ? this.down : undefined;
    if (!cusum) return undefined;
    const { rows, since, expected, shift, value } = cusum;
    const isGain =
      cusum.leftByOffset - cusum.leftByGain > GAIN_PREFERRED * this.variance &&
      cusum.leftByGain < GAIN_LEAVES * rows * this.variance &&
      // Something that merely changed meanwhile is no factor: that would grow with the signal as it stands above zero.
      Math.abs(cusum.slope / (cusum.gain - 1) - 1) < GAIN_AGREES;
    return {
      since,
      rows,
      seen: expected + shift,
      expected,
      shift,
      cusum: value,
      gain: isGain ? cusum.gain : undefined,
    };
  }

  /** Forgets what strayed: the signal was put right, or what it is compared with was not to be trusted. */
  reset(): void {
    this.up.reset();
    this.down.reset();
    this.recent.length = 0;
  }

  private get slope(): number {
    return this.sxx > 0 ? this.sxy / this.sxx : 0;
  }

  /** Variance of the healthy residual, as it was. */
  private get variance(): number {
    return Math.max(0, this.syy - this.slope * this.sxy) / Math.max(1, this.n - 2);
  }

  private get sigma(): number {
    return Math.max(this.floor, Math.sqrt(this.variance));
  }

  private get least(): number {
    return Math.max(this.leastShift, this.parameters.leastDeviations * this.sigma);
  }

  private get recentShift(): number {
    return this.recent.reduce((sum, one) => sum + one, 0) / this.recent.length;
  }
}
