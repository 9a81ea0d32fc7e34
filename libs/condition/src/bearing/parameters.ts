/**
 * Everything that can be set in the bearing diagnosis, with the reason for each default. None of it was learned
 * from labelled recordings; see docs/decisions/0010-diagnosis-method.md.
 */
export type BearingDiagnosisParameters = Widened<typeof DEFAULT_BEARING_PARAMETERS>;

/** The shape of the defaults with any number or switch in each place. */
type Widened<T> = {
  readonly [K in keyof T]: T[K] extends number ? number : T[K] extends boolean ? boolean : Widened<T[K]>;
};

export const DEFAULT_BEARING_PARAMETERS = {
  quality: {
    /** More repeated samples at the rail than this taint amplitudes (one in ten thousand is a few impacts). */
    clippedShareFlag: 0.0001,
    /** With more of the signal at the rail the envelope itself is shaped by the clipping. */
    clippedShareReject: 0.01,
    /** A sensor or its cable delivers no value while a run of identical samples lasts this long. */
    dropoutRunS: 0.005,
    /** More of the burst than this without a value leaves gaps that beat like a fault. */
    dropoutShareReject: 0.01,
    /** A mean above this many standard deviations is a bias fault of the sensor, not vibration. */
    dcRatioReject: 20,
    /** Shorter bursts do not separate bearing lines from shaft lines. */
    minimumDurationS: 1,
    /** Turns of the shaft needed to tell a comb from its neighbours 2 % away. */
    minimumTurns: 20,
    /** The band must hold this many harmonics of BPFI, or there is nothing to demodulate. */
    minimumBpfiHarmonicsInBand: 10,
    /** Below this speed impacts are too weak and too rare for an accelerometer envelope. */
    minimumSpeedRpm: 60,
  },
  speed: {
    /** Name plates and drives are right to about this; the shaft lines are fitted inside it. */
    tolerance: 0.015,
    /** Shaft harmonics used by the fit. */
    harmonics: 8,
    /** Mean prominence of the fitted shaft lines below which the given speed is kept. */
    minimumProminence: 2.5,
  },
  comb: {
    /** Harmonics of a fault frequency looked at. Impacts give many; higher ones smear by slip. */
    harmonics: 5,
    /** The strongest harmonic is left out of the score: one strong line alone is no comb. */
    leaveStrongestOut: true,
    /** Rolling elements slip 1 to 2 % (Randall and Antoni 2011); one slip for all harmonics. */
    slipVerified: 0.02,
    /** Makers differ under one designation. */
    slipUnverified: 0.05,
    /**
     * Turns of the shaft per spectrum; longer bursts are averaged. Random slip smears the lines by about this
     * resolution, so a finer one only spreads them.
     */
    segmentTurns: 400,
    /** Step of the slip search, well below the width of a line. */
    gridStep: 0.0007,
    /** Combs of this range of orders are the background a fault comb has to beat. */
    backgroundLowOrder: 1.7,
    backgroundHighOrder: 8,
    /** Half width of a line window: Hann main lobe in bins, plus smearing by random slip as share of frequency. */
    lineHalfWidthBins: 1,
    lineHalfWidthShare: 0.0015,
    /** Half width of the window cut out around shaft harmonics; the shaft does not slip, so it is narrow. */
    shaftHalfWidthBins: 2,
    shaftHalfWidthShare: 0.0006,
    /** Floor of the envelope spectrum: running median over this many shaft orders to each side. */
    floorHalfWidthOrders: 1.5,
    /** Sidebands taken away with a comb before the alternatives are scored. */
    sidebands: 3,
    /** An inner race turns through the load zone; a narrow zone (a third of a turn) draws this many sidebands. */
    innerSidebands: 6,
    /** A harmonic counts as hit above this prominence (4.5 is the public starting value). */
    hitProminence: 4.5,
    /** Spectra are computed up to this order, five harmonics of the highest comb and their sidebands. */
    maximumOrder: 42,
  },
  family: {
    /**
     * A carrier is the strongest of its neighbours. A low-pass (the decay of the impacts) may lift the lower
     * neighbour by a third.
     */
    maximumCompanyAtTurn: 1.3,
    /** Nothing modulates a race with the cage's rate as a whole; one odd element does a little. */
    maximumCompanyAtCage: 1,
    /** The same where the geometry is so uncertain that the lines may be an element's. */
    maximumCompanyAtCageUnverified: 0.5,
    /** A comb with more company than this at the shaft's spacing has sidebands there. */
    modulatedCompany: 0.3,
    /**
     * An element with more than this at the shaft's spacing is a sideband; an outer race may be one, if the geometry
     * is not verified.
     */
    bareCompanyAtTurn: 0.5,
    /**
     * An inner race's carrier counts from this share of the power at a comb one or more turns away; above 1 it
     * owns the comb. At 0.7 stands the first sideband of a narrow load zone where the decay of the impacts lifts
     * low lines most.
     */
    rivalCarrier: 0.6,
    /** Closer to a shaft harmonic, a comb of unverified geometry may be one of something locked to the shaft. */
    shaftVicinity: 0.01,
    /** Lines between at this share of the comb's own prominence: the source is slower. */
    maximumBetween: 0.7,
    /** A few noise lines have a mean prominence below this. */
    minimumBetween: 3,
    /** The same where those lines are hits by themselves and the cage cannot draw them. */
    maximumBetweenIfHit: 0.4,
    /** Noise lines reach this; odd harmonics below are not there, and the source is twice as fast. */
    minimumOddProminence: 2,
    /**
     * A comb within this of an odd half of the shaft's order, and with company at the shaft's spacing from here,
     * is looseness: a loose part hits every second turn and draws 0.5x, 1.5x, 2.5x and on.
     */
    halfOrderShare: 0.003,
    halfOrderBins: 0.7,
    halfOrderCompany: 0.5,
    /** An inner race there shows less than this three turns away; the lines of looseness do not fade. */
    halfOrderReach: 0.5,
  },
  decision: {
    /** A comb must stand this much above every other comb left in the spectrum (public starting value 1.7). */
    dominanceRatio: 1.7,
    /** Two agreeing views outvote a third if each dominates by this multiple of it; the grade is then probable. */
    outvoteRatio: 2,
    /**
     * Modulation depth at the fault's lines over the floor, rms over harmonics. Half of the depth is the share of
     * the power that pulsates with the fault. Healthy bearings pulsate a little with their waviness and load.
     */
    minimumDepthRaw: 0.2,
    minimumDepthBestBand: 0.2,
    /** Whitening counts empty parts of the band as much as the resonances, so the share is smaller. */
    minimumDepthWhitened: 0.1,
    /**
     * Without the whitened view a call needs both others and this depth: more than two fifths of the power
     * pulsates with the fault, far beyond waviness. Such a call is never better than probable.
     */
    deepDepth: 0.8,
    /** The whitened view follows the two others where their fault stands above every other comb there, by however little. */
    minimumFollowing: 1,
  },
  series: {
    /** Running states of a machine that are kept apart: a spindle has a few speeds. */
    runningStates: 3,
    /** Bursts that are remembered, with equal weight until there are more; older ones fade. */
    memoryBursts: 16,
    /** Fewer bursts than this say nothing together that they do not say alone. */
    minimumBursts: 3,
    /** The newest ones must still show what all show: a repair ends a series without a word. */
    recentBursts: 8,
    /** Speeds within this share are one running state; between two of them slip and resonances differ little. */
    speedShare: 0.1,
    /** Levels within this ratio (6 dB) are one running state. */
    levelRatio: 2,
    /** One burst counts no line with more than this power over its floor: many agree, or nothing is said. */
    powerCap: 100,
    /** The same among the newest: one alone must not outweigh the others. */
    recentPowerCap: 10,
    /**
     * Share of the depth that one burst needs. A weak fault beside strong noise moves little of the whole power: 10 dB below it the
     * depth cannot be more than 0.18 in the whole band. Such a call is clear only against the machine's own baseline.
     */
    depthShare: 0.5,
    /** The whitened view follows where the others' fault stands above every other comb there, by however little. */
    minimumFollowing: 1,
    /** Among the newest bursts: one in some forty combs of noise leads by chance, but seldom by this. */
    recentDominance: 1.2,
    /** With more than this share of the bursts that showed it refused as another source's, nothing is named. */
    maximumRefused: 0.5,
  },
  smear: {
    /** Spin of a loaded ball wanders by one to three per cent; half width of the windows as share of frequency. */
    halfWidth: 0.02,
    /** Higher harmonics smear into each other. */
    harmonics: 2,
    /** Wide enough that a hump of 4 % at the second harmonic does not lift its own floor. */
    floorHalfWidthOrders: 2.5,
    /** A single bin counts at most this many times the floor's power: one line is no hump. */
    maximumBinPower: 60,
    /** In the whitened view twice the power of any other window; in the raw view it must lead. */
    minimumDominanceWhitened: 2,
    minimumDominanceRaw: 1,
  },
  bestBand: {
    /** A node narrower than this many BPFI cannot hold the carrier and its sidebands (3 is the least in use). */
    minimumWidthBpfi: 4,
    /** Below lie the shaft's own harmonics. */
    lowestHz: 400,
    /** Above lies the roll-off of the anti-alias filter; share of half the sample rate. */
    highestShareOfNyquist: 0.95,
    /** Orders of the envelope spectrum whose sparsity ranks the bands. */
    rankingLowOrder: 1.5,
    rankingHighOrder: 20,
  },
  healthy: {
    /** Normal noise has kurtosis 3; healthy machines are measured at 2.7 to 3.3, short bursts scatter a little more. */
    maximumKurtosis: 3.5,
    minimumKurtosis: 2.2,
  },
  baseline: {
    /** A fault comb must beat the highest prominence seen on this machine's healthy bursts by this factor. */
    prominenceRatio: 1.2,
    /** And its depth likewise. */
    depthRatio: 1.5,
    /** Broad floor: rms above this multiple of the healthy rms while the crest has fallen means the last stage. */
    lastStageRmsRatio: 4,
  },
  /** Confidence is multiplied by this when the geometry is not verified. */
  unverifiedConfidence: 0.8,
  evidence: {
    /** Points of each stored spectrum: as many as a plot has columns. */
    points: 600,
    /** Highest stored frequency as a multiple of BPFI. */
    maximumBpfi: 5.4,
  },
} as const;

/** Changes with every change of what the method computes; kept with each finding. */
export const BEARING_METHOD_VERSION = '1.3.0';
