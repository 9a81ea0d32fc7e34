import { amplitudeSpectrum, median, type Spectrum } from '@linetwin/signal';
import type { ShaftDiagnosisParameters } from './parameters.ts';

/** A line as it was read: velocity RMS of its power, its peak over the floor around it, and whether it is a line at all. */
export type VelocityLine = {
  readonly mmPerS: number;
  readonly prominence: number;
  readonly order: number;
  /** Falls off as a line does: not the flank of another one beside it, nor part of a hump. */
  readonly isSharp: boolean;
};

/**
 * Acceleration spectrum of one direction over orders, read as velocity line by line. Sine lines of a shaft keep their power when the signal
 * is resampled to its angle, and so does the division by 2 pi f with the mean speed.
 */
export class VelocityLines {
  readonly resolution: number;
  readonly shaftHz: number;
  /** Acceleration amplitude, m/s². */
  private readonly values: Float64Array;
  private readonly parameters: ShaftDiagnosisParameters['lines'];
  /** Lines by their bin: the searches for speed and belts come back to the same ones. */
  private readonly known = new Map<number, VelocityLine>();

  private constructor(
    { resolutionHz, values }: Spectrum,
    shaftHz: number,
    parameters: ShaftDiagnosisParameters['lines'],
  ) {
    this.resolution = resolutionHz;
    this.values = values;
    this.shaftHz = shaftHz;
    this.parameters = parameters;
  }

  /**
   * @param accelerationMPerS2 at even times or at even angles
   * @param samplesPerTurn of the signal: sample rate over shaft frequency where it is over time
   */
  static of(
    accelerationMPerS2: ArrayLike<number>,
    samplesPerTurn: number,
    shaftHz: number,
    parameters: ShaftDiagnosisParameters['lines'],
  ): VelocityLines {
    return new VelocityLines(amplitudeSpectrum(accelerationMPerS2, samplesPerTurn), shaftHz, parameters);
  }

  /** The same lines over the orders of a shaft of another speed, for a signal over time. */
  ofShaft(shaftHz: number): VelocityLines {
    const { values, parameters } = this;
    const resolutionHz = (this.resolution * this.shaftHz) / shaftHz;
    return new VelocityLines({ resolutionHz, values }, shaftHz, parameters);
  }

  get highestOrder(): number {
    return (this.values.length - 1) * this.resolution;
  }

  /** Half width of the window in which the line of an order is looked for, in orders. */
  tolerance(order: number): number {
    const { halfWidthBins, halfWidthShare } = this.parameters;
    return halfWidthBins * this.resolution + halfWidthShare * order;
  }

  /** The strongest line within the window of an order; 0 beyond the band. */
  at(order: number, tolerance = this.tolerance(order)): VelocityLine {
    const { values, resolution } = this;
    const low = Math.max(1, Math.round((order - tolerance) / resolution));
    const high = Math.round((order + tolerance) / resolution);
    if (order <= 0 || high >= values.length - 3) return { mmPerS: 0, prominence: 0, order, isSharp: false };
    let peak = low;
    for (let k = low; k <= high; k++) if (values[k] > values[peak]) peak = k;
    return this.lineAt(peak);
  }

  private lineAt(bin: number): VelocityLine {
    let found = this.known.get(bin);
    if (!found) this.known.set(bin, (found = this.readLine(bin)));
    return found;
  }

  /** The line around a bin. Power of a Hann line is that of its bins over the noise bandwidth of 1.5. */
  private readLine(bin: number): VelocityLine {
    const { values, resolution, shaftHz } = this;
    const { powerBins } = this.parameters;
    let power = 0;
    for (let k = Math.max(1, bin - powerBins); k <= Math.min(values.length - 1, bin + powerBins); k++)
      power += values[k] ** 2 / 2 / 1.5;
    const hz = bin * resolution * shaftHz;
    const floor = this.floorAround(bin);
    return {
      mmPerS: (1000 * Math.sqrt(power)) / (2 * Math.PI * hz),
      prominence: floor > 0 ? values[bin] / floor : 0,
      order: (bin + this.offset(bin)) * resolution,
      isSharp: this.isSharp(bin),
    };
  }

