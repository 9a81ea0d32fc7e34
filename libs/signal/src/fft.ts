import FFT from 'fft.js';

/** Complex numbers as pairs in one array: real part at `2i`, imaginary part at `2i + 1`. */
export type ComplexArray = Float64Array<ArrayBuffer>;

/** Lengths are a power of two times one of these; fft.js does the power of two, one small DFT the rest. */
const ODD_FACTORS = [1, 3, 5, 7, 9, 15] as const;

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
 * Discrete Fourier transform of a real signal, `X[k] = sum_n x[n] exp(-2 pi i k n / N)` for k = 0..N/2.
 *
 * N is `options.length` or the signal's own length. A longer N pads with zeros (the same spectrum on a finer
 * grid), a shorter one cuts the end off. Any N that is a multiple of 4 and {@link fastLengthBelow fast} works.
 *
 * @returns N/2 + 1 complex numbers; bin k lies at k · sampleRate / N
 * @throws RangeError if N is not a fast length
 * @example rfft(cosine with 8 periods in 64 samples)  // bin 8 is 32 + 0i, every other bin 0
 */
export function rfft(signal: ArrayLike<number>, options: { length?: number } = {}): ComplexArray {
  const n = options.length ?? signal.length;
  const half = n / 2;
  const { cos: turnCos, sin: turnSin } = halfTurn(half);
  // Even samples are taken as real parts and odd ones as imaginary parts, which is how they lie in the array already.
  const z = plan(half).forward(
    signal instanceof Float64Array && signal.length === n ? signal : padded(signal, n),
  );
  // Two half-length real signals were transformed as one complex signal; separate and recombine them.
  const out = new Float64Array(n + 2);
  for (let k = 0; k <= half; k++) {
    const a = 2 * (k % half);
    const b = 2 * ((half - k) % half);
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
  const out = new Float64Array(length);
  const used = Math.min(length, signal.length);
  for (let i = 0; i < used; i++) out[i] = signal[i];
  return out;
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

function plan(length: number): ComplexFft {
  let found = plans.get(length);
  if (!found) {
    if (plans.size >= MAX_CACHED_PLANS) plans.clear();
    found = new ComplexFft(length);
    plans.set(length, found);
  }
  return found;
}

/**
 * Complex transform of length m · 2^a by decimation in time: m transforms of every m-th sample by fft.js, then
 * X[k + P q] = sum_r w^(r P q) (w^(r k) X_r[k]) with w = exp(-2 pi i / N), P = 2^a (Cooley and Tukey 1965).
 */
class ComplexFft {
  private readonly length: number;
  private readonly oddFactor: number;
  private readonly power: FFT;
  private readonly part: Float64Array<ArrayBuffer>;
  private readonly partOut: Float64Array<ArrayBuffer>[];
  /** w^(r k) for r = 1..m-1 of each k in turn, as complex numbers: read in the order in which they lie. */
  private readonly twiddles: Float64Array;
  private readonly small: SmallOddDft;

  constructor(length: number) {
    const factor = ODD_FACTORS.findLast((m) => Number.isInteger(Math.log2(length / m)) && length / m >= 2);
    if (factor === undefined) {
      throw new RangeError(`${length} is not 2^a times 1, 3, 5, 7, 9 or 15; see fastLengthBelow`);
    }
    this.length = length;
    this.oddFactor = factor;
    const powerLength = length / factor;
    this.power = new FFT(powerLength);
    this.part = new Float64Array(factor === 1 ? 0 : 2 * powerLength);
    this.partOut =
      factor === 1 ? [] : Array.from({ length: factor }, () => new Float64Array(2 * powerLength));
    this.twiddles = new Float64Array(2 * (factor - 1) * powerLength);
    for (let k = 0, i = 0; k < powerLength; k++) {
      for (let r = 1; r < factor; r++, i += 2) {
        this.twiddles[i] = cosine((2 * PI * r * k) / length);
        this.twiddles[i + 1] = -sine((2 * PI * r * k) / length);
      }
    }
    this.small = new SmallOddDft(factor);
  }

  forward(signal: Float64Array): ComplexArray {
    const out = new Float64Array(2 * this.length);
    if (this.oddFactor === 1) this.power.transform(out, signal);
    else this.combine(signal, out);
    return out;
  }

  /** x[n] = X'[-n mod N] / N, with X' the forward transform of the spectrum. */
  inverse(spectrum: Float64Array): ComplexArray {
    const out = this.forward(spectrum);
    const scale = 1 / this.length;
    out[0] *= scale;
    out[1] *= scale;
    for (let i = 2, j = out.length - 2; i <= j; i += 2, j -= 2) {
      const re = out[i] * scale;
      const im = out[i + 1] * scale;
      out[i] = out[j] * scale;
      out[i + 1] = out[j + 1] * scale;
      out[j] = re;
      out[j + 1] = im;
    }
    return out;
  }

  private combine(signal: Float64Array, out: Float64Array): void {
    const { oddFactor: m, length, twiddles, part, partOut, small } = this;
    const p = length / m;
    for (let r = 0; r < m; r++) {
      for (let i = 0, j = 2 * r; i < 2 * p; i += 2, j += 2 * m) {
        part[i] = signal[j];
        part[i + 1] = signal[j + 1];
      }
      this.power.transform(partOut[r], part);
    }
    const { re: inRe, im: inIm } = small;
    for (let k = 0, t = 0; k < p; k++) {
      inRe[0] = partOut[0][2 * k];
      inIm[0] = partOut[0][2 * k + 1];
      for (let r = 1; r < m; r++, t += 2) {
        const re = partOut[r][2 * k];
        const im = partOut[r][2 * k + 1];
        inRe[r] = re * twiddles[t] - im * twiddles[t + 1];
        inIm[r] = re * twiddles[t + 1] + im * twiddles[t];
      }
      small.transform(out, k, p);
    }
  }
}

/**
 * Transform of an odd length m from the sums and differences of mirrored inputs, which need a quarter of the
 * multiplications: X[q], X[m-q] = x[0] + sum_j cos(2 pi j q / m) (x[j] + x[m-j]) -+ i sum_j sin(...) (x[j] - x[m-j]).
 */
class SmallOddDft {
  readonly re: Float64Array;
  readonly im: Float64Array;
  private readonly length: number;
  private readonly half: number;
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.re = new Float64Array(length);
    this.im = new Float64Array(length);
    this.half = (length - 1) / 2;
    const { half } = this;
    const angle = (i: number) => (2 * PI * ((1 + Math.floor(i / half)) * (1 + (i % half)))) / length;
    this.cos = Float64Array.from({ length: half * half }, (_, i) => cosine(angle(i)));
    this.sin = Float64Array.from({ length: half * half }, (_, i) => sine(angle(i)));
  }

  /** Of `re` and `im`, which are overwritten; X[q] goes to the complex place `at + q · stride` of `out`. */
  transform(out: Float64Array, at: number, stride: number): void {
    const { length: m, half, re, im, cos, sin } = this;
    let allRe = re[0];
    let allIm = im[0];
    for (let j = 1; j <= half; j++) {
      const sumRe = re[j] + re[m - j];
      const sumIm = im[j] + im[m - j];
      re[m - j] = re[j] - re[m - j];
      im[m - j] = im[j] - im[m - j];
      re[j] = sumRe;
      im[j] = sumIm;
      allRe += sumRe;
      allIm += sumIm;
    }
    out[2 * at] = allRe;
    out[2 * at + 1] = allIm;
    for (let q = 1, i = 0; q <= half; q++) {
      let evenRe = re[0];
      let evenIm = im[0];
      let oddRe = 0;
      let oddIm = 0;
      for (let j = 1; j <= half; j++, i++) {
        evenRe += cos[i] * re[j];
        evenIm += cos[i] * im[j];
        oddRe += sin[i] * im[m - j];
        oddIm -= sin[i] * re[m - j];
      }
      const low = 2 * (at + stride * q);
      const high = 2 * (at + stride * (m - q));
      out[low] = evenRe + oddRe;
      out[low + 1] = evenIm + oddIm;
      out[high] = evenRe - oddRe;
      out[high + 1] = evenIm - oddIm;
    }
  }
}
