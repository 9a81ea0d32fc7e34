import { describe, expect, test } from '@jest/globals';
import { EQUIPMENT_FORMS } from '../equipment/index.ts';
import { FormBuilder } from '../form/form-builder.ts';
import { STEEL } from '../form/paint.ts';
import type { MeshData } from './mesh-data.ts';
import { simplify } from './simplify.ts';

function extent({ position }: MeshData): number[] {
  return [0, 1, 2].map((axis) => {
    const along = position.filter((_, i) => i % 3 === axis);
    return Math.max(...along) - Math.min(...along);
  });
}

function drawn(draw: (b: FormBuilder) => void): MeshData {
  const b = new FormBuilder({ length: 4, height: 2, width: 2 });
  draw(b);
  return b.finish().opaque;
}

describe('a shape seen from very far', () => {
  test('keeps its size within one cube of the grid', () => {
    const box = drawn((b) => b.box(STEEL, 0, 0, 0, 3, 2, 1.6, 0.05));
    const simple = simplify(box, 0.3);
    extent(box).forEach((length, axis) => expect(Math.abs(extent(simple)[axis] - length)).toBeLessThan(0.3));
    expect(simple.triangleCount).toBeGreaterThan(0);
  });

  test('leaves out what is thinner than the grid in all directions', () => {
    const bolt = drawn((b) => b.box(STEEL, 0, 0, 0, 0.02, 0.02, 0.02, 0));
    expect(simplify(bolt, 0.3).triangleCount).toBe(0);
  });

  test.each([...new Set(EQUIPMENT_FORMS.map(({ kind }) => kind))])(
    'takes a third of the triangles or fewer for %s, or few at all',
    (kind) => {
      const form = EQUIPMENT_FORMS.find((one) => one.kind === kind)!;
      const b = new FormBuilder(form.size);
      form.build(b);
      const { opaque } = b.finish().far;
      const simple = simplify(opaque, 0.3);
      expect(simple.triangleCount).toBeLessThanOrEqual(Math.max(500, opaque.triangleCount / 3));
      expect(Math.max(...simple.index)).toBeLessThan(simple.vertexCount);
    },
  );
});
