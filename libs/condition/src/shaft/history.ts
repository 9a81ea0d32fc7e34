import { z } from 'zod';
import type { ShaftFeatures } from './features.ts';
import { lineOf } from './features.ts';
import type { ShaftDiagnosisParameters } from './parameters.ts';

/** What is remembered of a burst, for what only several speeds can show. */
export const shaftHistorySchema = z.array(
  z.object({
    at: z.number(),
    speedRpm: z.number(),
    /** 1x and 2x, mm/s. */
    harmonics: z.array(z.number()),
    /** Of the whole, mm/s; not known of bursts before it was kept. */
    velocityRmsMmPerS: z.number().optional(),
    foreign: z.array(z.object({ hz: z.number(), mmPerS: z.number() })),
  }),
);
/** Oldest first. */
export type ShaftHistory = z.infer<typeof shaftHistorySchema>;

export const HISTORY_HARMONICS = [1, 2] as const;

/** The history with one more burst. */
export function remember(
  history: ShaftHistory,
  at: number,
  features: ShaftFeatures,
  parameters: ShaftDiagnosisParameters,
): ShaftHistory {
  const entry = {
    at,
    speedRpm: features.speedRpm,
    harmonics: HISTORY_HARMONICS.map((k) => lineOf(features.lines, `${k}x`).mmPerS),
    velocityRmsMmPerS: features.velocityRmsMmPerS,
    foreign: features.foreign.map(({ hz, mmPerS }) => ({ hz, mmPerS })),
  };
  return [...history, entry].slice(-parameters.history.bursts);
}

/** What bursts at other speeds say about harmonic k (index 0 is 1x). */
export type SpeedTrend = {
  /** The amplitude is high here, and was low at speeds on this many sides (0 to 2), and high here again before. */
  readonly passedSides: number;
  /** Exponent of amplitude over speed since the line is as strong as now; null without two speeds. */
  readonly exponent: number | null;
};

/**
 * Looks at a harmonic over the speeds of the newest bursts. A resonance is told from a fault that came meanwhile by the way back: high at
 * this speed, low at others after it, high at this speed again.
 */
export function speedTrend(
  history: ShaftHistory,
  { speedRpm, mmPerS }: { speedRpm: number; mmPerS: number },
  index: number,
  { sameShare, otherShare, resonanceShare }: ShaftDiagnosisParameters['history'],
): SpeedTrend {
  const ratioOf = (entry: ShaftHistory[number]) => entry.speedRpm / speedRpm - 1;
  const isHigh = (entry: ShaftHistory[number]) => entry.harmonics[index] > 0.7 * mmPerS;
  const since = history.findIndex((entry) => Math.abs(ratioOf(entry)) <= sameShare && isHigh(entry));
  if (since < 0) return { passedSides: 0, exponent: null };
  const others = history.slice(since + 1).filter((entry) => Math.abs(ratioOf(entry)) >= otherShare);
  const low = (side: number) =>
    others.some((entry) => {
      if (Math.sign(ratioOf(entry)) !== side) return false;
      // Below this speed even an imbalance is weaker: by the cube of the speed at most.
      const expected = side < 0 ? (entry.speedRpm / speedRpm) ** 3 : 1;
      return entry.harmonics[index] < resonanceShare * expected * mmPerS;
    });
  const exponents = others
    .filter((entry) => entry.harmonics[index] > 0)
    .map((entry) => Math.log(entry.harmonics[index] / mmPerS) / Math.log(entry.speedRpm / speedRpm));
  return {
    passedSides: Number(low(-1)) + Number(low(1)),
    exponent: exponents.length === 0 ? null : exponents.reduce((sum, e) => sum + e, 0) / exponents.length,
  };
}

/** How fast a line grows with the speed among bursts of nearly the same one. */
export type SpeedSlope = { readonly exponent: number; readonly standardError: number };

/**
 * Exponent b of a harmonic over the speed, ln v = a + b ln n + c t by least squares over the bursts since the line is as strong as now. The
 * speed of most machines wanders by a few per cent with their load, which is enough where the line is plain; c takes up a fault that grows
 * meanwhile.
 *
 * @returns null with too few bursts, or where the speed changed with nothing but time
 */
export function speedSlope(
  history: ShaftHistory,
  now: { speedRpm: number; mmPerS: number },
  index: number,
  { slopeBursts, slopeShare }: ShaftDiagnosisParameters['history'],
): SpeedSlope | null {
  const isLike = (entry: ShaftHistory[number]) =>
    Math.abs(entry.speedRpm / now.speedRpm - 1) <= slopeShare && entry.harmonics[index] > 0.5 * now.mmPerS;
  // Back to the last burst that was not like this one: before, the machine was another.
  const since = history.findLastIndex((entry) => !isLike(entry)) + 1;
  const bursts = [
    ...history.slice(since).map(({ speedRpm, harmonics }) => ({ speedRpm, mmPerS: harmonics[index] })),
    now,
  ];
  if (bursts.length < slopeBursts) return null;
  const speed = centred(bursts.map(({ speedRpm }) => Math.log(speedRpm)));
  const time = centred(bursts.map((_, i) => i));
  const level = centred(bursts.map(({ mmPerS }) => Math.log(mmPerS)));
  // What of speed and level goes with time is taken away first (Frisch and Waugh 1933).
  const ownSpeed = without(speed, time);
  const ownLevel = without(level, time);
  const spread = dot(ownSpeed, ownSpeed);
  if (spread <= 1e-3 * dot(speed, speed) || spread === 0) return null;
  const exponent = dot(ownSpeed, ownLevel) / spread;
  const residual = ownLevel.map((value, i) => value - exponent * ownSpeed[i]);
  const variance = dot(residual, residual) / (bursts.length - 3);
  return { exponent, standardError: Math.sqrt(variance / spread) };
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function without(values: readonly number[], direction: readonly number[]): number[] {
  const share = dot(values, direction) / dot(direction, direction);
  return values.map((value, i) => value - share * direction[i]);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Speeds, further apart than a line could follow, at which a line stood at this frequency; the present one counts. */
export function speedsAtFixedHz(
  history: ShaftHistory,
  { hz, speedRpm }: { hz: number; speedRpm: number },
  { fixedShare, speedShare }: ShaftDiagnosisParameters['foreign'],
): number {
  const speeds = [speedRpm];
  for (const entry of history) {
    const stands = entry.foreign.some((line) => Math.abs(line.hz / hz - 1) <= fixedShare);
    if (stands && speeds.every((speed) => Math.abs(entry.speedRpm / speed - 1) > speedShare))
      speeds.push(entry.speedRpm);
  }
  return speeds.length;
}
