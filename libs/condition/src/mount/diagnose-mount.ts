import { median } from '@linetwin/signal';
import { PreparedBurst, type VibrationBurst } from '../burst/prepared-burst.ts';
import { bandCentresHz, bandLevelsDb } from './band-levels.ts';
import type { HealthyLevels, MountAbstentionReason, MountDiagnosis, MountSign } from './diagnosis.schema.ts';
import { DEFAULT_MOUNT_PARAMETERS, MOUNT_METHOD_VERSION, type MountParameters } from './parameters.ts';
import { fitResonance, type ResonanceFit } from './resonance-fit.ts';

type Evidence = MountDiagnosis['evidence'];

const NOTHING: Evidence = {
  bandHz: [],
  levelDb: [],
  healthyDb: [],
  lowestDb: [],
  highestDb: [],
  fittedDb: [],
  comparedWith: 0,
};

/**
 * Says from one burst whether the accelerometer sits firmly, by comparison with healthy bursts of the same speed. Loose, its mount is a spring
 * whose resonance falls from beyond the measured band to 1 to 3 kHz: a hump there, loss above, and no change below (ISO 5348). A fault of
 * the machine excites bands; it never takes the high ones away in the shape of a resonance. Pure: the same arguments give the same word.
 *
 * @param burst a `PreparedBurst` where other diagnoses look at it too
 * @param healthy levels of healthy bursts of the same sensor, of whatever speed
 * @throws RangeError if the sample rate is not positive
 */
export function diagnoseMount(
  burst: VibrationBurst,
  healthy: readonly HealthyLevels[],
  parameters: MountParameters = DEFAULT_MOUNT_PARAMETERS,
): MountDiagnosis {
  const prepared = PreparedBurst.of(burst);
  const { sampleRateHz, speedRpm } = prepared;
  const say = (rest: Partial<MountDiagnosis>): MountDiagnosis => ({
    method: { name: 'mount-resonance', version: MOUNT_METHOD_VERSION },
    verdict: 'healthy',
    grade: 'none',
    confidence: 0,
    reason: null,
    resonance: null,
    signs: [],
    speedRpm,
    evidence: NOTHING,
    parameters: parameters as Record<string, unknown>,
    ...rest,
  });
  const refuse = (reason: MountAbstentionReason) => say({ verdict: 'not-diagnosable', reason });
  const { refusal } = prepared.quality(parameters.quality);
  if (refusal !== null) return refuse(refusal);
  if (speedRpm === null || !Number.isFinite(speedRpm)) return refuse('speed-unknown');
  const bandHz = bandCentresHz(sampleRateHz);
  const highest = bandHz.at(-1) ?? 0;
  if (highest < parameters.resonance.lowHz * 2 ** (parameters.resonance.octavesAbove + 1))
    return refuse('sample-rate-too-low');
  const levelDb = bandLevelsDb(prepared);
  if (levelDb.length === 0) return refuse('too-short');
  const near = sameSpeed(healthy, speedRpm, bandHz.length, parameters);
  // The levels are told all the same: others are compared with them later.
  if (near.length < parameters.baseline.leastBursts)
    return { ...refuse('no-baseline'), evidence: { ...NOTHING, bandHz, levelDb } };
  const of = (choose: (values: number[]) => number) =>
    bandHz.map((_, band) => choose(near.map(({ levelsDb }) => levelsDb[band])));
  const compared = {
    bandHz,
    levelDb,
    healthyDb: of(median),
    lowestDb: of((values) => Math.min(...values)),
    highestDb: of((values) => Math.max(...values)),
    comparedWith: near.length,
  };
  // Where the highest bands lost nothing there is nothing to fit, which is nearly always.
  const top = bandHz.length - 2;
  const lost = mean([0, 1].map((i) => levelDb[top + i] - compared.lowestDb[top + i]));
  if (lost > -parameters.signs.lossDb) return say({ evidence: { ...compared, fittedDb: [] } });
  const change = bandHz.map((_, band) => levelDb[band] - compared.healthyDb[band]);
  const { changeDb, ...resonance } = fitResonance(bandHz, change, parameters.resonance);
  const signs = signsOf(resonance, compared, parameters);
  const isLoose = isNamed(resonance, highest, parameters) && signs.every(({ holds }) => holds);
  return say({
    ...(isLoose && {
      verdict: 'sensor-loose',
      grade: isClear(signs, parameters) ? 'clear' : 'probable',
      confidence: round(resonance.explained),
    }),
    resonance: rounded(resonance),
    signs,
    evidence: {
      ...compared,
      fittedDb: compared.healthyDb.map((level, band) => round(level + changeDb[band])),
    },
  });
}

