import { describe, expect, test } from '@jest/globals';
import { Vector3 } from 'three';
import { EQUIPMENT_FORMS } from '../equipment/index.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import { FormBuilder } from './form-builder.ts';
import { GLASS, STEEL } from './paint.ts';

const SIZE = { length: 1, height: 1, width: 1 };

function drawn(draw: (b: FormBuilder) => void): MeshData {
  const b = new FormBuilder(SIZE);
  draw(b);
  return b.finish().opaque;
}

/** Triangles whose winding disagrees with the normals of their corners: holes, once back faces are culled. */
function insideOut(mesh: MeshData): number {
  const p = (i: number) => new Vector3().fromArray(mesh.position, i * 3);
  const n = (i: number) => new Vector3().fromArray(mesh.normal, i * 3);
  let wrong = 0;
  for (let t = 0; t < mesh.index.length; t += 3) {
    const [a, b, c] = mesh.index.slice(t, t + 3);
    const face = p(b)
      .sub(p(a))
      .cross(p(c).sub(p(a)));
    if (face.length() < 1e-12) continue;
    if (face.normalize().dot(n(a).add(n(b)).add(n(c))) < -1e-3) wrong++;
  }
  return wrong;
}

describe('primitives', () => {
  const primitives: [string, (b: FormBuilder) => void][] = [
    ['box with broken edges', (b) => b.box(STEEL, 1, 2, 3, 2, 1, 0.5)],
    ['plain box', (b) => b.box(STEEL, 0, 0, 0, 0.02, 0.02, 1, 0)],
    ['cylinder along x', (b) => b.cylinder(STEEL, 'x', 0, 0, 0, 0.3, 1)],
    ['cylinder along y', (b) => b.cylinder(STEEL, 'y', 0, 0, 0, 0.3, 1)],
    ['cylinder along z', (b) => b.cylinder(STEEL, 'z', 0, 0, 0, 0.05, 1)],
    ['ring', (b) => b.ring(STEEL, 'z', 0, 0, 0, 0.5, 0.3, 0.2)],
    ['small ring', (b) => b.ring(STEEL, 'y', 0, 0, 0, 0.08, 0.05, 0.05)],
    ['ball', (b) => b.ball(STEEL, 0, 0, 0, 1)],
    [
      'pipe with a bend',
      (b) =>
        b.tube(
          STEEL,
          [
            [0, 0, 0],
            [1, 0, 0],
            [1, 1, 0],
          ],
          0.1,
        ),
    ],
    [
      'plate',
      (b) =>
        b.extrude(
          STEEL,
          0,
          [
            [0, 0],
            [2, 0],
            [2, 1],
            [1, 1.5],
            [0, 1],
          ],
          0.3,
        ),
    ],
    [
      'clockwise plate',
      (b) =>
        b.extrude(
          STEEL,
          0,
          [
            [0, 1],
            [2, 1],
            [2, 0],
            [0, 0],
          ],
          0.3,
        ),
    ],
    [
      'panel',
      (b) =>
        (['+x', '-x', '+y', '-y', '+z', '-z'] as const).forEach((to) => b.panel(STEEL, 0, 0, 0, 1, 1, to)),
    ],
  ];
  test.each(primitives)('a %s shows its outside', (_, draw) => {
    expect(insideOut(drawn(draw))).toBe(0);
  });

  test('what is drawn at a place lands there', () => {
    const mesh = drawn((b) =>
      b.at(10, 0, 0, { ry: Math.PI / 2 }, () => b.box(STEEL, 1, 0, 0, 0.2, 0.2, 0.2)),
    );
    for (let i = 0; i < mesh.vertexCount; i++) {
      expect(mesh.position[i * 3]).toBeCloseTo(10, 0);
      expect(mesh.position[i * 3 + 2]).toBeLessThan(-0.85);
    }
  });

  test('pieces of a joint are drawn in its own frame and know it', () => {
    const b = new FormBuilder(SIZE);
    b.joint('arm', 5, 1, 0, () => b.joint('hand', 2, 0, 0, () => b.box(STEEL, 0, 0, 0, 0.2, 0.2, 0.2)));
    const form = b.finish();
    expect(form.joints.map(({ name, parent }) => [name, parent])).toEqual([
      ['arm', -1],
      ['hand', 0],
    ]);
    expect(new Set(form.opaque.joint)).toEqual(new Set([2]));
    expect(Math.max(...form.opaque.position)).toBeLessThan(0.3);
  });
});

