import { describe, expect, test } from '@jest/globals';
import { Vector3 } from 'three';
import { EQUIPMENT_FORMS } from '../equipment/index.ts';
import type { MeshData } from '../geometry/mesh-data.ts';
import { FormBuilder } from './form-builder.ts';
import { STEEL } from './paint.ts';

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

describe('equipment forms', () => {
  test.each(EQUIPMENT_FORMS.map((form) => [form.kind, form] as const))(
    '%s is drawn whole and in its footprint',
    (_, form) => {
      const b = new FormBuilder(form.size);
      form.build(b);
      const built = b.finish();
      const triangles = built.opaque.triangleCount + built.detail.triangleCount + built.glass.triangleCount;
      expect(triangles).toBeGreaterThan(500);
      expect(triangles).toBeLessThan(24_000);
      for (const mesh of [built.opaque, built.detail, built.glass]) {
        expect(mesh.position.every(Number.isFinite)).toBe(true);
        expect(mesh.normal.every(Number.isFinite)).toBe(true);
      }
      for (const lamp of ['lampRed', 'lampAmber', 'lampBlue', 'lampGreen'])
        expect(built.glows.some(({ name }) => name === lamp)).toBe(true);
      for (let i = 0; i < built.opaque.vertexCount; i++) {
        if (built.opaque.joint[i] > 0) continue;
        expect(Math.abs(built.opaque.position[i * 3])).toBeLessThanOrEqual(form.size.length / 2 + 0.4);
        expect(Math.abs(built.opaque.position[i * 3 + 2])).toBeLessThanOrEqual(form.size.width / 2 + 0.75);
        expect(built.opaque.position[i * 3 + 1]).toBeLessThanOrEqual(form.size.height + 0.7);
      }
    },
  );
});
