import { runningMedian } from '@linetwin/signal';
import type { BearingOrders, Spectrum } from '@linetwin/signal';
import type { BearingDiagnosisParameters } from './parameters.ts';

export type SpeedFit = {
  readonly shaftHz: number;
  /** False where the shaft lines were too weak to fit and the given speed was kept. */
  readonly fitted: boolean;
};

/** Fit step: a tenth of the narrowest line's width at the harmonics used. */
const STEPS_PER_SIDE = 150;
/** One huge line must not decide the fit alone. */
const MAXIMUM_LOG_PROMINENCE = 4;

/**
 * Refines the shaft frequency by the comb of its harmonics in the vibration and in its envelope: the speed within
 * the tolerance whose harmonics have the highest mean log prominence over the local floor. In the envelope,
 * harmonics that a slipping bearing line can pass for are left out, or the fit would follow the fault (a 6203's
 * outer race stands at 3.05 times the shaft).
 *
 * @param vibration amplitude spectrum, reaching to at least `harmonics` times the shaft frequency, as `envelope`
 * @param nominalHz shaft frequency by drive, encoder or name plate
 */
export function fitShaftFrequency(
  vibration: Spectrum,
  envelope: Spectrum,
  nominalHz: number,
  orders: BearingOrders,
  slipRange: number,
  parameters: BearingDiagnosisParameters['speed'],
): SpeedFit {
  if (parameters.tolerance === 0) return { shaftHz: nominalHz, fitted: false };
  const all = Array.from({ length: parameters.harmonics }, (_, i) => i + 1);
  const unambiguous = unambiguousHarmonics(all, orders, slipRange + parameters.tolerance);
  const parts = [
    { ...prominenceOf(vibration, nominalHz, parameters.harmonics), harmonics: all },
    { ...prominenceOf(envelope, nominalHz, parameters.harmonics), harmonics: unambiguous },
  ];
  let best = nominalHz;
  let bestScore = -Infinity;
  for (let i = -STEPS_PER_SIDE; i <= STEPS_PER_SIDE; i++) {
    const candidate = nominalHz * (1 + (parameters.tolerance * i) / STEPS_PER_SIDE);
    let score = 0;
    for (const { resolutionHz, values, harmonics } of parts) {
      for (const k of harmonics) {
        const log = Math.log(interpolate(values, (k * candidate) / resolutionHz) + 1e-3);
        score += Math.min(MAXIMUM_LOG_PROMINENCE, log);
      }
    }
    if (score > bestScore) {
      bestScore = score;
      best = candidate;
    }
  }
  // A best value at the end of the range is no maximum: the fit climbs something that is not the shaft.
  const atEnd = Math.abs(best / nominalHz - 1) > parameters.tolerance * (1 - 1.5 / STEPS_PER_SIDE);
  const mean = bestScore / (all.length + unambiguous.length);
  return !atEnd && mean >= Math.log(parameters.minimumProminence)
    ? { shaftHz: best, fitted: true }
    : { shaftHz: nominalHz, fitted: false };
}

/** Shaft harmonics with no multiple of a race or element order within `margin` of them. */
function unambiguousHarmonics(harmonics: number[], orders: BearingOrders, margin: number): number[] {
  const faults = [orders.bpfo, orders.bpfi, 2 * orders.bsf];
  return harmonics.filter((k) =>
    faults.every((order) => Math.abs(Math.max(1, Math.round(k / order)) * order - k) > margin * k),
  );
}

function prominenceOf(spectrum: Spectrum, shaftHz: number, harmonics: number): Spectrum {
  const { resolutionHz } = spectrum;
  const values = spectrum.values.slice(0, Math.ceil(((harmonics + 1.5) * shaftHz) / resolutionHz));
  const floor = runningMedian(values, Math.max(4, Math.round((0.25 * shaftHz) / resolutionHz)));
  for (let i = 0; i < values.length; i++) values[i] = floor[i] > 0 ? values[i] / floor[i] : 0;
  return { resolutionHz, values };
}

function interpolate(values: Float64Array, position: number): number {
  const i = Math.floor(position);
  if (i + 1 >= values.length) return 0;
  return values[i] + (position - i) * (values[i + 1] - values[i]);
}
