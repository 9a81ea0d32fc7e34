import { DEFAULT_SHAFT_PARAMETERS } from '../shaft/parameters.ts';

/**
 * Everything that can be set in the judgement of a sensor's mount, with the reason for each default. A decibel here is one of power:
 * 6 dB are twice the acceleration.
 */
export type MountParameters = Widened<typeof DEFAULT_MOUNT_PARAMETERS>;

type Widened<T> = { readonly [K in keyof T]: T[K] extends number ? number : Widened<T[K]> };

export const DEFAULT_MOUNT_PARAMETERS = {
  quality: DEFAULT_SHAFT_PARAMETERS.quality,
  /** Healthy bursts of the same speed, as many as a shaft is compared with. */
  baseline: {
    speedShare: DEFAULT_SHAFT_PARAMETERS.baseline.speedShare,
    leastBursts: DEFAULT_SHAFT_PARAMETERS.baseline.leastBursts,
  },
  resonance: {
    /** A loose accelerometer resonates at 1 to 3 kHz (domain table 2.10); a sixth of an octave more for the width of a third octave. */
    lowHz: 890,
    highHz: 3370,
    /** Searched further than it is named, so that a best value at the end is seen to be none. */
    searchLowHz: 700,
    searchHighHz: 4300,
    /** Metal on metal is hardly damped; what rises less is no resonance but a change of the machine's own colour. */
    leastQ: 2,
    /** The whole loss is 9.5 dB an octave above the resonance, which the band has to hold. */
    octavesAbove: 1,
  },
  signs: {
    /**
     * The hump stands this far above the highest healthy burst. A Q of 2 draws 5 dB into a third octave; below, mount and sound machine
     * look the same.
     */
    humpDb: 4,
    /** From an octave above the resonance the mean is this far below the lowest healthy burst; the resonance alone takes away 15 dB and more. */
    lossDb: 8,
    /** An octave and more below the resonance nothing left the range of the healthy bursts by more, nor did all of it: the mount passes that on as ever. */
    stillDb: 3,
    /** RMS difference between what is read and what a resonance does; the levels themselves scatter by 0.3 to 0.7 dB. */
    misfitDb: 2.5,
    /** With hump and loss twice as far and a misfit below this the verdict is clear. */
    clearMisfitDb: 2,
  },
} as const;

/** Changes with every change of what the method computes; kept with each finding. */
export const MOUNT_METHOD_VERSION = '1.0.0';