  /** Amplitude of the floor, m/s², median of what lies between the multiples of half the shaft from 0.5 to 10. */
  floorMPerS2(): number {
    const between: number[] = [];
    const clear = Math.max(4 * this.resolution, 0.08);
    const last = Math.min(this.values.length - 1, Math.floor(10 / this.resolution));
    for (let k = Math.ceil(0.5 / this.resolution); k <= last; k++) {
      const order = k * this.resolution;
      if (Math.abs(order - Math.round(2 * order) / 2) > clear) between.push(this.values[k]);
    }
    return between.length === 0 ? 0 : median(between);
  }

  /** Local maxima between two frequencies that stand above their floor, strongest velocity first, at most `count`. */
  peaks(lowHz: number, highHz: number, count: number): VelocityLine[] {
    const { values, resolution, shaftHz } = this;
    const hzPerBin = resolution * shaftHz;
    const first = Math.max(3, Math.ceil(lowHz / hzPerBin));
    const last = Math.min(values.length - 4, Math.floor(highHz / hzPerBin));
    const bins: number[] = [];
    for (let k = first; k <= last; k++)
      if (
        values[k] > values[k - 1] &&
        values[k] >= values[k + 1] &&
        values[k] >= values[k - 2] &&
        values[k] >= values[k + 2]
      )
        bins.push(k);
    // Only the strongest need a floor, which costs a median each.
    return bins
      .sort((a, b) => values[b] / b - values[a] / a)
      .slice(0, 12 * count)
      .map((bin) => this.lineAt(bin))
      .filter(({ prominence }) => prominence >= this.parameters.minimumProminence)
      .slice(0, count);
  }

  /** Spectrum in mm/s RMS up to an order, for drawing. */
  velocitySpectrum(maximumOrder: number): { order: Float64Array; mmPerS: Float64Array } {
    const count = Math.min(this.values.length, Math.ceil(maximumOrder / this.resolution));
    const order = new Float64Array(count);
    const mmPerS = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      order[k] = k * this.resolution;
      if (order[k] >= 0.2)
        mmPerS[k] = (1000 * this.values[k]) / Math.SQRT2 / (2 * Math.PI * order[k] * this.shaftHz);
    }
    return { order, mmPerS };
  }

  /** Where a Hann line lies between its bins: (2 r - 1) / (1 + r) of the larger neighbour, r its ratio to the peak (Rife and Vincent 1970). */
  private offset(bin: number): number {
    const { values } = this;
    const side = (values[bin + 1] ?? 0) >= values[bin - 1] ? 1 : -1;
    const r = values[bin] > 0 ? (values[bin + side] ?? 0) / values[bin] : 0;
    return side * Math.min(0.5, Math.max(0, (2 * r - 1) / (1 + r)));
  }

  /** Four bins away a Hann line has fallen to a hundredth; the speed may wander by a bin. */
  private isSharp(bin: number): boolean {
    const { values } = this;
    const { skirtBins, skirtShare } = this.parameters;
    const isPeak = values[bin] >= values[bin - 1] && values[bin] >= (values[bin + 1] ?? 0);
    return (
      isPeak && [-1, 1].every((side) => (values[bin + side * skirtBins] ?? 0) <= skirtShare * values[bin])
    );
  }

  private floorAround(bin: number): number {
    const { values, resolution } = this;
    const { floorHalfWidthOrders, powerBins } = this.parameters;
    const half = Math.max(8, Math.round(floorHalfWidthOrders / resolution));
    const around = new Float64Array(2 * half);
    let count = 0;
    for (let k = Math.max(1, bin - half); k <= Math.min(values.length - 1, bin + half); k++)
      if (Math.abs(k - bin) > powerBins + 1) around[count++] = values[k];
    return count === 0 ? 0 : median(around.subarray(0, count));
  }
}
