import type { ShaftAngle } from './shaft-angle.ts';

// Looked up once: in a test's own context every look-up of a global is slow.
const { cos, sin, PI } = Math;

const SEGMENTS = 8;

/**
 * How steady 1x is within a burst: its complex amplitude in eight parts, spread of the magnitude over the mean, and scatter of the phase
 * around a parabola, degrees RMS. Two machines of nearly the same speed beat; a rotor out of balance does not.
 */
export function steadinessOf(
  { shaftHz, source, trace }: ShaftAngle,
  accelerationMPerS2: Float64Array,
  sampleRateHz: number,
): { amplitudeSpread: number; phaseDeg: number | null } {
  const turnsAt = angleOf(trace, shaftHz);
  const length = Math.floor(accelerationMPerS2.length / SEGMENTS);
  const magnitude: number[] = [];
  const phase: number[] = [];
  const window = new Float64Array(length);
  for (let i = 0; i < length; i++) window[i] = 1 - cos((2 * PI * (i + 0.5)) / length);
  for (let s = 0; s < SEGMENTS; s++) {
    let re = 0;
    let im = 0;
    let weight = 0;
    for (let i = 0; i < length; i++) {
      const at = s * length + i;
      const angle = 2 * PI * turnsAt(at / sampleRateHz);
      re += window[i] * accelerationMPerS2[at] * cos(angle);
      im -= window[i] * accelerationMPerS2[at] * sin(angle);
      weight += window[i];
    }
    magnitude.push(Math.hypot(re, im) / weight);
    phase.push(Math.atan2(im, re));
  }
  const mean = magnitude.reduce((sum, m) => sum + m, 0) / SEGMENTS;
  const spread = Math.sqrt(magnitude.reduce((sum, m) => sum + (m - mean) ** 2, 0) / SEGMENTS);
  return {
    amplitudeSpread: rounded(mean > 0 ? spread / mean : 1),
    phaseDeg: source === 'shaft-line-phase' ? null : rounded(scatterDeg(phase)),
  };
}

function angleOf(trace: ShaftAngle['trace'], shaftHz: number): (t: number) => number {
  if (trace === null) return (t) => shaftHz * t;
  const { timeS, speedRpm } = trace;
  const turns = [0];
  for (let i = 1; i < timeS.length; i++)
    turns.push(turns[i - 1] + ((speedRpm[i] + speedRpm[i - 1]) / 120) * (timeS[i] - timeS[i - 1]));
  let i = 0;
  return (t) => {
    if (t < timeS[i]) i = 0;
    while (i < timeS.length - 2 && timeS[i + 1] < t) i++;
    return turns[i] + (speedRpm[i] / 60) * (t - timeS[i]);
  };
}

/** The line takes away what the fitted speed is off by, the parabola an even drift of it. */
function scatterDeg(phase: number[]): number {
  const unwrapped: number[] = [];
  phase.forEach((p, i) => {
    const turn = i === 0 ? 0 : Math.round((unwrapped[i - 1] - p) / (2 * Math.PI));
    unwrapped.push(p + 2 * Math.PI * turn);
  });
  const n = unwrapped.length;
  const x = unwrapped.map((_, i) => i - (n - 1) / 2);
  const meanSquare = x.reduce((sum, v) => sum + v * v, 0) / n;
  // Orthogonal on an even, centred grid.
  const basis = [x.map(() => 1), x, x.map((v) => v * v - meanSquare)];
  const residual = basis.reduce((left, b) => {
    const share = b.reduce((sum, v, i) => sum + v * left[i], 0) / b.reduce((sum, v) => sum + v * v, 0);
    return left.map((p, i) => p - share * b[i]);
  }, unwrapped);
  return (180 / Math.PI) * Math.sqrt(residual.reduce((sum, p) => sum + p * p, 0) / n);
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
