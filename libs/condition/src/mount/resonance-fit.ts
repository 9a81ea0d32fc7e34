import { edgeAbove } from './band-levels.ts';
import type { MountParameters } from './parameters.ts';

/** A resonance of a mount, and how well it explains what changed. */
export interface ResonanceFit {
  hz: number;
  /** Amplification at the resonance. */
  q: number;
  /** What comes through above it whatever the mount does, such as noise of the sensor itself, dB. */
  floorDb: number;
  /** By how much everything is louder than while healthy, dB. */
  shiftDb: number;
  /** RMS of what it does not explain, dB. */
  misfitDb: number;
  /** Share of the change between the bands that it explains, 0 to 1. */
  explained: number;
  /** What it makes of each band, dB. */
  changeDb: number[];
}

const STEPS_PER_OCTAVE = 24;
const QS = [1.5, 2, 3, 4, 6, 8, 12, 17, 25, 40];
const FLOORS_DB = [-60, -40, -34, -28, -24, -20, -16];
/** Points in a band at which the response is computed. */
const POINTS = 9;

/**
 * The resonance that explains a change of band levels best, by least squares over a grid. A sensor on a loose mount is a mass on a
 * spring: |H|² = 1 / ((1 - r²)² + (r/Q)²), r = f/f₀, so 1 far below, Q at the resonance, falling by 12 dB per octave above.
 *
 * @param centresHz third octaves
 * @param changeDb level of each less that while healthy
 */
export function fitResonance(
  centresHz: readonly number[],
  changeDb: readonly number[],
  { searchLowHz, searchHighHz }: MountParameters['resonance'],
): ResonanceFit {
  const mean = average(changeDb);
  const spread = Math.sqrt(average(changeDb.map((d) => (d - mean) ** 2)));
  let best: Omit<ResonanceFit, 'explained' | 'changeDb'> = {
    hz: searchLowHz,
    q: QS[0],
    floorDb: FLOORS_DB[0],
    shiftDb: mean,
    misfitDb: Infinity,
  };
  const steps = Math.round(STEPS_PER_OCTAVE * Math.log2(searchHighHz / searchLowHz));
  for (let step = 0; step <= steps; step++) {
    const hz = searchLowHz * (searchHighHz / searchLowHz) ** (step / steps);
    for (const q of QS) {
      const powers = centresHz.map((centreHz) => bandPower(centreHz, hz, q));
      for (const floorDb of FLOORS_DB) {
        const off = residuals(changeDb, powers, floorDb);
        const shiftDb = average(off);
        const misfitDb = Math.sqrt(average(off.map((d) => (d - shiftDb) ** 2)));
        if (misfitDb < best.misfitDb) best = { hz, q, floorDb, shiftDb, misfitDb };
      }
    }
  }
  const powers = centresHz.map((centreHz) => bandPower(centreHz, best.hz, best.q));
  const left = residuals(changeDb, powers, best.floorDb);
  return {
    ...best,
    explained: spread > 0 ? Math.max(0, 1 - (best.misfitDb / spread) ** 2) : 0,
    changeDb: changeDb.map((change, i) => change - left[i] + best.shiftDb),
  };
}

function residuals(changeDb: readonly number[], powers: readonly number[], floorDb: number): number[] {
  const floor = 10 ** (floorDb / 10);
  return changeDb.map((change, i) => change - 10 * Math.log10(powers[i] + floor));
}

/** Median of |H|² over a third octave, as the levels are medians. */
function bandPower(centreHz: number, resonanceHz: number, q: number): number {
  const high = edgeAbove(centreHz);
  const low = high / 10 ** 0.1;
  const powers = new Float64Array(POINTS);
  for (let i = 0; i < POINTS; i++) {
    const r = (low + ((i + 0.5) / POINTS) * (high - low)) / resonanceHz;
    powers[i] = 1 / ((1 - r * r) ** 2 + (r / q) ** 2);
  }
  return powers.sort()[POINTS >> 1];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
