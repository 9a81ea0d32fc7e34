import type { Axis } from '../../geometry/axis.ts';
import type { Brush } from './brush.ts';

/** One circle of a turned shape: where it lies and where its surface looks. */
interface Circle {
  radius: number;
  along: number;
  normalRadial: number;
  normalAlong: number;
}

/** First end of the turning axis, metres, in the frame of the shape. */
export interface Spindle {
  axis: Axis;
  x: number;
  y: number;
  z: number;
}

/** Below this a broken edge is smaller than a pixel from any place the camera can go, metres. */
const PLAIN_ROUND_M = 0.095;
/** Profile corners flatter than this are drawn round. */
const CREASE_COSINE = Math.cos((38 * Math.PI) / 180);
const FAR_SEGMENTS = 10;

/** Round bar or disc with broken edges; `length` runs along +axis. */
export function cylinder(
  brush: Brush,
  spindle: Spindle,
  radius: number,
  length: number,
  segments: number,
  edge: number,
): void {
  const plain = radius < PLAIN_ROUND_M || brush.fineness === 'far';
  const e = plain ? 0 : Math.min(edge, radius * 0.4, length * 0.4);
  const circles = plain
    ? [
        circle(0, 0, 0, -1),
        circle(radius, 0, 0, -1),
        circle(radius, 0, 1, 0),
        circle(radius, length, 1, 0),
        circle(radius, length, 0, 1),
        circle(0, length, 0, 1),
      ]
    : [
        circle(0, 0, 0, -1),
        circle(radius - e, 0, 0, -1),
        circle(radius, e, 1, 0),
        circle(radius, length - e, 1, 0),
        circle(radius - e, length, 0, 1),
        circle(0, length, 0, 1),
      ];
  revolve(brush, spindle, circles, segmentsFor(brush, radius, segments));
}

/** Ring with broken edges, such as a wheel, a flange or a bearing ring. */
export function ring(
  brush: Brush,
  spindle: Spindle,
  outer: number,
  inner: number,
  length: number,
  segments: number,
  edge: number,
): void {
  const plain = outer < PLAIN_ROUND_M * 1.5 || brush.fineness === 'far';
  const e = plain ? 0 : Math.min(edge, (outer - inner) * 0.4, length * 0.4);
  const circles = plain
    ? [
        circle(inner, length, -1, 0),
        circle(inner, 0, -1, 0),
        circle(inner, 0, 0, -1),
        circle(outer, 0, 0, -1),
        circle(outer, 0, 1, 0),
        circle(outer, length, 1, 0),
        circle(outer, length, 0, 1),
        circle(inner, length, 0, 1),
      ]
    : [
        circle(inner, length - e, -1, 0),
        circle(inner, e, -1, 0),
        circle(inner + e, 0, 0, -1),
        circle(outer - e, 0, 0, -1),
        circle(outer, e, 1, 0),
        circle(outer, length - e, 1, 0),
        circle(outer - e, length, 0, 1),
        circle(inner + e, length, 0, 1),
        circle(inner, length - e, -1, 0),
      ];
  revolve(brush, spindle, circles, segmentsFor(brush, outer, segments));
}

/**
 * Turned shape. `profile` runs from the first end along +axis as [radius, along]; flat corners are drawn
 * round, sharp ones stay sharp.
 */
export function lathe(
  brush: Brush,
  spindle: Spindle,
  profile: readonly (readonly [radius: number, along: number])[],
  segments: number,
): void {
  const tangents = profile.slice(1).map(([radius, along], i) => {
    const dr = radius - profile[i][0];
    const da = along - profile[i][1];
    const length = Math.hypot(dr, da) || 1;
    return { r: da / length, a: -dr / length };
  });
  const circles = profile.flatMap(([radius, along], i): Circle[] => {
    const before = tangents[i - 1];
    const after = tangents[i];
    if (before && after && before.r * after.r + before.a * after.a > CREASE_COSINE) {
      const r = before.r + after.r;
      const a = before.a + after.a;
      const length = Math.hypot(r, a);
      return [circle(radius, along, r / length, a / length)];
    }
    return [before, after].filter((n) => n !== undefined).map(({ r, a }) => circle(radius, along, r, a));
  });
  const widest = Math.max(...profile.map(([radius]) => radius));
  revolve(brush, spindle, circles, segments <= 6 ? segments : segmentsFor(brush, widest, segments));
}

/** Ball about the spindle's place, or a part of one from the top down to `downTo` radians. */
export function ball(
  brush: Brush,
  spindle: Spindle,
  radius: number,
  segments: number,
  downTo = Math.PI,
): void {
  const around = brush.fineness === 'far' ? Math.min(8, segments) : segments;
  const steps = Math.max(3, Math.round((around / 2) * (downTo / Math.PI)));
  const circles: Circle[] = [];
  for (let i = steps; i >= 0; i--) {
    const angle = (i / steps) * downTo;
    const s = Math.sin(angle);
    const c = Math.cos(angle);
    circles.push(circle(radius * s, radius * c, s, c));
  }
  revolve(brush, spindle, circles, around);
}

function circle(radius: number, along: number, normalRadial: number, normalAlong: number): Circle {
  return { radius, along, normalRadial, normalAlong };
}

/** Corners of a circle: as many as were asked for, fewer where the circle is small or far away. */
function segmentsFor(brush: Brush, radiusM: number, most: number): number {
  if (brush.fineness === 'far')
    return Math.max(4, Math.min(most, FAR_SEGMENTS, Math.round(4 + radiusM * 24)));
  return Math.max(6, Math.min(most, Math.round(8 + radiusM * 36)));
}

function revolve(
  brush: Brush,
  { axis, x, y, z }: Spindle,
  circles: readonly Circle[],
  segments: number,
): void {
  const place = ({ radius: r, along: h, normalRadial: nr, normalAlong: nh }: Circle, angle: number) => {
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    // The two radial axes follow the turning axis in cyclic order, so that winding is the same for all.
    if (axis === 'x') return brush.vertex(x + h, y + r * c, z + r * s, nh, nr * c, nr * s);
    if (axis === 'y') return brush.vertex(x + r * s, y + h, z + r * c, nr * s, nh, nr * c);
    return brush.vertex(x + r * c, y + r * s, z + h, nr * c, nr * s, nh);
  };
  let previous: number[] | undefined;
  let previousRadius = 0;
  let previousAlong = 0;
  for (const at of circles) {
    const current: number[] = [];
    for (let s = 0; s < segments; s++) current.push(place(at, (s / segments) * Math.PI * 2));
    // Two circles in one place only change the normal: a sharp edge.
    const apart = Math.abs(at.radius - previousRadius) + Math.abs(at.along - previousAlong) > 1e-6;
    if (previous && apart) {
      for (let s = 0; s < segments; s++) {
        const t = (s + 1) % segments;
        if (at.radius > 1e-6) brush.triangle(previous[s], current[t], current[s]);
        if (previousRadius > 1e-6) brush.triangle(previous[s], previous[t], current[t]);
      }
    }
    previous = current;
    previousRadius = at.radius;
    previousAlong = at.along;
  }
}
