import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LabelLayout, type LabelRequest } from './label-layout.ts';

const WIDTH = 800;
const HEIGHT = 500;

function label(
  anchorX: number,
  anchorY: number,
  priority: number,
  more: Partial<LabelRequest> = {},
): LabelRequest {
  return {
    anchorX,
    anchorY,
    width: 120,
    height: 24,
    glyph: 18,
    marker: 0,
    priority,
    glyphOnly: false,
    visible: true,
    shown: 'hidden',
    x: 0,
    y: 0,
    ...more,
  };
}

const place = (labels: LabelRequest[]) => {
  new LabelLayout(labels.length).place(labels, WIDTH, HEIGHT);
  return labels;
};

const sizeOf = ({ shown, width, height, glyph }: LabelRequest) =>
  shown === 'full' ? [width, height] : [glyph, glyph];

describe('label layout', () => {
  test('a lone label stands above its machine', () => {
    const [only] = place([label(400, 300, 1)]);
    expect(only.shown).toBe('full');
    expect(only.y + only.height).toBeLessThan(300);
    expect(only.x).toBe(340);
  });

  test('the more important label keeps the better place', () => {
    const [low, high] = place([label(400, 300, 1), label(404, 300, 9)]);
    expect(high.y).toBeGreaterThan(low.y);
  });

  test('in a crowd text gives way to the bare shape, then to nothing, least important first', () => {
    const crowd = place(Array.from({ length: 60 }, (_, i) => label(400 + (i % 8), 300 + (i % 5), i)));
    const full = crowd.filter(({ shown }) => shown === 'full');
    const hidden = crowd.filter(({ shown }) => shown === 'hidden');
    const mean = (labels: LabelRequest[]) =>
      labels.reduce((sum, { priority }) => sum + priority, 0) / labels.length;
    expect(full.length).toBeGreaterThanOrEqual(3);
    expect(full).toContain(crowd.at(-1));
    expect(hidden.length).toBeGreaterThan(0);
    expect(mean(full)).toBeGreaterThan(mean(hidden));
  });

  test('no label stands on the marker of an alarm, not even a more important one', () => {
    const [, high] = place([label(400, 280, 1, { marker: 30 }), label(400, 316, 9)]);
    expect(high.shown).toBe('full');
    const overlaps = high.x < 415 && high.x + high.width > 385 && high.y < 310 && high.y + high.height > 280;
    expect(overlaps).toBe(false);
  });

  test('nothing stands in the strips that controls cover', () => {
    const labels = [label(400, 60, 1), label(400, 490, 2)];
    new LabelLayout(2).place(labels, WIDTH, HEIGHT, { top: 48, bottom: 20, left: 0, right: 0 });
    for (const { shown, y, height } of labels) {
      if (shown === 'hidden') continue;
      expect(y).toBeGreaterThanOrEqual(48);
      expect(y + height).toBeLessThanOrEqual(HEIGHT - 20);
    }
  });

  test('nothing stands in a corner that a legend covers, and beside it there is room', () => {
    const labels = [label(100, 490, 1), label(600, 490, 2), label(60, 460, 3, { glyphOnly: true })];
    const corner = { width: 300, height: 90 };
    new LabelLayout(3).place(labels, WIDTH, HEIGHT, { top: 0, bottom: 0, left: 0, right: 0, corner });
    const [behind, beside, shape] = labels;
    expect(beside.shown).toBe('full');
    expect(shape.shown).toBe('hidden');
    expect(behind.shown).toBe('full');
    expect(behind.y + behind.height).toBeLessThanOrEqual(HEIGHT - corner.height);
    expect(beside.y + beside.height).toBeGreaterThan(HEIGHT - corner.height);
  });

  test('labels behind the camera are hidden and take no room', () => {
    const [behind, before] = place([label(400, 300, 9, { visible: false }), label(400, 300, 1)]);
    expect(behind.shown).toBe('hidden');
    expect(before.shown).toBe('full');
    expect(before.x).toBe(340);
  });

  test('no two labels overlap and none leaves the layer, whatever is asked', () => {
    const request = fc.record({
      x: fc.integer({ min: -50, max: WIDTH + 50 }),
      y: fc.integer({ min: -50, max: HEIGHT + 50 }),
      width: fc.integer({ min: 30, max: 260 }),
      priority: fc.integer({ min: 0, max: 5 }),
      glyphOnly: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 80 }), (requests) => {
        const labels = place(
          requests.map(({ x, y, width, priority, glyphOnly }) => label(x, y, priority, { width, glyphOnly })),
        );
        const shown = labels.filter((l) => l.shown !== 'hidden');
        shown.forEach((a, i) => {
          const [aw, ah] = sizeOf(a);
          expect(a.x >= 0 && a.y >= 0 && a.x + aw <= WIDTH && a.y + ah <= HEIGHT).toBe(true);
          for (const b of shown.slice(i + 1)) {
            const [bw, bh] = sizeOf(b);
            const apart = a.x >= b.x + bw || b.x >= a.x + aw || a.y >= b.y + bh || b.y >= a.y + ah;
            expect(apart).toBe(true);
          }
        });
      }),
    );
  });
});
