import { describe, expect, test } from '@jest/globals';
import { placeLabels, type LabelCandidate } from './plan-labels.ts';

function machine(id: string, x: number, y: number, priority = 0): LabelCandidate {
  return { id, x, y, halfWidth: 8, halfHeight: 8, text: id, priority };
}

describe('labels on the plan', () => {
  test('stand below a machine that has room', () => {
    expect(placeLabels([machine('B01', 0, 0)]).get('B01')).toBe('below');
  });

  test('move above when a neighbour stands below', () => {
    const placed = placeLabels([machine('B01', 0, 0), machine('B02', 0, 20)]);
    expect(placed.get('B01')).toBe('above');
    expect(placed.get('B02')).toBe('below');
  });

  test('are left out where they would cover each other, the more important one staying', () => {
    const row = [machine('B11-OR1', 0, 0), machine('B11-OR2', 18, 0, 5), machine('B11-IR1', 36, 0)];
    const placed = placeLabels(row);
    expect(placed.get('B11-OR2')).toBe('below');
    expect([placed.get('B11-OR1'), placed.get('B11-IR1')]).not.toContain('below');
  });
});
