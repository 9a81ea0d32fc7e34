import { median } from '@linetwin/signal';

export const DEGRADATION_WATCH_VERSION = '1.0.0';

export type DegradationParameters = {
  /** First observations of a bearing that its baseline is learned from. */
  readonly baseline: number;
  /** Observations whose median is compared with the baseline slowly: single knocks say nothing. */
  readonly slow: number;
  /** And quickly, for a level that jumps. */
  readonly fast: number;
  /** Rise that is allowed for, as a logarithm: what load and temperature do. */
  readonly slack: number;
  /** Sum of the rise above the slack at which a lasting rise is called (CUSUM, Page 1954). */
  readonly lasting: number;
  /** Logarithm of the rise of the level that is called at once: 8 dB, a factor of 2.5. */
  readonly severe: number;
};

export const DEFAULT_DEGRADATION: DegradationParameters = {
  baseline: 50,
  slow: 15,
  fast: 5,
  slack: 0.05,
  // 30 % louder and more impulsive than in early life, over 40 observations.
  lasting: 8,
  severe: Math.log(2.5),
};

/** One look at a bearing: features of each of its channels (directions), in the order they always have. */
export type DegradationObservation = readonly { readonly rms: number; readonly kurtosis: number }[];

/** Stages of domain.md 2.4 as features alone can tell them; null while the baseline is learned. */
export type DegradationState = {
  readonly stage: 1 | 2 | 3 | 4 | null;
  /** Level over that of early life, and impulsiveness over that of early life. */
  readonly levelRatio: number;
  readonly impulseRatio: number;
};

type Look = { readonly level: number; readonly impulse: number };

/** All that a watch knows, as plain data: kept with the records, it goes on in another process as if nothing had been. */
export type DegradationSnapshot = {
  /** Looks that the baseline is still learned from; empty once it stands. */
  readonly early: readonly Look[];
  readonly recent: readonly Look[];
  readonly base: Look | null;
  readonly sum: number;
  readonly reached: 1 | 2 | 3 | 4;
};

/**
 * Follows one bearing through its life by level (rms) and impulsiveness (kurtosis), both against its own early life.
 *
 * Level alone is load, lubrication or wear; impulsiveness alone is knocks from elsewhere. Damage is both, and lasts: the
 * smaller of the two rises is summed up (stage 2 at a quarter of the limit, stage 3 at it). A level up by 8 dB is stage 4
 * whatever its shape: in the last stage the floor rises and impulses drown in it. What was called stays called.
 */
export class DegradationWatch {
  private readonly parameters: DegradationParameters;
  private early: Look[] = [];
  private recent: Look[] = [];
  private base: Look | null = null;
  private sum = 0;
  private reached: 1 | 2 | 3 | 4 = 1;

  /** @param from goes on where a watch with the same parameters stood */
  constructor(parameters: DegradationParameters = DEFAULT_DEGRADATION, from?: DegradationSnapshot) {
    this.parameters = parameters;
    if (from === undefined) return;
    this.early = [...from.early];
    this.recent = [...from.recent];
    this.base = from.base;
    this.sum = from.sum;
    this.reached = from.reached;
  }

  snapshot(): DegradationSnapshot {
    const { early, recent, base, sum, reached } = this;
    return { early: [...early], recent: [...recent], base, sum, reached };
  }

  push(observation: DegradationObservation): DegradationState {
    const { baseline, slow, fast, slack, lasting, severe } = this.parameters;
    const look = lookOf(observation);
    this.recent = [...this.recent, look].slice(-slow);
    if (this.base === null) {
      this.early.push(look);
      if (this.early.length < baseline) return { stage: null, levelRatio: 1, impulseRatio: 1 };
      this.base = medianOf(this.early);
      this.early = [];
    }
    const slowly = medianOf(this.recent);
    const level = slowly.level - this.base.level;
    const impulse = slowly.impulse - this.base.impulse;
    const quickly = medianOf(this.recent.slice(-fast)).level - this.base.level;
    this.sum = Math.max(0, this.sum + Math.min(level, impulse) - slack);
    const now = quickly > severe ? 4 : this.sum >= lasting ? 3 : this.sum >= lasting / 4 ? 2 : 1;
    // Stage 2 may pass again; damage does not heal.
    this.reached = now > this.reached || this.reached === 2 ? now : this.reached;
    return { stage: this.reached, levelRatio: Math.exp(level), impulseRatio: Math.exp(impulse) };
  }
}

/** Channels as one vector: energies add, and each channel's fourth moment counts with its own. */
function lookOf(observation: DegradationObservation): Look {
  let square = 0;
  let fourth = 0;
  let weight = 0;
  for (const { rms, kurtosis } of observation) {
    square += rms ** 2;
    fourth += kurtosis * rms ** 4;
    weight += rms ** 4;
  }
  if (!(square > 0) || !(fourth > 0))
    throw new RangeError('a bearing under watch needs an rms and a kurtosis above 0');
  return { level: Math.log(square) / 2, impulse: Math.log(fourth / weight) };
}

function medianOf(looks: readonly Look[]): Look {
  return { level: median(looks.map((l) => l.level)), impulse: median(looks.map((l) => l.impulse)) };
}
