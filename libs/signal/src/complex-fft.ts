import FFT from 'fft.js';

/** Complex numbers as pairs in one array: real part at `2i`, imaginary part at `2i + 1`. */
export type ComplexArray = Float64Array<ArrayBuffer>;

/** Lengths are a power of two times one of these; fft.js does the power of two, one small DFT the rest. */
export const ODD_FACTORS = [1, 3, 5, 7, 9, 15] as const;

const { cos: cosine, sin: sine, PI } = Math;

/**
 * Complex transform of length m · 2^a by decimation in time: m transforms of every m-th sample by fft.js, then
 * X[k + P q] = sum_r w^(r P q) (w^(r k) X_r[k]) with w = exp(-2 pi i / N), P = 2^a (Cooley and Tukey 1965).
 */
export class ComplexFft {
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

  /** @param out another array than `signal`, of at least 2N numbers */
  forward(signal: Float64Array, out = new Float64Array(2 * this.length)): ComplexArray {
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
    if (m === 3) return combineThree(partOut, twiddles, out);
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

/** The last step of a length 3 · 2^a, which most lengths are, with all in registers. */
function combineThree(
  [first, second, third]: readonly Float64Array[],
  twiddles: Float64Array,
  out: Float64Array,
): void {
  const height = Math.sqrt(3) / 2;
  const size = first.length;
  for (let i = 0, t = 0; i < size; i += 2, t += 4) {
    const secondRe = second[i] * twiddles[t] - second[i + 1] * twiddles[t + 1];
    const secondIm = second[i] * twiddles[t + 1] + second[i + 1] * twiddles[t];
    const thirdRe = third[i] * twiddles[t + 2] - third[i + 1] * twiddles[t + 3];
    const thirdIm = third[i] * twiddles[t + 3] + third[i + 1] * twiddles[t + 2];
    const sumRe = secondRe + thirdRe;
    const sumIm = secondIm + thirdIm;
    const evenRe = first[i] - sumRe / 2;
    const evenIm = first[i + 1] - sumIm / 2;
    const oddRe = height * (secondIm - thirdIm);
    const oddIm = height * (thirdRe - secondRe);
    out[i] = first[i] + sumRe;
    out[i + 1] = first[i + 1] + sumIm;
    out[i + size] = evenRe + oddRe;
    out[i + size + 1] = evenIm + oddIm;
    out[i + 2 * size] = evenRe - oddRe;
    out[i + 2 * size + 1] = evenIm - oddIm;
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
