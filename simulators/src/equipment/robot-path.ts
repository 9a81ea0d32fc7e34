import type { CellPhase } from '../flow/weld-cell-unit.ts';

/** Joint angles of a six-axis robot in degrees. */
export type Pose = readonly [number, number, number, number, number, number];

const HOME: Pose = [0, -95, 95, 0, 30, 0];
/**
 * Poses along the straight seam in front of the robot, taught as a programmer would: the ends are farther away
 * than the middle, so that arm and elbow stretch towards them.
 */
const SEAM_POSES: readonly Pose[] = [
  [-38, -42, 92, 12, 42, -36],
  [-20, -55, 104, 6, 43, -19],
  [0, -60, 108, 0, 44, 0],
  [20, -55, 104, -6, 43, 19],
  [38, -42, 92, -12, 42, 36],
];

/** Pose in a phase of the cell's cycle; continuous over the whole cycle. */
export function robotPose(phase: CellPhase | 'waiting', progress: number, into: Float64Array): void {
  const start = SEAM_POSES[0];
  const end = SEAM_POSES[SEAM_POSES.length - 1];
  switch (phase) {
    case 'scan':
      // To the start in the first third, along the seam and back to its start.
      if (progress < 0.25) return blend(HOME, start, ease(progress / 0.25), into);
      if (progress < 0.75) return alongSeam(ease((progress - 0.25) / 0.5), into);
      return blend(end, start, ease((progress - 0.75) / 0.25), into);
    case 'approach':
      return copy(start, into);
    case 'weld':
      return alongSeam(progress, into);
    case 'cool':
      return progress < 0.3 ? blend(end, HOME, ease(progress / 0.3), into) : copy(HOME, into);
    default:
      return copy(HOME, into);
  }
}

/** Catmull-Rom through the taught poses: smooth in position and speed. */
function alongSeam(share: number, into: Float64Array): void {
  const last = SEAM_POSES.length - 1;
  const at = Math.min(Math.max(share, 0), 1) * last;
  const i = Math.min(last - 1, Math.floor(at));
  const t = at - i;
  const p0 = SEAM_POSES[Math.max(0, i - 1)];
  const p1 = SEAM_POSES[i];
  const p2 = SEAM_POSES[i + 1];
  const p3 = SEAM_POSES[Math.min(last, i + 2)];
  for (let axis = 0; axis < 6; axis++) {
    const a = 2 * p1[axis];
    const b = p2[axis] - p0[axis];
    const c = 2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis];
    const d = 3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis];
    into[axis] = 0.5 * (a + b * t + c * t * t + d * t * t * t);
  }
}

function blend(from: Pose, to: Pose, share: number, into: Float64Array): void {
  for (let axis = 0; axis < 6; axis++) into[axis] = from[axis] + (to[axis] - from[axis]) * share;
}

function copy(pose: Pose, into: Float64Array): void {
  for (let axis = 0; axis < 6; axis++) into[axis] = pose[axis];
}

function ease(t: number): number {
  const x = t < 0 ? 0 : t > 1 ? 1 : t;
  return x * x * (3 - 2 * x);
}
