/** A machine on the plan in screen pixels: its centre, its half sizes, its id, and how much it wants a label. */
export interface LabelCandidate {
  id: string;
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  text: string;
  /** Higher goes first. */
  priority: number;
}

export type LabelSide = 'below' | 'above';

/** Mean width of a letter and height of a line at the plan's label size of 10 px. */
const LETTER_PX = 6.4;
const LINE_PX = 12;

/** Half of what a machine covers along and across the plan, in the unit of its size; it stands at right angles. */
export function halfExtent(
  size: { width: number; height: number },
  rotationDeg: number,
): { halfWidth: number; halfHeight: number } {
  const turned = Math.abs(Math.sin((rotationDeg * Math.PI) / 180)) > 0.7;
  const [width, height] = turned ? [size.height, size.width] : [size.width, size.height];
  return { halfWidth: width / 2, halfHeight: height / 2 };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * Places ids below or above their machines so that no label covers another or a neighbour's machine. What finds
 * no room goes without: a label that cannot be read helps nobody.
 *
 * @returns side by candidate id; a candidate that is not in the map has no room
 */
export function placeLabels(candidates: readonly LabelCandidate[]): Map<string, LabelSide> {
  const placed = new Map<string, LabelSide>();
  const taken: Box[] = [];
  const bodies = candidates.map((c) => ({
    id: c.id,
    box: {
      left: c.x - c.halfWidth,
      right: c.x + c.halfWidth,
      top: c.y - c.halfHeight,
      bottom: c.y + c.halfHeight,
    },
  }));
  const order = [...candidates].sort((a, b) => b.priority - a.priority);
  for (const candidate of order) {
    for (const side of ['below', 'above'] as const) {
      const box = labelBox(candidate, side);
      if (taken.some((other) => overlaps(box, other))) continue;
      if (bodies.some((body) => body.id !== candidate.id && overlaps(box, body.box))) continue;
      taken.push(box);
      placed.set(candidate.id, side);
      break;
    }
  }
  return placed;
}

function labelBox(candidate: LabelCandidate, side: LabelSide): Box {
  const half = (candidate.text.length * LETTER_PX) / 2 + 1;
  const edge = side === 'below' ? candidate.y + candidate.halfHeight : candidate.y - candidate.halfHeight;
  const top = side === 'below' ? edge + 1 : edge - LINE_PX - 1;
  return { left: candidate.x - half, right: candidate.x + half, top, bottom: top + LINE_PX };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
