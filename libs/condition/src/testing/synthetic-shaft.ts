// Looked up once: in a test's own context every look-up of a global is slow.
const { ceil, cos, exp, hypot, imul, log: ln, PI, round, sin, sqrt } = Math;

/** What to synthesise; acceleration in m/s². */
export type SyntheticShaft = {
  readonly sampleRateHz: number;
  readonly durationS: number;
  readonly speedRpm: number;
  readonly seed: number;
  /** Standard deviation of the white noise, m/s². */
  readonly noise: number;
  /** Lines tied to the shaft's angle: velocity RMS at the mean speed. */
  readonly lines: readonly { readonly order: number; readonly mmPerS: number }[];
  /** Lines of a frequency of their own. */
  readonly fixed?: readonly { readonly hz: number; readonly mmPerS: number }[];
  /** Speed runs evenly from 1 - variation/2 to 1 + variation/2 of the mean. */
  readonly variation?: number;
  /** Hits at random times, a second, with this peak, m/s², ringing at 900 Hz. */
  readonly hits?: { readonly perSecond: number; readonly peak: number };
  /** A structure that lifts the lines near its natural frequency. */
  readonly mode?: { readonly hz: number; readonly damping: number };
};

/** Vibration of a shaft: sum of lines at multiples of its angle, lines of their own, hits and noise. */
export function syntheticShaft(burst: SyntheticShaft): Float64Array {
  const { sampleRateHz, durationS, speedRpm, lines, fixed = [], variation = 0, mode } = burst;
  const random = mulberry32(burst.seed);
  const n = round(durationS * sampleRateHz);
  const meanHz = speedRpm / 60;
  const waves = lines.map(({ order, mmPerS }) => ({
    order,
    amplitude: accelerationOf(mmPerS, order * meanHz) * (mode ? magnification(order * meanHz, mode) : 1),
    phase: 2 * PI * random(),
  }));
  const tones = fixed.map(({ hz, mmPerS }) => ({
    hz,
    amplitude: accelerationOf(mmPerS, hz),
    phase: 2 * PI * random(),
  }));
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const t = i / sampleRateHz;
    const turns = meanHz * (t * (1 - variation / 2) + (variation * t * t) / (2 * durationS));
    let x = burst.noise * normal(random);
    for (const { order, amplitude, phase } of waves) x += amplitude * sin(2 * PI * order * turns + phase);
    for (const { hz, amplitude, phase } of tones) x += amplitude * sin(2 * PI * hz * t + phase);
    out[i] = x;
  }
  if (burst.hits) addHits(out, burst.hits, sampleRateHz, durationS, random);
  return out;
}

/** Peak acceleration, m/s², of a sine of this velocity RMS. */
function accelerationOf(mmPerS: number, hz: number): number {
  return mmPerS * 1e-3 * sqrt(2) * 2 * PI * hz;
}

/** Response of a single mode to a force, over that far below it: 1 / |1 - r² + 2 i zeta r|. */
function magnification(hz: number, { hz: natural, damping }: NonNullable<SyntheticShaft['mode']>): number {
  const r = hz / natural;
  return 1 / hypot(1 - r * r, 2 * damping * r);
}

function addHits(
  out: Float64Array,
  { perSecond, peak }: NonNullable<SyntheticShaft['hits']>,
  sampleRateHz: number,
  durationS: number,
  random: () => number,
): void {
  const count = round(perSecond * durationS);
  for (let h = 0; h < count; h++) {
    const start = random() * durationS;
    const strength = peak * (0.3 + 0.7 * random());
    const first = ceil(start * sampleRateHz);
    const decay = 2 * PI * 0.05 * 900;
    for (let i = first; i < Math.min(out.length, first + ceil((7 / decay) * sampleRateHz)); i++) {
      const t = i / sampleRateHz - start;
      out[i] += strength * exp(-decay * t) * sin(2 * PI * 900 * t);
    }
  }
}

/** Small seeded generator, 0 <= x < 1. */
export function mulberry32(seed: number): () => number {
  let state = imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(random: () => number): number {
  return sqrt(-2 * ln(1 - random())) * cos(2 * PI * random());
}
