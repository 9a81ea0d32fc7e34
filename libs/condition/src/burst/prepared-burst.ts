import {
  fastLengthBelow,
  rfft,
  signalStatistics,
  STANDARD_GRAVITY_M_PER_S2,
  velocityRmsOfSpectrum,
  type ComplexArray,
  type SignalStatistics,
} from '@linetwin/signal';
import { judgeSamples, type JudgedSamples, type QualityLimits, type QualityReason } from './quality.ts';
import { reduceBand, reductionTo, type ReducedBand } from './reduced-band.ts';

/** One burst of vibration of one sensor. */
export type VibrationBurst = {
  readonly samples: ArrayLike<number>;
  readonly sampleRateHz: number;
  /** Unit of the samples; without one there is no velocity and no ISO zone. */
  readonly unit: 'm/s2' | 'g' | null;
  /** Speed of the shaft, from drive or encoder; null if not known. */
  readonly speedRpm: number | null;
  /** Along the shaft, of the same instants and unit, where the sensor measures that too. */
  readonly axial?: ArrayLike<number> | null;
};

/**
 * A burst with what every diagnosis starts from: statistics, quality, spectrum, velocity. Each is computed when first asked for and then
 * kept, so that the diagnoses of one sensor's bearings and of its shaft share the work. A refused burst is never transformed.
 */
export class PreparedBurst implements VibrationBurst {
  readonly samples: ArrayLike<number>;
  readonly sampleRateHz: number;
  readonly unit: 'm/s2' | 'g' | null;
  readonly speedRpm: number | null;
  readonly axial: ArrayLike<number> | null;
  private readonly judged = new Map<string, JudgedSamples>();
  private readonly velocities = new Map<number, number>();
  private readonly disbelief: QualityReason | null;
  private knownStatistics: SignalStatistics | null = null;
  private knownSpectrum: ComplexArray | null = null;

  private constructor(
    { samples, sampleRateHz, unit, speedRpm, axial = null }: VibrationBurst,
    disbelief: QualityReason | null = null,
  ) {
    if (!(sampleRateHz > 0)) throw new RangeError(`the sample rate must be positive, got ${sampleRateHz}`);
    this.samples = samples;
    this.sampleRateHz = sampleRateHz;
    this.unit = unit;
    this.speedRpm = speedRpm;
    this.axial = axial;
    this.disbelief = disbelief;
  }

  /**
   * The burst itself if it is prepared already.
   *
   * @throws RangeError if the sample rate is not positive
   */
  static of(burst: VibrationBurst): PreparedBurst {
    return burst instanceof PreparedBurst ? burst : new PreparedBurst(burst);
  }

  /** This burst as one that is refused for a reason that its samples alone do not show: diagnoses say that instead of a verdict. */
  disbelieved(reason: QualityReason): PreparedBurst {
    return new PreparedBurst(this, reason);
  }

  /** @throws RangeError if there are no samples */
  get statistics(): SignalStatistics {
    return (this.knownStatistics ??= signalStatistics(this.samples));
  }

  /** Whether the samples can be used, and the figures that this was decided by. */
  quality(limits: QualityLimits): JudgedSamples {
    const key = JSON.stringify(limits);
    let found = this.judged.get(key);
    if (!found) {
      const judged = judgeSamples(this.samples, this.sampleRateHz, () => this.statistics, limits);
      found = { ...judged, refusal: judged.refusal ?? this.disbelief };
      this.judged.set(key, found);
    }
    return found;
  }

  /** Bins of `rfft` without the mean, in the unit of the samples, of the longest fast length; at most a sixth is cut off. Not to be written to. */
  get spectrum(): ComplexArray {
    if (this.knownSpectrum === null) {
      this.knownSpectrum = rfft(this.samples, { length: fastLengthBelow(this.samples.length) });
      this.knownSpectrum.fill(0, 0, 2);
    }
    return this.knownSpectrum;
  }

  /** Velocity RMS from `lowHz` to 1000 Hz, mm/s; null without a unit. */
  velocityRmsMmPerS(lowHz = 10): number | null {
    if (this.unit === null) return null;
    let found = this.velocities.get(lowHz);
    if (found === undefined) {
      found = this.scale * velocityRmsOfSpectrum(this.spectrum, this.sampleRateHz, lowHz);
      this.velocities.set(lowHz, found);
    }
    return found;
  }

  /** Acceleration without its mean in m/s², at the lowest sample rate that holds `limitHz` with a quarter to spare. */
  accelerationBelow(limitHz: number): ReducedBand {
    const factor = reductionTo(limitHz, this.sampleRateHz);
    const { scale } = this;
    const band =
      factor === 1
        ? { samples: this.centred(), sampleRateHz: this.sampleRateHz }
        : reduceBand(this.spectrum, this.sampleRateHz, factor);
    if (scale !== 1) for (let i = 0; i < band.samples.length; i++) band.samples[i] *= scale;
    return band;
  }

  private centred(): Float64Array {
    const { mean } = this.statistics;
    const out = new Float64Array(this.samples.length);
    for (let i = 0; i < out.length; i++) out[i] = this.samples[i] - mean;
    return out;
  }

  private get scale(): number {
    return this.unit === 'g' ? STANDARD_GRAVITY_M_PER_S2 : 1;
  }
}