describe('levels of detail', () => {
  const finished = (draw: (b: FormBuilder) => void) => {
    const b = new FormBuilder(SIZE);
    draw(b);
    return b.finish();
  };

  test('a shape is drawn finely and, in far fewer triangles, for the distance', () => {
    const { opaque, far } = finished((b) => b.cylinder(STEEL, 'y', 0, 0, 0, 0.5, 1, 32));
    expect(far.opaque.triangleCount).toBeGreaterThan(0);
    expect(far.opaque.triangleCount).toBeLessThan(opaque.triangleCount / 2);
    expect(insideOut(far.opaque)).toBe(0);
  });

  test('details and what is small are left out from far away', () => {
    const { opaque, far } = finished((b) => {
      b.detail(() => b.box(STEEL, 0, 0, 0, 1, 1, 1));
      b.box(STEEL, 0, 0, 0, 0.05, 0.05, 0.05);
    });
    expect(opaque.triangleCount).toBeGreaterThan(0);
    expect(far.opaque.triangleCount).toBe(0);
  });

  test('what stands for details is only drawn from far away', () => {
    const { opaque, far } = finished((b) => b.distant(() => b.panel(STEEL, 0, 0, 0, 1, 1, '+y')));
    expect([opaque.triangleCount, far.opaque.triangleCount]).toEqual([0, 2]);
  });

  test('glass stays glass', () => {
    const { opaque, glass, far } = finished((b) => b.box(GLASS, 0, 0, 0, 1, 1, 0.1));
    expect([opaque, far.opaque].map(({ triangleCount }) => triangleCount)).toEqual([0, 0]);
    expect([glass, far.glass].every(({ triangleCount }) => triangleCount > 0)).toBe(true);
  });
});

/** Triangles of one machine: near by, and where it is drawn coarsely. */
const MOST_NEAR = 24_000;
const MOST_FAR = 6_500;

describe('equipment forms', () => {
  test('cost less than half as much from far away, all kinds together', () => {
    const total = { near: 0, far: 0 };
    for (const form of EQUIPMENT_FORMS) {
      const b = new FormBuilder(form.size);
      form.build(b);
      const { opaque, glass, far } = b.finish();
      total.near += opaque.triangleCount + glass.triangleCount;
      total.far += far.opaque.triangleCount + far.glass.triangleCount;
    }
    expect(total.far).toBeLessThan(total.near * 0.45);
  });

  test.each(EQUIPMENT_FORMS.map((form) => [form.kind, form] as const))(
    '%s is drawn whole and in its footprint',
    (_, form) => {
      const b = new FormBuilder(form.size);
      form.build(b);
      const built = b.finish();
      const triangles = built.opaque.triangleCount + built.glass.triangleCount;
      expect(triangles).toBeGreaterThan(500);
      expect(triangles).toBeLessThan(MOST_NEAR);
      const far = built.far.opaque.triangleCount + built.far.glass.triangleCount;
      expect(far).toBeGreaterThan(150);
      expect(far).toBeLessThan(Math.min(MOST_FAR, triangles));
      for (const mesh of [built.opaque, built.glass, built.far.opaque, built.far.glass]) {
        expect(mesh.position.every(Number.isFinite)).toBe(true);
        expect(mesh.normal.every(Number.isFinite)).toBe(true);
      }
      for (const lamp of ['lampRed', 'lampAmber', 'lampBlue', 'lampGreen'])
        expect(built.glows.some(({ name }) => name === lamp)).toBe(true);
      const { position, joint } = built.opaque;
      const reach = [0, 0, 0];
      for (let i = 0; i < joint.length; i++) {
        if (joint[i] > 0) continue;
        for (let a = 0; a < 3; a++) reach[a] = Math.max(reach[a], Math.abs(position[i * 3 + a]));
      }
      expect(reach[0]).toBeLessThanOrEqual(form.size.length / 2 + 0.4);
      expect(reach[1]).toBeLessThanOrEqual(form.size.height + 0.7);
      expect(reach[2]).toBeLessThanOrEqual(form.size.width / 2 + 0.75);
    },
  );
});
