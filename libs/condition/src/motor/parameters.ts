import { DEFAULT_BEARING_PARAMETERS } from '../bearing/parameters.ts';

/**
 * Everything that can be set in the reading of a motor's current, with the reason for each default. Nothing was learned from
 * recordings; see docs/decisions/0051-motor-current.md.
 */
export type MotorDiagnosisParameters = Widened<typeof DEFAULT_MOTOR_PARAMETERS>;

type Widened<T> = {
  readonly [K in keyof T]: T[K] extends number ? number : T[K] extends boolean ? boolean : Widened<T[K]>;
};

export const DEFAULT_MOTOR_PARAMETERS = {
  quality: {
    ...DEFAULT_BEARING_PARAMETERS.quality,
    /** A sine alone stays within a step of its peak for up to 2 % of the time: at 25 Hz three samples of a half period at 10 kHz. */
    clippedShareFlag: 0.05,
    clippedShareReject: 0.05,
    /** Sidebands lie 2 s f1 from the supply line, about 1 Hz: a Hann line is 4 bins wide, so 5 s of it are the least, and class C gives 10. */
    minimumDurationS: 5,
  },
  supply: {
    /** The supply line is looked for here: mains, and inverters from a third of their speed. */
    lowHz: 12,
    highHz: 120,
    /** Share of the power of a phase that the followed line holds; sixth-step inverters leave 95 %. */
    leastPowerShare: 0.5,
    /** What is followed of it, as a share of its frequency to each side: more than a drive changes within a burst. */
    trackHalfWidth: 0.12,
    /**
     * Degree of the polynomial that the followed frequency is smoothed by. Over 10 s it bends no faster than about 0.25 Hz, so that it takes up the
     * drift of mains and drive and leaves sidebands as they are.
     */
    trackDegree: 5,
    /** Beyond, slip and load are of no one value. */
    maximumVariation: 0.05,
    /** Samples of a period after resampling: orders to 28, the 25th harmonic among them. */
    samplesPerPeriod: 64,
  },
  lines: {
    /** Half width of the window of a sideband, bins: the main lobe of a Hann line. */
    halfWidthBins: 1.5,
    /** Tachos and drives tell the speed to this, as a share of it; a sideband moves by twice as much of the supply frequency. */
    speedError: 0.0005,
    /** Bins between the supply line and the nearest sideband that can be told from it. */
    leastOffsetBins: 4,
    /** Floor: median over so many bins to each side. */
    floorHalfWidthBins: 30,
    minimumProminence: 4.5,
  },
  rotorBar: {
    /** dB of a sideband at f1 (1 +- 2 s) against the supply line: watch, and fault (domain table 2.7). */
    watchDb: -54,
    probableDb: -48,
    faultDb: -45,
    /** Below this share of its rated torque a motor's bars carry too little to be judged (domain table 2.7). */
    leastLoad: 0.5,
    /** Lines nearer to the sideband than this share of its offset, and as strong, are a load that swings. */
    swingShare: 0.35,
  },
  statorShort: {
    /** Rise of the negative-sequence current against its healthy share, points of the positive-sequence current (domain table 2.7: 2 to 3 %). */
    rise: 0.02,
    sureRise: 0.03,
    /** The third harmonic rises with it, dB. */
    thirdRiseDb: 3,
  },
  supplyUnbalance: {
    /** Negative over positive sequence of the voltages (domain table 2.7: more than 2 %). */
    voltageShare: 0.02,
    /**
     * The current's negative sequence is six to ten times that of the voltage, as a motor hardly resists a field that turns against it
     * (NEMA MG 1, as told by https://ecmweb.com/20899778): what has risen by more than ten times is not of the supply.
     */
    mostCurrentPerVoltage: 10,
    /** Twice as much leaves no doubt. */
    surelyBeyond: 20,
    /** Transformers of current and voltage and their cards are no better than this; a smaller change of voltage counts as this. */
    leastVoltageChange: 0.001,
    /** Harmonics of the voltage that are counted, up to the 25th. */
    harmonics: 25,
  },
  eccentricity: {
    /** dB that a line at f1 +- f_r must have risen: about what baseline gates of lines need (domain table 2.4). */
    riseDb: 10,
    /** And stand above this: as much as good rotor bars show. */
    leastDb: -54,
  },
  baseline: {
    /** Fewer healthy bursts are no baseline. */
    leastBursts: 5,
    /** Healthy bursts whose load is within this of the burst's are compared with. */
    loadReach: 0.25,
  },
  evidence: {
    /** Half width of the spectrum that is kept around the supply line, Hz, and its points. */
    halfWidthHz: 12,
    points: 480,
  },
} as const;

/** Changes with every change of what the method computes; kept with each finding. */
export const MOTOR_METHOD_VERSION = '1.1.0';
