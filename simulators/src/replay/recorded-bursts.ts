import { BURST_UNITS, type Burst, type BurstUnit } from '@linetwin/contracts';
import { readChannel, type Recording } from '../recordings/recordings.ts';
import { UsageError } from '../commands/usage-error.ts';

/** A rest shorter than this share of a burst is left out: too short for a spectrum of the same resolution. */
const SHORTEST_SHARE = 0.5;

/** A recording cut into bursts; times are set when they are sent. */
export interface RecordedBursts {
  bursts: Omit<Burst, 'time'>[];
  burstMs: number;
}

/**
 * Cuts a recording into bursts of a length, at its own rate and speed. A file of short snapshots is cut at the
 * snapshots instead: samples of two of them do not belong together.
 *
 * @throws UsageError when the recording's unit is none a burst can carry
 */
export function cutIntoBursts(recording: Recording, burstS: number, channel: string): RecordedBursts {
  const unit = burstUnit(recording);
  const samples = readChannel(recording);
  const wanted = recording.snapshotSamples ?? Math.round(burstS * recording.sampleRateHz);
  const length = Math.min(wanted, samples.length);
  const bursts: Omit<Burst, 'time'>[] = [];
  for (let at = 0; at < samples.length; at += length) {
    const part = samples.subarray(at, Math.min(samples.length, at + length));
    if (bursts.length > 0 && part.length < SHORTEST_SHARE * length) break;
    bursts.push({
      channel,
      sampleRateHz: recording.sampleRateHz,
      speedRpm: recording.speedRpm ?? NaN,
      unit,
      samples: part,
    });
  }
  return { bursts, burstMs: (length / recording.sampleRateHz) * 1000 };
}

function burstUnit(recording: Recording): BurstUnit {
  const unit = recording.unit.replace('²', '2').replace('m/s^2', 'm/s2');
  if ((BURST_UNITS as readonly string[]).includes(unit)) return unit as BurstUnit;
  throw new UsageError(
    `Recording ${recording.id} is in "${recording.unit}"; a burst carries ${BURST_UNITS.join(' or ')}.`,
  );
}
