import type { BearingFault, ViewKind } from './faults.ts';

/** The highest values ever seen on healthy bursts of one machine at one measuring point. */
export type HealthyBaseline = {
  /** Bursts it was made of. */
  readonly bursts: number;
  readonly views: {
    readonly [view in ViewKind]?: { readonly [fault in BearingFault]?: BaselineLevel };
  };
  /** Mean rms of the healthy bursts, in the unit of the samples. */
  readonly rms: number;
};

export type BaselineLevel = { readonly prominence: number; readonly depth: number };
