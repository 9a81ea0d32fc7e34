import { DEFAULT_BEARING_PARAMETERS } from '../bearing/parameters.ts';

/**
 * Everything that can be set in the reading of shaft lines, with the reason for each default. Thresholds of the rules are with the rules, in
 * `rules.ts`. Nothing was learned from labelled recordings; see docs/decisions/0019-shaft-faults-from-orders.md.
 */
export type ShaftDiagnosisParameters = Widened<typeof DEFAULT_SHAFT_PARAMETERS>;

type Widened<T> = {
  readonly [K in keyof T]: T[K] extends number ? number : T[K] extends boolean ? boolean : Widened<T[K]>;
};

export const DEFAULT_SHAFT_PARAMETERS = {
  /** A burst that cannot be used for a bearing cannot be used for its shaft. */
  quality: DEFAULT_BEARING_PARAMETERS.quality,
  speed: {
    /** Name plates and drives are right to about this; the shaft lines are fitted inside it. */
    tolerance: 0.015,
    /** Shaft harmonics used by the fit. */
    harmonics: 5,
    /** Mean prominence of the fitted lines below which the given speed is kept. */
    minimumProminence: 3,
    /** A speed that varies by more than this within the burst is tracked (ISO 13373-2 practice; half a bin in 100 turns). */
    trackAbove: 0.005,
    /** A line whose amplitude spreads more is no clock. */
    maximumClockSpread: 0.3,
    /** The phase is followed in this band around the shaft's line. */
    trackHalfWidth: 0.2,
    /** Tracking must sharpen the higher harmonics by this; following noise would blur them. */
    sharpening: 1.1,
    /** Beyond, amplitudes are of no one speed and no baseline fits. */
    maximumVariation: 0.2,
  },
  lines: {
    /** Half width of the window a line is looked for in: Hann main lobe and the speed fit's error. */
    halfWidthBins: 1.5,
    halfWidthShare: 0.0008,
    /** Bins to each side that hold a line's power. */
    powerBins: 2,
    /** Floor: median over so many orders to each side, without the line. */
    floorHalfWidthOrders: 0.45,
    /** A line stands this much above its floor. The largest of 10 noise bins reaches 3.3 times their median in 1 of 100. */
    minimumProminence: 4.5,
    /** So many bins beside its peak a line has fallen below this share; a hump or the flank of another line has not. */
    skirtBins: 5,
    skirtShare: 0.4,
    /** Harmonics that are read. */
    harmonics: 10,
    /** Multiples of this are supply lines, which the grid keeps within 0.2 Hz; a shaft line within the window of one cannot be read. */
    mainsHz: 50,
    mainsHalfWidthHz: 0.2,
    /** Amplitudes below this, mm/s, are no vibration that anything follows from: a fifteenth of zone A of small machines. */
    leastMmPerS: 0.05,
    /** Of the lines of a mesh, which lie higher: at 500 Hz it is the 0.09 m/s² peak of a sound gear's tooth contact. */
    leastMeshMmPerS: 0.02,
  },
  belts: {
    /** Belts stretch and creep by 1 to 2 %; nominal lengths differ by more. */
    searchVerified: 0.02,
    searchUnverified: 0.05,
    harmonics: 3,
  },
  foreign: {
    /** Lines outside of this band are not looked at: below are floor movements, above is no velocity. */
    lowHz: 20,
    highHz: 1000,
    /** Room left around orders of bearings, which slip; higher harmonics of impacts never lead in velocity. */
    bearingShare: 0.02,
    bearingHarmonics: 2,
    /** A line is fixed where it stays within this while the speed changes by more than `speedShare`. */
    fixedShare: 0.005,
    speedShare: 0.03,
    /** Spectral lines that are kept of each burst for that. */
    kept: 6,
  },
  baseline: {
    /** Healthy bursts within this of the burst's speed are compared with: amplitudes go with the square of the speed, 1.7 dB at 10 %. */
    speedShare: 0.1,
    /** Fewer of them are no baseline. */
    leastBursts: 5,
    /** A rise counts from the typical value, but at least this share of the highest healthy one. */
    highestShare: 0.67,
    /** Lines that stood well above the floor while healthy and are gone mean a burst in which nothing can be read. */
    goneDb: -8,
  },
  history: {
    /** Bursts that are remembered. */
    bursts: 40,
    /** Speeds nearer than this are the same for a resonance, those further than `otherShare` are others. */
    sameShare: 0.02,
    otherShare: 0.05,
    /** A resonance is passed where the amplitude at other speeds is below this share of that in it, before and after. */
    resonanceShare: 0.5,
    /** Force of an imbalance goes with the square of the speed; allowed deviation of the exponent of velocity, which is 2 to 3. */
    lowestExponent: 1.5,
    highestExponent: 3.5,
    /** Bursts of nearly one speed (within this share of it) from which an exponent is read: five degrees of freedom. */
    slopeBursts: 8,
    slopeShare: 0.1,
    /** So many standard errors the exponent must be beyond what a rotating force draws; 2.6 of five degrees of freedom are 95 %. */
    slopeErrors: 3,
  },
  evidence: {
    /** Points of the stored order spectrum, as many as a plot has columns, and its highest order. */
    points: 600,
    maximumOrder: 12,
  },
} as const;

/** Changes with every change of what the method computes; kept with each finding. */
export const SHAFT_METHOD_VERSION = '1.1.0';