/** Only levels of the same bands can be compared: those of another sample rate are none. */
function sameSpeed(
  healthy: readonly HealthyLevels[],
  speedRpm: number,
  bands: number,
  { baseline }: MountParameters,
): HealthyLevels[] {
  return healthy.filter(
    ({ speedRpm: other, levelsDb }) =>
      levelsDb.length === bands && Math.abs(other / speedRpm - 1) <= baseline.speedShare,
  );
}

/** Whether a resonance is one, lies where loose accelerometers have theirs, and the band holds what it takes away above. */
function isNamed(
  { hz, q }: Pick<ResonanceFit, 'hz' | 'q'>,
  highestHz: number,
  { resonance: { lowHz, highHz, leastQ, octavesAbove } }: MountParameters,
): boolean {
  return q >= leastQ && hz >= lowHz && hz <= highHz && hz * 2 ** octavesAbove <= highestHz * 1.001;
}

function signsOf(
  { hz, misfitDb, shiftDb }: Pick<ResonanceFit, 'hz' | 'misfitDb' | 'shiftDb'>,
  { bandHz, levelDb, lowestDb, highestDb }: Omit<Evidence, 'fittedDb'>,
  { resonance, signs }: MountParameters,
): MountSign[] {
  const octaves = bandHz.map((band) => Math.log2(band / hz));
  const where = (is: (octave: number) => boolean) =>
    octaves.flatMap((octave, band) => (is(octave) ? [band] : []));
  const above = (band: number) => levelDb[band] - highestDb[band];
  const below = (band: number) => levelDb[band] - lowestDb[band];
  const hump = Math.max(...where((octave) => Math.abs(octave) <= 0.34).map(above));
  const loss = mean(where((octave) => octave >= resonance.octavesAbove - 0.01).map(below));
  // The foot of the hump begins an octave below it: 1.2 dB at half of the resonance, 2.5 dB at 0.7 octaves.
  const moved = where((octave) => octave <= -1).map((band) => Math.max(above(band), -below(band), 0));
  const still = Math.max(...moved, Math.abs(shiftDb));
  return [
    sign('hump', hump, 'above', signs.humpDb),
    sign('loss', loss, 'below', -signs.lossDb),
    sign('still', still, 'below', signs.stillDb),
    sign('shape', misfitDb, 'below', signs.misfitDb),
  ];
}

function sign(name: MountSign['sign'], valueDb: number, is: MountSign['is'], limitDb: number): MountSign {
  const holds = is === 'above' ? valueDb > limitDb : valueDb < limitDb;
  // A band that is not there cannot be shown; it holds nothing.
  return { sign: name, valueDb: Number.isFinite(valueDb) ? round(valueDb) : 0, is, limitDb, holds };
}

function isClear(signs: readonly MountSign[], { signs: limits }: MountParameters): boolean {
  const value = (name: MountSign['sign']) => signs.find(({ sign: own }) => own === name)!.valueDb;
  return (
    value('hump') > 2 * limits.humpDb &&
    value('loss') < -2 * limits.lossDb &&
    value('shape') < limits.clearMisfitDb
  );
}

function rounded(resonance: Omit<ResonanceFit, 'changeDb'>): Omit<ResonanceFit, 'changeDb'> {
  const { hz, ...rest } = resonance;
  return {
    ...rest,
    hz: Math.round(hz),
    shiftDb: round(rest.shiftDb),
    misfitDb: round(rest.misfitDb),
    explained: round(rest.explained),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
