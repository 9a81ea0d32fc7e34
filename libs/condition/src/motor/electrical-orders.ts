import {
  amplitudeSpectrum,
  angleGridFromSpeed,
  coherentGain,
  fastLengthBelow,
  makeWindow,
  median,
  phaseTrack,
  resampleToAngle,
  rfft,
  type SpeedTrace,
} from '@linetwin/signal';
import type { MotorDiagnosisParameters } from './parameters.ts';
import type { SupplyVoltage } from './diagnosis.schema.ts';
import { sequences, supplyVoltage } from './sequences.ts';
import { smoothTrend } from './smooth-trend.ts';

type Supply = MotorDiagnosisParameters['supply'];
type Lines = MotorDiagnosisParameters['lines'];

/** A line beside the supply line: dB against it, over the floor around it, and where it lies. */
export type SideLine = { readonly db: number; readonly prominence: number; readonly order: number };

/**
 * Phase currents over orders of their own supply frequency: resampled to even angles of the supply, so that neither the wander of the mains nor a
 * drive that changes its speed smears what lies beside the supply line. Whole periods are transformed, so the line itself leaks into no other bin than
 * its neighbours. Three phases are joined to their positive sequence, which leaves two thirds of the noise out.
 */
export class ElectricalOrders {
  /** Mean over the burst. */
  readonly supplyHz: number;
  /** Highest less lowest frequency within the burst over the mean. */
  readonly variation: number;
  /** RMS of the supply line, mean of the phases, A. */
  readonly currentA: number;
  /** Negative over positive sequence; null without three phases. */
  readonly negativeShare: number | null;
  /** Null where they are not measured. */
  readonly voltage: SupplyVoltage | null;
  /** Bin width in orders. */
  readonly resolution: number;
  private readonly amplitudes: Float64Array;
  private readonly lines: Lines;

  private constructor(parts: {
    supplyHz: number;
    variation: number;
    currentA: number;
    negativeShare: number | null;
    voltage: SupplyVoltage | null;
    resolution: number;
    amplitudes: Float64Array;
    lines: Lines;
  }) {
    this.supplyHz = parts.supplyHz;
    this.variation = parts.variation;
    this.currentA = parts.currentA;
    this.negativeShare = parts.negativeShare;
    this.voltage = parts.voltage;
    this.resolution = parts.resolution;
    this.amplitudes = parts.amplitudes;
    this.lines = parts.lines;
  }

  /**
   * @param phases of the same instants, one or three, A
   * @param voltages of the same instants, none or three, V
   * @returns null where no line can be followed that carries most of the current
   */
  static of(
    phases: readonly ArrayLike<number>[],
    voltages: readonly ArrayLike<number>[],
    sampleRateHz: number,
    {
      supply,
      lines,
      supplyUnbalance,
    }: Pick<MotorDiagnosisParameters, 'supply' | 'lines' | 'supplyUnbalance'>,
  ): ElectricalOrders | null {
    const trace = supplyTrace(phases[0], sampleRateHz, supply);
    if (!trace) return null;
    const { samplesPerPeriod } = supply;
    const grid = angleGridFromSpeed(trace, samplesPerPeriod);
    const angular = phases.map((phase) => resampleToAngle(phase, sampleRateHz, grid));
    const length = wholePeriods(angular[0].values.length, samplesPerPeriod);
    if (length === null) return null;
    const window = makeWindow('hann', length);
    const scale = 2 / (length * coherentGain(window));
    const spectrumOf = ({ values }: { values: Float64Array }) =>
      rfft(
        values.subarray(0, length).map((x, i) => x * window[i]),
        { length },
      );
    const spectra = angular.map(spectrumOf);
    const first = length / samplesPerPeriod;
    const { positive, negativeShare } = sequences(spectra, first);
    const amplitudes = new Float64Array(length / 2);
    for (let k = 0; k < amplitudes.length; k++)
      amplitudes[k] = scale * Math.hypot(positive[2 * k], positive[2 * k + 1]);
    const currentA = amplitudes[first] / Math.SQRT2;
    if (!(currentA ** 2 >= supply.leastPowerShare * power(angular[0].values))) return null;
    const volts = voltages.map((one) => spectrumOf(resampleToAngle(one, sampleRateHz, grid)));
    const speeds = Array.from(trace.speedRpm);
    const supplyHz = angular[0].meanSpeedRpm / 60;
    return new ElectricalOrders({
      supplyHz,
      variation: (Math.max(...speeds) - Math.min(...speeds)) / 60 / supplyHz,
      currentA,
      negativeShare,
      voltage: volts.length === 3 ? supplyVoltage(volts, first, scale, supplyUnbalance.harmonics) : null,
      resolution: samplesPerPeriod / length,
      amplitudes,
      lines,
    });
  }

