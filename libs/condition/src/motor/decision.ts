import type { MotorReference } from './baseline.ts';
import type {
  MotorAbstentionReason,
  MotorDiagnosis,
  MotorFeatures,
  MotorQuantity,
  MotorSign,
} from './diagnosis.schema.ts';
import { MOTOR_FAULTS, type MotorAlternative, type MotorFault } from './faults.ts';
import type { MotorDiagnosisParameters } from './parameters.ts';

export type MotorDecision = Pick<
  MotorDiagnosis,
  'verdict' | 'grade' | 'confidence' | 'reason' | 'cannotExclude' | 'watch' | 'signs' | 'rejected'
>;

const CLEAR_CONFIDENCE = 0.8;
const PROBABLE_CONFIDENCE = 0.5;
const SUPPORT_ADDS = 0.15;

/** A fault with its signs as they were read. */
type Reading = {
  readonly fault: MotorFault;
  readonly required: MotorSign[];
  readonly supports: MotorSign[];
  /** Whether it is beyond the threshold of a sure word. */
  readonly isSure: boolean;
  readonly cannotExclude: readonly MotorAlternative[];
};

/** One fault, or why none (rules of domain table 2.7). */
export function decideMotor(
  features: MotorFeatures,
  resolution: number,
  reference: MotorReference | null,
  parameters: MotorDiagnosisParameters,
): MotorDecision {
  const readings = read(features, reference, parameters);
  const met = readings.filter(({ required }) => required.every(({ holds }) => holds));
  if (met.length > 1) return nothing('several-faults', readings);
  if (met[0] && met[0].fault !== 'rotor-bar') return named(met[0], readings);
  const blind = whyBarsAreBlind(features, resolution, parameters);
  if (blind) return nothing(blind, readings);
  if (met[0]) return named(met[0], readings);
  const { lower, upper } = features;
  const stronger = lower.db >= upper.db ? lower : upper;
  const stands = stronger.prominence >= parameters.lines.minimumProminence;
  return { ...word(readings), watch: stands && stronger.db >= parameters.rotorBar.watchDb };
}

/** Why nothing can be said of the bars of a rotor. */
function whyBarsAreBlind(
  { load, slip, lower, upper, swing }: MotorFeatures,
  resolution: number,
  { lines, rotorBar }: MotorDiagnosisParameters,
): MotorAbstentionReason | null {
  if (load < rotorBar.leastLoad) return 'load-too-low';
  if (2 * slip < (lines.leastOffsetBins + lines.halfWidthBins) * resolution) return 'slip-too-small';
  const level = Math.max(lower.db, upper.db);
  // What swings weaker than good bars show hides nothing that matters.
  if (swing && swing.db >= Math.max(level - 3, rotorBar.watchDb)) return 'load-swings';
  return null;
}

