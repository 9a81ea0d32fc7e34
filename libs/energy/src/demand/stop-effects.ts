/** What is learned fades to a half in two days of minutes. */
const HALF_LIFE_MINUTES = 2880;
/** Before anything was seen an effect may be anything; the level is free. */
const PRIOR_VARIANCE = 1e4;
const LEVEL_VARIANCE = 1e8;

/** What was learned, and how sure it is. */
export interface EffectsMemory {
  effects: number[][];
  covariance: number[][];
}

/**
 * What each machine's power loses while machines stop, kW: recursive least squares with forgetting (Ljung 1999, section 11.2) of the power of
 * all machines on which of them stop. A forging press takes its heater with it; that is seen, not told.
 */
export class StopEffects {
  /** By machine whose power it is: an effect for each stop, and the level. */
  private readonly effects: Float64Array[];
  private readonly covariance: Float64Array[];
  private readonly forgetting = 0.5 ** (1 / HALF_LIFE_MINUTES);

  /**
   * @param powers machines whose power is looked at
   * @param stops stops that are told apart
   */
  constructor(powers: number, stops: number, memory?: EffectsMemory) {
    if (memory) {
      this.effects = memory.effects.map((own) => Float64Array.from(own));
      this.covariance = memory.covariance.map((row) => Float64Array.from(row));
      return;
    }
    this.effects = Array.from({ length: powers }, () => new Float64Array(stops + 1));
    this.covariance = Array.from({ length: stops + 1 }, (_, i) => {
      const row = new Float64Array(stops + 1);
      row[i] = i === stops ? LEVEL_VARIANCE : PRIOR_VARIANCE;
      return row;
    });
  }

  get memory(): EffectsMemory {
    return {
      effects: this.effects.map((own) => [...own]),
      covariance: this.covariance.map((row) => [...row]),
    };
  }

  /** @param stops share of the minute that each stopped */
  learn(stops: readonly number[], kw: readonly number[]): void {
    const { effects, covariance, forgetting } = this;
    const x = [...stops, 1];
    const px = covariance.map((row) => dot(row, x));
    const scale = forgetting + dot(px, x);
    effects.forEach((own, m) => {
      const error = kw[m] - dot(own, x);
      for (let i = 0; i < x.length; i++) own[i] += (px[i] / scale) * error;
    });
    for (let i = 0; i < x.length; i++)
      for (let j = 0; j < x.length; j++)
        covariance[i][j] = (covariance[i][j] - (px[i] * px[j]) / scale) / forgetting;
  }

  /** Change of a machine's power by some stops, kW. */
  changeOf(machine: number, stops: readonly number[]): number {
    const own = this.effects[machine];
    return stops.reduce((sum, share, i) => sum + share * own[i], 0);
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i] * b[i];
  return sum;
}