  /** The strongest line within a window around an order, dB against the supply line. */
  at(order: number, halfWidth = this.lines.halfWidthBins * this.resolution): SideLine {
    const { amplitudes, resolution } = this;
    const low = Math.max(1, Math.round((order - halfWidth) / resolution));
    const high = Math.min(amplitudes.length - 2, Math.round((order + halfWidth) / resolution));
    let peak = low;
    for (let k = low; k <= high; k++) if (amplitudes[k] > amplitudes[peak]) peak = k;
    const floor = this.floorAround(peak);
    return {
      db: this.toDb(amplitudes[peak] ?? 0),
      prominence: floor > 0 ? (amplitudes[peak] ?? 0) / floor : 0,
      order: peak * resolution,
    };
  }

  /** Spectrum around the supply line, dB against it. */
  around(halfWidthHz: number): { hz: Float64Array; db: Float64Array } {
    const { resolution, supplyHz, amplitudes } = this;
    const centre = Math.round(1 / resolution);
    const half = Math.min(centre - 1, Math.round(halfWidthHz / supplyHz / resolution));
    const hz = new Float64Array(2 * half + 1);
    const db = new Float64Array(2 * half + 1);
    for (let i = 0; i < hz.length; i++) {
      const k = centre - half + i;
      hz[i] = k * resolution * supplyHz;
      db[i] = this.toDb(amplitudes[k]);
    }
    return { hz, db };
  }

  private toDb(amplitude: number): number {
    const supply = this.amplitudes[Math.round(1 / this.resolution)];
    return Math.max(-140, 20 * Math.log10(amplitude / supply));
  }

  private floorAround(bin: number): number {
    const { amplitudes, lines, resolution } = this;
    const supply = Math.round(1 / resolution);
    const near: number[] = [];
    for (let k = bin - lines.floorHalfWidthBins; k <= bin + lines.floorHalfWidthBins; k++) {
      const isLine = Math.abs(k - bin) <= 3 || Math.abs(k - supply) < lines.leastOffsetBins;
      if (k > 0 && k < amplitudes.length && !isLine) near.push(amplitudes[k]);
    }
    return near.length === 0 ? 0 : median(Float64Array.from(near));
  }
}

/** Supply frequency over time, r/min of a field with one pole pair; null where there is no line that can be followed. */
function supplyTrace(
  phase: ArrayLike<number>,
  sampleRateHz: number,
  { lowHz, highHz, trackHalfWidth, trackDegree }: Supply,
): SpeedTrace | null {
  const { values, resolutionHz } = amplitudeSpectrum(phase, sampleRateHz);
  const last = Math.min(values.length - 1, Math.floor(highHz / resolutionHz));
  let peak = Math.ceil(lowHz / resolutionHz);
  for (let k = peak; k <= last; k++) if (values[k] > values[peak]) peak = k;
  if (!(values[peak] > 0)) return null;
  try {
    const track = phaseTrack(phase, sampleRateHz, peak * resolutionHz, { halfWidth: trackHalfWidth });
    if (!track.speedRpm.every((speed) => speed > 0)) return null;
    return { timeS: track.timeS, speedRpm: smoothTrend(track.timeS, track.speedRpm, trackDegree) };
  } catch (error) {
    // Too few periods to follow.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function power(values: Float64Array): number {
  let sum = 0;
  for (const x of values) sum += x * x;
  return sum / values.length;
}

function wholePeriods(count: number, samplesPerPeriod: number): number | null {
  if (count < 8 * samplesPerPeriod) return null;
  const length = fastLengthBelow(count);
  return length % samplesPerPeriod === 0 ? length : null;
}
