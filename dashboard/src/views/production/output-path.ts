/** A point of a path over positions of an axis: the value there, null where the path breaks off. */
export type PathPoint = [position: number, value: number | null];

export interface OutputPoint {
  good: number;
  /** Whether something is recorded of the time since the point before. */
  recorded: boolean;
}

/**
 * Good items added up, as a path that breaks off where nothing is recorded: what was made then is not known, and a flat line would
 * say that it was nothing.
 *
 * @param points the begin of the span first, in order of time
 */
export function outputPath(points: readonly OutputPoint[]): PathPoint[] {
  const path: PathPoint[] = [];
  for (const [i, { good, recorded }] of points.entries()) {
    if (i === 0 || !recorded) continue;
    const last = path.at(-1);
    if (last?.[0] !== i - 1) {
      if (last) path.push([last[0], null]);
      path.push([i - 1, points[i - 1].good]);
    }
    path.push([i, good]);
  }
  return path;
}
