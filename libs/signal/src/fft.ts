import { ComplexFft, ODD_FACTORS } from './complex-fft.ts';
import type { ComplexArray } from './complex-fft.ts';
import { Room } from './room.ts';

export type { ComplexArray } from './complex-fft.ts';

/** Plans hold tables of about 6 numbers a sample; more lengths than this in one process are a mistake. */
const MAX_CACHED_PLANS = 64;

const { cos: cosine, sin: sine, PI } = Math;

const plans = new Map<number, ComplexFft>();

/**
 * The longest length not above `length` that transforms fast: 2^a times 1, 3, 5, 7, 9 or 15. At most a sixth
 * of the samples is lost, where the next power of two can lose half.
 *
 * @throws RangeError if `length` is below 2
 */
export function fastLengthBelow(length: number): number {
  if (!(length >= 2)) throw new RangeError(`a transform needs at least 2 samples, got ${length}`);
  return Math.max(
    ...ODD_FACTORS.filter((m) => 2 * m <= length).map((m) => m * 2 ** Math.floor(Math.log2(length / m))),
  );
}

/** The shortest length not below `length` that transforms fast (see {@link fastLengthBelow}). */
export function fastLengthAbove(length: number): number {
  const exponent = (m: number) => Math.max(1, Math.ceil(Math.log2(length / m)));
  return Math.min(...ODD_FACTORS.map((m) => m * 2 ** exponent(m)));
}

/**
 * The shortest power of two, or three times one, not below `length`: of the {@link fastLengthAbove fast} lengths those that cost
 * the least a sample. For a length that is free, 65536 takes two thirds of the time of 57344.
 */
export function fastestLengthAbove(length: number): number {
  return Math.min(...[1, 3].map((m) => m * 2 ** Math.max(1, Math.ceil(Math.log2(length / m)))));
}

/**
 * Discrete Fourier transform of a real signal, `X[k] = sum_n x[n] exp(-2 pi i k n / N)` for k = 0..N/2.
 *
 * N is `options.length` or the signal's own length. A longer N pads with zeros (the same spectrum on a finer
 * grid), a shorter one cuts the end off. Any N that is a multiple of 4 and {@link fastLengthBelow fast} works.
 *
 * @param options.bins how many of the lowest bins are wanted, default all
 * @param options.room for bins that are read before the room's next use
 * @returns N/2 + 1 complex numbers, or as many as are wanted; bin k lies at k · sampleRate / N
 * @throws RangeError if N is not a fast length
 * @example rfft(cosine with 8 periods in 64 samples)  // bin 8 is 32 + 0i, every other bin 0
 */
export function rfft(
  signal: ArrayLike<number>,
  options: { length?: number; bins?: number; room?: Room } = {},
): ComplexArray {
  const n = options.length ?? signal.length;
  const half = n / 2;
  const { cos: turnCos, sin: turnSin } = halfTurn(half);
  // Even samples are taken as real parts and odd ones as imaginary parts, which is how they lie in the array already.
  const z = plan(half).forward(
    signal instanceof Float64Array && signal.length === n ? signal : padded(signal, n),
    rooms.out.of(n),
  );
  // Two half-length real signals were transformed as one complex signal; separate and recombine them.
  const count = Math.min(options.bins ?? half + 1, half + 1);
  const out = options.room?.of(2 * count) ?? new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    const a = k === half ? 0 : 2 * k;
    const b = k === 0 ? 0 : 2 * (half - k);
    const evenRe = (z[a] + z[b]) / 2;
    const evenIm = (z[a + 1] - z[b + 1]) / 2;
    const oddRe = (z[a + 1] + z[b + 1]) / 2;
    const oddIm = (z[b] - z[a]) / 2;
    const cos = turnCos[k];
    const sin = turnSin[k];
    out[2 * k] = evenRe + cos * oddRe - sin * oddIm;
    out[2 * k + 1] = evenIm + cos * oddIm + sin * oddRe;
  }
  return out;
}

