import { describe, expect, test } from '@jest/globals';
import { FormBuilder } from '../form/form-builder.ts';
import { STEEL, STEEL_BRIGHT, WHITE } from '../form/paint.ts';
import { blockOf } from './block.ts';
import type { MeshData } from './mesh-data.ts';

function drawn(draw: (b: FormBuilder) => void): MeshData {
  const builder = new FormBuilder({ length: 1, height: 1, width: 1 });
  draw(builder);
  return builder.finish().opaque;
}

function size(mesh: MeshData): number[] {
  return [0, 1, 2].map((axis) => {
    const values = mesh.position.filter((_, i) => i % 3 === axis);
    return Math.max(...values) - Math.min(...values);
  });
}

describe('a block that stands for a small part', () => {
  test('is as high as a ring and covers as much of the floor as the ring without its hole', () => {
    const [outer, inner, height] = [0.1, 0.06, 0.05];
    const block = blockOf(
      drawn((b) => b.ring(STEEL_BRIGHT, 'y', 0, 0, 0, outer, inner, height, 96, 0.001)),
      0.4,
    )!;
    const [x, y, z] = size(block);
    expect(block.triangleCount).toBe(10);
    expect(y).toBeCloseTo(height, 6);
    // So small a ring is drawn with twelve corners, which leave out 4.5 % of a circle's area: 1 - 6 sin(30°) / π.
    const share = (6 * Math.sin(Math.PI / 6)) / Math.PI;
    expect((x * z) / (Math.PI * (outer ** 2 - inner ** 2))).toBeCloseTo(share, 6);
  });

  test('has the colours of what faces up, each by its area', () => {
    const mesh = drawn((b) => {
      b.panel(WHITE, 0, 0, 0, 0.3, 0.1, '+y');
      b.panel(STEEL, 0, 0, 0.1, 0.1, 0.1, '+y');
      // Nobody sees what faces down.
      b.panel(STEEL_BRIGHT, 0, 0, 0, 0.3, 0.3, '-y');
    });
    const red = (paint: typeof WHITE) => drawn((b) => b.panel(paint, 0, 0, 0, 0.1, 0.1, '+y')).colour[0];
    expect(blockOf(mesh, 0.4)!.colour[0]).toBeCloseTo(red(WHITE) * 0.75 + red(STEEL) * 0.25, 6);
  });

  test('does not stand for what is larger', () => {
    expect(
      blockOf(
        drawn((b) => b.box(WHITE, 0, 0, 0, 0.5, 0.1, 0.1)),
        0.4,
      ),
    ).toBeNull();
  });
});
