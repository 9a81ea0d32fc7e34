import { STANDARD_GRAVITY_M_PER_S2, type ComplexArray } from '@linetwin/signal';
import type { PreparedBurst } from '../burst/prepared-burst.ts';

/** Third octaves by their numbers: 1 kHz · 10^(n/10) (IEC 61260-1), from 200 Hz to 10 kHz. */
const FIRST = -7;
const LAST = 10;
/** Above this share of the sample rate the anti-aliasing filter of the card cuts off. */
const HIGHEST_SHARE = 0.45;
/** Bins a band's median is taken of; of 400 it scatters by 0.3 dB. */
const MOST_BINS = 400;
const FEWEST_BINS = 10;

/** Centres of the third octaves that a sample rate holds, Hz. */
export function bandCentresHz(sampleRateHz: number): number[] {
  const centres: number[] = [];
  for (let n = FIRST; n <= LAST; n++) {
    if (edgeAbove(centre(n)) > HIGHEST_SHARE * sampleRateHz) break;
    centres.push(centre(n));
  }
  return centres;
}

/** Upper edge of the third octave around a centre; the lower one is that of the band below. */
export function edgeAbove(centreHz: number): number {
  return centreHz * 10 ** 0.05;
}

/**
 * Level of each third octave: median of its spectral density, dB re 1 (m/s²)²/Hz, or the square of the burst's own unit if it says none.
 * The median, since lines of shafts, gears and tools stand in few bins: what is asked is how the sensor passes on, not what the machine does.
 *
 * @returns one level for each of `bandCentresHz`; none of a burst too short for the lowest band
 */
export function bandLevelsDb(burst: PreparedBurst): number[] {
  const { spectrum, sampleRateHz, unit } = burst;
  const bins = spectrum.length / 2 - 1;
  const widthHz = sampleRateHz / 2 / bins;
  const scale = unit === 'g' ? STANDARD_GRAVITY_M_PER_S2 ** 2 : 1;
  // One-sided density behind a Hann window, which keeps three eighths of the power.
  const density = scale / (sampleRateHz * bins * 0.375);
  const levels: number[] = [];
  for (const hz of bandCentresHz(sampleRateHz)) {
    const from = Math.ceil(edgeAbove(hz) / 10 ** 0.1 / widthHz);
    const to = Math.floor(edgeAbove(hz) / widthHz);
    if (to - from < FEWEST_BINS) return [];
    const stride = Math.max(1, Math.floor((to - from) / MOST_BINS));
    const power = new Float64Array(Math.floor((to - from) / stride));
    for (let i = 0; i < power.length; i++) {
      power[i] = hannPower(spectrum, from + i * stride);
    }
    power.sort();
    const middle = power[power.length >> 1];
    levels.push(Math.round(1000 * Math.log10(Math.max(middle * density, 1e-30))) / 100);
  }
  return levels;
}

/** Power of a bin behind a Hann window, which is a sum of three bins; without it strong lines fill the bands around them. */
function hannPower(spectrum: ComplexArray, bin: number): number {
  const k = 2 * bin;
  const re = spectrum[k] / 2 - (spectrum[k - 2] + spectrum[k + 2]) / 4;
  const im = spectrum[k + 1] / 2 - (spectrum[k - 1] + spectrum[k + 3]) / 4;
  return re * re + im * im;
}

function centre(n: number): number {
  return 1000 * 10 ** (n / 10);
}
