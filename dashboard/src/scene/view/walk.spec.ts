import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openHeading, WALK_M_PER_S, stepsOf, walk, type Floor, type Walker } from './walk.ts';

/** A hall with one machine from 2 to 6 m along x. */
const floor: Floor = {
  minX: -20,
  maxX: 20,
  minZ: -10,
  maxZ: 10,
  isTaken: (x, z) => x > 2 && x < 6 && Math.abs(z) < 2,
};
const start: Walker = { x: 0, z: 0, heading: 0 };

describe('someone who walks through the hall', () => {
  test('goes ahead where they look, at a person’s pace', () => {
    const after = walk(start, stepsOf(new Set(['KeyW'])), 1, floor);
    expect(after.z).toBeCloseTo(-WALK_M_PER_S);
    expect(after.x).toBeCloseTo(0);
  });

  test('is no faster across than straight on', () => {
    const { x, z } = walk(start, stepsOf(new Set(['KeyW', 'KeyA'])), 1, floor);
    expect(Math.hypot(x, z)).toBeCloseTo(WALK_M_PER_S);
  });

  test('does the same with arrows as with letters, and nothing with both ways at once', () => {
    expect(stepsOf(new Set(['ArrowUp']))).toEqual(stepsOf(new Set(['KeyW'])));
    expect(stepsOf(new Set(['KeyW', 'KeyS']))).toEqual({ ahead: 0, aside: 0, turn: 0, hurry: false });
  });

  test('turns right with the right arrow, so that what was at the right lies ahead', () => {
    const quarter = Math.PI / 2 / 1.3;
    const turned = walk(start, stepsOf(new Set(['ArrowRight'])), quarter, floor);
    const after = walk({ ...turned, x: -10 }, stepsOf(new Set(['KeyW'])), 1, floor);
    expect(after.x).toBeCloseTo(-10 + WALK_M_PER_S);
  });

  test('slides along a machine and never enters it, nor leaves the hall', () => {
    const key = fc.constantFrom('KeyW', 'KeyA', 'KeyS', 'KeyD', 'ArrowLeft', 'ArrowRight', 'ShiftLeft');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(key, { maxLength: 4 }), { maxLength: 200 }), (moves) => {
        let at = start;
        for (const held of moves) {
          at = walk(at, stepsOf(new Set(held)), 0.1, floor);
          expect(floor.isTaken(at.x, at.z)).toBe(false);
          expect(Math.abs(at.x)).toBeLessThanOrEqual(19.4 + 1e-9);
          expect(Math.abs(at.z)).toBeLessThanOrEqual(9.4 + 1e-9);
        }
      }),
    );
  });

  test('begins by looking where they wanted, unless something stands right before them', () => {
    const open = { x: 10, z: 0, heading: Math.PI / 2 };
    expect(openHeading({ ...open, x: 19, heading: 0.3 }, { ...floor, minZ: -60 })).toBe(0.3);
    // Two metres before the wide side of the machine.
    const facing = { x: 8, z: 0, heading: Math.PI / 2 };
    const turned = openHeading(facing, floor);
    const ahead = (m: number) => [facing.x - Math.sin(turned) * m, facing.z - Math.cos(turned) * m] as const;
    for (let m = 0; m < 8; m += 0.5) expect(floor.isTaken(...ahead(m))).toBe(false);
  });
});