function padded(signal: ArrayLike<number>, length: number): Float64Array {
  const out = rooms.in.of(length);
  const used = Math.min(length, signal.length);
  for (let i = 0; i < used; i++) out[i] = signal[i];
  return out.fill(0, used);
}

/**
 * Inverse of {@link rfft}: a real signal of `length` samples from its N/2 + 1 bins.
 *
 * @throws RangeError if `length` does not match the number of bins or is not a fast length
 */
export function irfft(spectrum: ComplexArray, length: number): Float64Array {
  const half = length / 2;
  if (spectrum.length !== length + 2) {
    throw new RangeError(`${length} samples have ${half + 1} bins, got ${spectrum.length / 2}`);
  }
  const z = new Float64Array(length);
  for (let k = 0; k < half; k++) {
    const a = 2 * k;
    const b = 2 * (half - k);
    const evenRe = (spectrum[a] + spectrum[b]) / 2;
    const evenIm = (spectrum[a + 1] - spectrum[b + 1]) / 2;
    const diffRe = (spectrum[a] - spectrum[b]) / 2;
    const diffIm = (spectrum[a + 1] + spectrum[b + 1]) / 2;
    const angle = (PI * k) / half;
    const cos = cosine(angle);
    const sin = sine(angle);
    const oddRe = cos * diffRe - sin * diffIm;
    const oddIm = cos * diffIm + sin * diffRe;
    z[a] = evenRe - oddIm;
    z[a + 1] = evenIm + oddRe;
  }
  return plan(half).inverse(z);
}

/**
 * Inverse transform of a complex spectrum, `x[n] = 1/N sum_k X[k] exp(2 pi i k n / N)`.
 *
 * @throws RangeError if the number of bins is not a fast length
 */
export function ifft(spectrum: ComplexArray): ComplexArray {
  return plan(spectrum.length / 2).inverse(spectrum);
}

/**
 * |ifft(spectrum)|² alone, without keeping the spectrum or the complex signal.
 *
 * @param fill puts the bins into an array of zeros, `length` complex numbers
 * @param out `length` numbers that take the result
 * @throws RangeError if `length` is not a fast length
 */
export function squaredMagnitudeOfIfft(
  length: number,
  fill: (bins: ComplexArray) => void,
  out = new Float64Array(length),
): Float64Array {
  const bins = rooms.in.of(2 * length).fill(0);
  fill(bins);
  // The forward transform has the same values in reverse order, N times as large.
  const z = plan(length).forward(bins, rooms.out.of(2 * length));
  const scale = 1 / (length * length);
  for (let i = 0, k = 0; i < length; i++, k = 2 * (length - i)) {
    out[i] = (z[k] * z[k] + z[k + 1] * z[k + 1]) * scale;
  }
  return out;
}

/** Forward transform of a complex signal; see {@link ifft}. */
export function fft(signal: ComplexArray): ComplexArray {
  return plan(signal.length / 2).forward(signal);
}

const halfTurns = new Map<number, { cos: Float64Array; sin: Float64Array }>();

/** exp(-pi i k / half) for k = 0..half, as for any real signal of the same length. */
function halfTurn(half: number): { cos: Float64Array; sin: Float64Array } {
  let found = halfTurns.get(half);
  if (!found) {
    if (halfTurns.size >= MAX_CACHED_PLANS) halfTurns.clear();
    const angles = Float64Array.from({ length: half + 1 }, (_, k) => (-PI * k) / half);
    found = { cos: angles.map(cosine), sin: angles.map(sine) };
    halfTurns.set(half, found);
  }
  return found;
}

const rooms = { in: new Room(), out: new Room() };

function plan(length: number): ComplexFft {
  let found = plans.get(length);
  if (!found) {
    if (plans.size >= MAX_CACHED_PLANS) plans.clear();
    found = new ComplexFft(length);
    plans.set(length, found);
  }
  return found;
}
