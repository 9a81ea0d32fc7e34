import { encodeBurst, type Burst, type SeamMessage, type TelemetryMessage } from '@linetwin/contracts';

/** A telemetry message as the bytes that a machine publishes. */
export function telemetryBytes(
  values: TelemetryMessage['values'],
  rest: { time?: number; quality?: TelemetryMessage['quality'] } = {},
): Uint8Array {
  const { time = Date.now(), quality } = rest;
  return new TextEncoder().encode(JSON.stringify({ time, values, ...(quality && { quality }) }));
}

/** A good seam of a few millimetres. */
export function seamMessage(rest: Partial<SeamMessage> = {}): SeamMessage {
  const column = [1, 1.1, 1.2];
  return {
    time: Date.now(),
    seam: 'seam-1',
    part: 'part-1',
    lengthMm: 3,
    perMm: {
      depthMm: column,
      gapMm: column,
      offsetMm: column,
      thermalV: column,
      plasmaV: column,
      reflectionV: column,
      result: [0, 0, 1],
    },
    ...rest,
  };
}

export interface ImpactOptions {
  time?: number;
  channel?: string;
  sampleRateHz?: number;
  durationS?: number;
  speedRpm?: number;
  /** Impacts per turn of the shaft: the order of the bearing's fault frequency. */
  impactsPerTurn: number;
  /** Peak of one impact over the noise's standard deviation of 1. */
  peak?: number;
  /** Of noise and slip, a whole number from 1; the same each time if left out. */
  seed?: number;
}

/**
 * A burst of a damaged ring: a resonance at 3.1 kHz is struck at the given order, give or take 1 % as rolling elements
 * slip, in noise of 1 m/s2. With peak 0 it is the noise alone. Deterministic.
 */
export function impactBurst(options: ImpactOptions): Burst {
  const { sampleRateHz = 12_000, durationS = 4, speedRpm = 1800, peak = 12 } = options;
  const samples = new Float32Array(Math.round(sampleRateHz * durationS));
  let state = 1 + ((options.seed ?? 1) - 1) * 7_919;
  const random = () => (state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647) / 2_147_483_647;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  for (let i = 0; i < samples.length; i++) samples[i] = normal();
  const intervalS = 60 / speedRpm / options.impactsPerTurn;
  const resonanceHz = 3100;
  const decayPerS = 2 * Math.PI * 0.03 * resonanceHz;
  for (let start = 0.003; peak > 0 && start < durationS; start += intervalS * (1 + 0.01 * normal())) {
    const first = Math.ceil(start * sampleRateHz);
    for (let i = first; i < Math.min(samples.length, first + 0.01 * sampleRateHz); i++) {
      const t = i / sampleRateHz - start;
      samples[i] += peak * Math.exp(-decayPerS * t) * Math.sin(2 * Math.PI * resonanceHz * t);
    }
  }
  return {
    channel: options.channel ?? 'vibration',
    time: options.time ?? Date.now(),
    sampleRateHz,
    speedRpm,
    unit: 'm/s2',
    samples,
  };
}

/** The same as the bytes that a machine publishes. */
export function impactBurstBytes(options: ImpactOptions): Uint8Array {
  return encodeBurst(impactBurst(options));
}
