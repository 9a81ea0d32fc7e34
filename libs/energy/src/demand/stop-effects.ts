/** What is learned fades to a half in two days of minutes. */
const HALF_LIFE_MINUTES = 2880;
/** Before anything was seen an effect may be anything; the level is free. */
const PRIOR_VARIANCE = 1e4;
const LEVEL_VARIANCE = 1e8;

/**
 * What the power of a line loses while machines stop, kW each: recursive least squares with forgetting (Ljung 1999, section 11.2) of the line's power
 * on which machines stop. A forging press takes its heater with it; that is seen, not told.
 */
export class StopEffects {
  private readonly effects: Float64Array;
  private readonly covariance: Float64Array[];
  private readonly forgetting = 0.5 ** (1 / HALF_LIFE_MINUTES);

  /** @param count stops that are told apart */
  constructor(count: number) {
    this.effects = new Float64Array(count + 1);
    this.covariance = Array.from({ length: count + 1 }, (_, i) => {
      const row = new Float64Array(count + 1);
      row[i] = i === count ? LEVEL_VARIANCE : PRIOR_VARIANCE;
      return row;
    });
  }

  /** @param stops share of the minute that each stopped */
  learn(stops: readonly number[], kw: number): void {
    const { effects, covariance, forgetting } = this;
    const x = [...stops, 1];
    const px = covariance.map((row) => dot(row, x));
    const scale = forgetting + dot(px, x);
    const error = kw - dot(effects, x);
    for (let i = 0; i < x.length; i++) {
      effects[i] += (px[i] / scale) * error;
      for (let j = 0; j < x.length; j++)
        covariance[i][j] = (covariance[i][j] - (px[i] * px[j]) / scale) / forgetting;
    }
  }

  /** Change of the line's power by some stops, kW. */
  changeOf(stops: readonly number[]): number {
    return stops.reduce((sum, share, i) => sum + share * this.effects[i], 0);
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i] * b[i];
  return sum;
}
