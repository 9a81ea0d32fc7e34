import { median } from '@linetwin/signal';

export const SOILING_METHOD_VERSION = '1.0.0';

/** Own values; the limit is that of domain table 2.9. */
export const DEFAULT_SOILING = {
  /** Seams that are looked at, and the fewest of them. */
  seams: 40,
  fewest: 12,
  /** Mann-Kendall: standard normal deviate above which the rise is no chance. */
  significance: 3.5,
  /** Rise over the seams that is worth a word, percentage points of scatter. */
  leastRise: 0.25,
  limitPercent: 2.2,
  /** A fall to this share of the last is a new or cleaned window. */
  changed: 0.6,
} as const;

export interface SoilingPoint {
  /** End of the seam, ms since 1970 UTC. */
  time: number;
  /** Mean of the window's scattered light over the seam, %. */
  scatter: number;
}

export interface Soiling {
  /** End of the first and last seam of the trend. */
  since: number;
  at: number;
  /** Scatter by the fitted line at both, %. */
  from: number;
  to: number;
  perSeam: number;
  /** Seams until the limit, if it goes on like this; 0 beyond it. */
  seamsLeft: number;
  points: SoilingPoint[];
}

/** Seams since the window was new: those before a sudden fall are forgotten, and all but the newest. */
export function withSeam(points: readonly SoilingPoint[], next: SoilingPoint): SoilingPoint[] {
  const last = points.at(-1);
  if (last && next.time <= last.time) return [...points];
  const isNew = last !== undefined && next.scatter < DEFAULT_SOILING.changed * last.scatter;
  return [...(isNew ? [] : points), next].slice(-DEFAULT_SOILING.seams);
}

/**
 * Whether a window slowly soils, seam after seam: rank test by Mann and Kendall, slope by Theil and Sen, so that a single odd
 * seam changes nothing. A wish to change the window in time, not a defect of any seam.
 */
export function soilingOf(points: readonly SoilingPoint[]): Soiling | undefined {
  const { fewest, significance, leastRise, limitPercent } = DEFAULT_SOILING;
  const n = points.length;
  if (n < fewest) return undefined;
  const slopes: number[] = [];
  let rank = 0;
  for (let i = 0; i < n; i++)
    for (let k = i + 1; k < n; k++) {
      const rise = points[k].scatter - points[i].scatter;
      rank += Math.sign(rise);
      slopes.push(rise / (k - i));
    }
  const deviate = (rank - Math.sign(rank)) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const perSeam = median(slopes);
  if (deviate < significance || perSeam * (n - 1) < leastRise) return undefined;
  // A step is a fault that came at once, not soiling: half of the way must not be made in one seam.
  const biggest = Math.max(...points.slice(1).map(({ scatter }, i) => scatter - points[i].scatter));
  if (biggest > 0.5 * perSeam * (n - 1)) return undefined;
  const middle = median(points.map(({ scatter }) => scatter));
  const to = middle + (perSeam * (n - 1)) / 2;
  return {
    since: points[0].time,
    at: points[n - 1].time,
    from: middle - (perSeam * (n - 1)) / 2,
    to,
    perSeam,
    seamsLeft: Math.max(0, Math.ceil((limitPercent - to) / perSeam)),
    points: [...points],
  };
}
