import { fastLengthBelow, rfft } from './fft.ts';
import { Room } from './room.ts';
import { coherentGain, makeWindow } from './windows.ts';
import type { WindowKind } from './windows.ts';

/** Values on an even frequency grid: `values[k]` lies at `k * resolutionHz`. */
export type Spectrum = {
  readonly resolutionHz: number;
  readonly values: Float64Array;
};

/**
 * One-sided amplitude spectrum of the whole signal, in the signal's unit: a sine of amplitude A on a bin reads A.
 * The mean is removed first; at most a sixth of the samples is left out (see `fastLengthBelow`).
 *
 * @param sampleRateHz samples per second
 */
export function amplitudeSpectrum(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  options: { window?: WindowKind } = {},
): Spectrum {
  const length = fastLengthBelow(signal.length);
  const window = keptWindow(options.window ?? 'hann', length);
  const bins = rfft(windowed(signal, 0, window), { room: rooms.bins });
  const scale = 2 / (length * coherentGain(window));
  const values = new Float64Array(bins.length / 2);
  // Not Math.hypot, which is several times slower and guards against numbers that no sensor gives.
  for (let k = 0; k < values.length; k++)
    values[k] = scale * Math.sqrt(bins[2 * k] ** 2 + bins[2 * k + 1] ** 2);
  values[0] /= 2;
  values[values.length - 1] /= 2;
  return { resolutionHz: sampleRateHz / length, values };
}

/**
 * One-sided power spectral density by Welch's method (Welch 1967): the mean of the windowed periodograms of
 * half-overlapping segments. Unit: signal unit² / Hz; its sum times `resolutionHz` is the variance.
 *
 * @param options.segmentLength samples a segment, default 1024; more gives finer lines and a rougher floor
 * @throws RangeError if the signal is shorter than one segment
 */
export function welch(
  signal: ArrayLike<number>,
  sampleRateHz: number,
  options: { segmentLength?: number; window?: WindowKind } = {},
): Spectrum {
  const length = fastLengthBelow(options.segmentLength ?? 1024);
  if (signal.length < length)
    throw new RangeError(`${signal.length} samples are less than one segment of ${length}`);
  const window = makeWindow(options.window ?? 'hann', length);
  let power = 0;
  for (const w of window) power += w * w;
  const values = new Float64Array(length / 2 + 1);
  let segments = 0;
  for (let start = 0; start + length <= signal.length; start += length / 2) {
    const bins = rfft(windowed(signal, start, window), { room: rooms.bins });
    for (let k = 0; k < values.length; k++) values[k] += bins[2 * k] ** 2 + bins[2 * k + 1] ** 2;
    segments++;
  }
  for (let k = 0; k < values.length; k++) {
    const sides = k === 0 || k === values.length - 1 ? 1 : 2;
    values[k] *= sides / (segments * power * sampleRateHz);
  }
  return { resolutionHz: sampleRateHz / length, values };
}

/** What one transform reads and gives, of which only the magnitudes are kept. */
const rooms = { part: new Room(), bins: new Room() };

/** Bursts of one rate come with one length, a line of sensors with a few. */
const MAX_KEPT_WINDOWS = 16;
const windows = new Map<string, Float64Array>();

/** A window that is not written to. */
function keptWindow(kind: WindowKind, length: number): Float64Array {
  const key = `${kind} ${length}`;
  let found = windows.get(key);
  if (!found) {
    if (windows.size >= MAX_KEPT_WINDOWS) windows.clear();
    windows.set(key, (found = makeWindow(kind, length)));
  }
  return found;
}

/** The part of the signal under a window, its mean removed before the window is applied. */
function windowed(signal: ArrayLike<number>, start: number, window: Float64Array): Float64Array {
  const part = rooms.part.of(window.length);
  let mean = 0;
  for (let i = 0; i < part.length; i++) mean += signal[start + i] / part.length;
  for (let i = 0; i < part.length; i++) part[i] = (signal[start + i] - mean) * window[i];
  return part;
}
