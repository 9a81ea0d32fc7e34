import { signalStatistics } from '@linetwin/signal';
import { judgeSamples } from '../burst/quality.ts';
import { motorReference, type MotorBaseline } from './baseline.ts';
import { decideMotor, type MotorDecision } from './decision.ts';
import type { MotorAbstentionReason, MotorDiagnosis } from './diagnosis.schema.ts';
import { ElectricalOrders } from './electrical-orders.ts';
import { motorFeatures } from './features.ts';
import type { MotorPlate } from './name-plate.ts';
import {
  DEFAULT_MOTOR_PARAMETERS,
  MOTOR_METHOD_VERSION,
  type MotorDiagnosisParameters,
} from './parameters.ts';

/** One burst of the current of a motor, and of its voltages where they are measured. */
export type CurrentBurst = {
  /** A, of the same instants: all three phases in either order of rotation, or one. */
  readonly phases: readonly ArrayLike<number>[];
  /** V, of the same instants: those at the three terminals, where they are measured. */
  readonly voltages?: readonly ArrayLike<number>[];
  readonly sampleRateHz: number;
  /** From tacho, encoder or drive; null if not known. */
  readonly speedRpm: number | null;
};

export type MotorDiagnosisOptions = {
  readonly plate: MotorPlate;
  /** Healthy bursts of this motor; without them only its rotor bars are judged. */
  readonly baseline?: MotorBaseline | null;
  readonly parameters?: MotorDiagnosisParameters;
};

/** Slip speed follows the torque up to about the rated one; where it says twice of that, name plate or speed are wrong. */
const LARGEST_LOAD = 2;

/**
 * Diagnoses an induction motor from one burst of its current: quality gates, orders of the supply frequency, sidebands where the slip says that
 * they lie, symmetrical components, comparison with the motor's healthy bursts. Names a fault only where its signs are all there, says what it
 * cannot exclude, and else why not. Pure: the same arguments give the same finding. (Domain table 2.7.)
 *
 * @returns a finding that can be stored as JSON (`motorDiagnosisSchema`)
 * @throws RangeError if the sample rate is not positive, there is no phase, there are other than three voltages, or the name plate's speed is not below its synchronous speed
 */
export function diagnoseMotor(
  { phases, voltages = [], sampleRateHz, speedRpm }: CurrentBurst,
  { plate, baseline = null, parameters = DEFAULT_MOTOR_PARAMETERS }: MotorDiagnosisOptions,
): MotorDiagnosis {
  if (!(sampleRateHz > 0)) throw new RangeError(`the sample rate must be positive, got ${sampleRateHz}`);
  if (phases.length === 0) throw new RangeError('a diagnosis of a motor needs the current of a phase');
  if (voltages.length !== 0 && voltages.length !== 3)
    throw new RangeError(`a motor has three voltages, not ${voltages.length}`);
  const judged = [...phases, ...voltages].map((phase) =>
    judgeSamples(phase, sampleRateHz, () => signalStatistics(phase), parameters.quality),
  );
  const worst = judged.find(({ refusal }) => refusal !== null) ?? judged[0];
  const common = {
    method: { name: 'motor-current' as const, version: MOTOR_METHOD_VERSION },
    quality: worst.quality,
    speedRpm,
    plate,
    phases: phases.length,
    parameters: parameters as Record<string, unknown>,
  };
  const refused = (reason: MotorAbstentionReason): MotorDiagnosis => ({
    ...common,
    ...NOTHING,
    reason,
    features: null,
    evidence: { spectrum: { hz: [], db: [] }, comparedWith: 0, reference: null },
  });
  if (worst.refusal !== null) return refused(worst.refusal);
  if (worst.quality.durationS < parameters.quality.minimumDurationS) return refused('too-short');
  if (speedRpm === null) return refused('speed-unknown');
  const orders = ElectricalOrders.of(phases, voltages, sampleRateHz, parameters);
  if (orders === null) return refused('no-supply-line');
  const features = motorFeatures(orders, plate, speedRpm, parameters);
  if (orders.variation > parameters.supply.maximumVariation) return refused('speed-unsteady');
  if (!(features.slip > 0) || features.load > LARGEST_LOAD) return refused('slip-impossible');
  const reference = motorReference(features.load, baseline, parameters.baseline);
  const { hz, db } = orders.around(parameters.evidence.halfWidthHz);
  return {
    ...common,
    ...decideMotor(features, orders.resolution, reference, parameters),
    features: rounded(features),
    evidence: {
      spectrum: { hz: Array.from(hz, (x) => round(x, 3)), db: Array.from(db, (x) => round(x, 1)) },
      comparedWith: reference?.bursts ?? 0,
      reference: reference && {
        negativeShare: reference.negativeShare,
        voltageNegative: reference.voltageNegative,
        thirdDb: reference.thirdDb,
        eccentricityDb: reference.eccentricityDb,
      },
    },
  };
}

const NOTHING: MotorDecision & { verdict: 'not-diagnosable' } = {
  verdict: 'not-diagnosable',
  grade: 'none',
  confidence: 0,
  reason: null,
  cannotExclude: [],
  watch: false,
  signs: [],
  rejected: [],
};

/** Numbers of features to five digits after the point: finer than anything is measured, and shorter to keep. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') return round(value, 5) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)])) as T;
}

function round(value: number, digits: number): number {
  // JSON has no -0.
  return Number(value.toFixed(digits)) + 0;
}