function read(
  features: MotorFeatures,
  reference: MotorReference | null,
  { lines, rotorBar, statorShort, supplyUnbalance, eccentricity }: MotorDiagnosisParameters,
): Reading[] {
  const { load, lower, upper, secondLower, secondUpper, negativeShare, thirdDb, eccentricityDb, voltage } =
    features;
  const { minimumProminence } = lines;
  const level = Math.max(lower.db, upper.db);
  const rise =
    negativeShare === null || reference?.negativeShare == null
      ? null
      : negativeShare - reference.negativeShare;
  const perVoltage = currentPerVoltage(rise, features, reference, supplyUnbalance.leastVoltageChange);
  const thirdRise = reference && thirdDb - reference.thirdDb;
  const eccentricRise = reference && eccentricityDb - reference.eccentricityDb;
  return [
    {
      fault: 'rotor-bar',
      required: [
        above('load', load, rotorBar.leastLoad),
        above('sideband-db', level, rotorBar.probableDb),
        // Both sides: a line on one side only is another machine's.
        above('sideband-prominence', Math.min(lower.prominence, upper.prominence), minimumProminence),
      ],
      supports: [
        above(
          'second-sideband-prominence',
          Math.max(secondLower.prominence, secondUpper.prominence),
          minimumProminence,
        ),
      ],
      isSure: level >= rotorBar.faultDb,
      cannotExclude: [],
    },
    {
      fault: 'stator-short',
      required: [
        above('negative-rise', rise, statorShort.rise),
        // A supply that is not balanced draws the same current: where the voltages are measured it must not be enough for it.
        ...(perVoltage === null
          ? []
          : [above('current-per-voltage', perVoltage, supplyUnbalance.mostCurrentPerVoltage)]),
      ],
      supports: [
        above('negative-rise', rise, statorShort.sureRise),
        above('third-rise-db', thirdRise, statorShort.thirdRiseDb),
      ],
      isSure: perVoltage !== null && perVoltage >= supplyUnbalance.surelyBeyond,
      cannotExclude:
        perVoltage !== null && perVoltage >= supplyUnbalance.surelyBeyond ? [] : ['supply-unbalance'],
    },
    {
      fault: 'supply-unbalance',
      required: [above('voltage-unbalance', voltage?.unbalance ?? null, supplyUnbalance.voltageShare)],
      supports: [above('negative-rise', rise, statorShort.rise)],
      // It is measured where it is.
      isSure: true,
      cannotExclude: [],
    },
    {
      fault: 'eccentricity',
      required: [
        above('eccentricity-rise-db', eccentricRise, eccentricity.riseDb),
        above('eccentricity-db', eccentricityDb, eccentricity.leastDb),
      ],
      supports: [],
      // A rotor that is thrown or pushed to one side once a turn is not centred either.
      isSure: false,
      cannotExclude: ['imbalance', 'misalignment'],
    },
  ];
}

/** How many times the current's negative sequence rose by what that of the voltage changed; null where either is not known. */
function currentPerVoltage(
  rise: number | null,
  { voltage }: MotorFeatures,
  reference: MotorReference | null,
  leastChange: number,
): number | null {
  const usual = reference?.voltageNegative;
  if (rise === null || !voltage || !usual) return null;
  const change = Math.hypot(voltage.negative.re - usual.re, voltage.negative.im - usual.im);
  return rise / Math.max(leastChange, change);
}

function above(quantity: MotorQuantity, value: number | null, than: number): MotorSign {
  return { quantity, value, than, holds: value === null ? null : value >= than };
}

function named(
  { fault, required, supports, isSure, cannotExclude }: Reading,
  readings: Reading[],
): MotorDecision {
  const held = supports.filter(({ holds }) => holds).length;
  const adds = supports.length > 0 ? (SUPPORT_ADDS * held) / supports.length : 0;
  return {
    ...word(readings, fault),
    verdict: fault,
    grade: isSure ? 'clear' : 'probable',
    confidence: Number(((isSure ? CLEAR_CONFIDENCE : PROBABLE_CONFIDENCE) + adds).toFixed(3)),
    cannotExclude: [...cannotExclude],
    signs: [
      ...required.map((sign) => ({ ...sign, role: 'required' as const })),
      ...supports.map((sign) => ({ ...sign, role: 'supports' as const })),
    ],
  };
}

function nothing(reason: MotorAbstentionReason, readings: Reading[]): MotorDecision {
  return { ...word(readings), verdict: 'not-diagnosable', reason };
}

function word(readings: readonly Reading[], but?: MotorFault): MotorDecision {
  return {
    verdict: 'healthy',
    grade: 'none',
    confidence: 0,
    reason: null,
    cannotExclude: [],
    watch: false,
    signs: [],
    rejected: MOTOR_FAULTS.filter((fault) => fault !== but).map((fault) => ({
      fault,
      missing: readings.find((one) => one.fault === fault)!.required.filter(({ holds }) => !holds),
    })),
  };
}
