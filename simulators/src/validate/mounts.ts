import {
  bandLevelsDb,
  DEFAULT_MOUNT_PARAMETERS,
  diagnoseMount,
  PreparedBurst,
  type HealthyLevels,
  type VibrationBurst,
} from '@linetwin/condition';
import { fastLengthBelow, irfft, rfft } from '@linetwin/signal';
import { readChannel, type Recording, type RecordingSet } from '../recordings/recordings.ts';

/** How many pieces were judged, and how many of them were called a loose accelerometer. */
export type Calls = { pieces: number; called: number };

/** Pieces of recordings judged against the beginning of a healthy one of the same sensor. */
export type MountFigures = {
  healthy: Calls;
  faulty: Calls;
  /** The healthy pieces again, put through a loose mount. */
  loosened: Calls;
};

const PIECE_S = 1;
/** A short healthy recording is cut finer, so that enough of it is there to compare with. */
const LEAST_PIECES = 8;
/** Resonances that healthy pieces are put through, Hz, each with two amplifications. */
const MOUNTS_HZ = [1100, 1500, 1900, 2400, 2900];
const MOUNTS_Q = [4, 10];
/** Share of the sample rate up to which a resonance can be told: an octave above it has to be measured, too. */
const HIGHEST_SHARE = 1 / 7;

/**
 * Whether accelerometers of recordings are called loose. None of them was, as far as their sources say, whatever was wrong with the bearings. What is
 * called where one is loose can only be seen by a mount's response put on healthy pieces.
 *
 * @returns null for a set without a healthy recording that is long enough
 */
export function judgeMounts(set: RecordingSet): MountFigures | null {
  const figures: MountFigures = {
    healthy: { pieces: 0, called: 0 },
    faulty: { pieces: 0, called: 0 },
    loosened: { pieces: 0, called: 0 },
  };
  for (const normal of set.recordings.filter(({ label }) => label.fault === 'normal')) {
    const lengthS = Math.min(PIECE_S, normal.samples / normal.sampleRateHz / LEAST_PIECES);
    const pieces = piecesOf(normal, lengthS);
    const half = Math.max(DEFAULT_MOUNT_PARAMETERS.baseline.leastBursts, Math.floor(pieces.length / 2));
    const healthy = pieces.slice(0, half).map((piece, at): HealthyLevels => ({
      at,
      speedRpm: normal.speedRpm ?? 0,
      levelsDb: bandLevelsDb(PreparedBurst.of(piece)),
    }));
    const held = pieces.slice(half);
    count(figures.healthy, held, healthy);
    for (const hz of MOUNTS_HZ.filter((one) => one < HIGHEST_SHARE * normal.sampleRateHz))
      for (const q of MOUNTS_Q)
        count(
          figures.loosened,
          held.map((piece) => loosened(piece, hz, q)),
          healthy,
        );
    for (const recording of set.recordings.filter((one) => isSameSensor(one, normal)))
      count(figures.faulty, piecesOf(recording, lengthS), healthy);
  }
  return figures.healthy.pieces > 0 ? figures : null;
}

function isSameSensor(one: Recording, normal: Recording): boolean {
  return (
    one.label.fault !== 'normal' &&
    one.channel === normal.channel &&
    one.sampleRateHz === normal.sampleRateHz &&
    one.unit === normal.unit
  );
}

/** Only what can be judged counts. */
function count(calls: Calls, pieces: readonly VibrationBurst[], healthy: readonly HealthyLevels[]): void {
  for (const piece of pieces) {
    const { verdict } = diagnoseMount(piece, healthy);
    if (verdict === 'not-diagnosable') continue;
    calls.pieces++;
    if (verdict === 'sensor-loose') calls.called++;
  }
}

function piecesOf(recording: Recording, lengthS: number): VibrationBurst[] {
  const { sampleRateHz, speedRpm, unit } = recording;
  const samples = readChannel(recording);
  const length = Math.floor(lengthS * sampleRateHz);
  return Array.from({ length: Math.floor(samples.length / length) }, (_, i) => ({
    samples: samples.subarray(i * length, (i + 1) * length),
    sampleRateHz,
    speedRpm,
    unit: unit === 'g' || unit === 'm/s2' ? unit : null,
  }));
}

/** A burst as a sensor on a spring would have measured it: |H| = 1 / |1 - r² + i r/Q|, r = f/f₀. */
function loosened(burst: VibrationBurst, hz: number, q: number): VibrationBurst {
  const length = fastLengthBelow(burst.samples.length);
  const spectrum = rfft(burst.samples, { length });
  for (let k = 0; k <= length / 2; k++) {
    const r = (k * burst.sampleRateHz) / length / hz;
    const gain = 1 / Math.hypot(1 - r * r, r / q);
    spectrum[2 * k] *= gain;
    spectrum[2 * k + 1] *= gain;
  }
  return { ...burst, samples: irfft(spectrum, length) };
}
