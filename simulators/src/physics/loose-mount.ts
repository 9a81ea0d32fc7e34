/** Resonance of a mount, Hz, and its amplification there. */
export interface MountResonance {
  hz: number;
  q: number;
}

/** A stud on a clean surface resonates about here, beyond the band of the accelerometers of acquisition class V. */
const FIRM_HZ = 25_000;
/** Loose: 1 to 3 kHz (domain table 2.10). */
const LOOSE_HZ = [1000, 3000] as const;
/** Metal on metal is hardly damped. */
const LOOSE_Q = [4, 12] as const;
/** A resonance that a sample rate does not hold changes nothing that is measured. */
const HIGHEST_SHARE = 0.45;

/**
 * Resonance of a mount that comes loose: it falls on a logarithmic scale from a firm one's to that of this sensor.
 *
 * @param severity 0 firm, 1 and more loose
 * @param chance 0 to 1, which of the loose ones this is
 */
export function mountResonance(severity: number, chance: number): MountResonance {
  const share = Math.min(1, Math.max(0, severity));
  const looseHz = LOOSE_HZ[0] * (LOOSE_HZ[1] / LOOSE_HZ[0]) ** chance;
  // Another number of the same chance, so that neither follows from the other at a glance.
  const q = LOOSE_Q[0] + (LOOSE_Q[1] - LOOSE_Q[0]) * ((chance * 7.13) % 1);
  return { hz: FIRM_HZ * (looseHz / FIRM_HZ) ** share, q };
}

/**
 * Turns what a machine does into what a sensor on a spring measures, in place: y'' + (w/Q) y' + w² y = w² x. Poles as in continuous time,
 * gain 1 at 0 Hz.
 */
export function passMount(samples: Float32Array, sampleRateHz: number, { hz, q }: MountResonance): void {
  if (hz > HIGHEST_SHARE * sampleRateHz) return;
  const omega = (2 * Math.PI * hz) / sampleRateHz;
  const damping = omega / (2 * q);
  const radius = Math.exp(-damping);
  const a1 = 2 * radius * Math.cos(Math.sqrt(omega * omega - damping * damping));
  const a2 = -radius * radius;
  const b = 1 - a1 - a2;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const y = b * samples[i] + a1 * y1 + a2 * y2;
    y2 = y1;
    y1 = y;
    samples[i] = y;
  }
}
