import { describe, expect, test } from '@jest/globals';
import { MirrorCadence } from './mirror-cadence.ts';

const drawnIn = (frames: number, frameMs: number, must = false) => {
  const cadence = new MirrorCadence();
  cadence.take(0, true);
  let drawn = 0;
  for (let frame = 1; frame <= frames; frame++) if (cadence.take(frame * frameMs, must)) drawn++;
  return drawn;
};

describe('the image in the floor', () => {
  test('is drawn eight times a second at most while the camera rests, and in every frame of one that moves', () => {
    expect(drawnIn(125, 8)).toBe(7);
    expect(drawnIn(125, 8, true)).toBe(125);
  });

  test('is left out of four of five frames where frames are slow', () => {
    expect(drawnIn(50, 1000)).toBe(10);
  });

  test('asks for one frame of its own when it is behind and nothing else draws any more', () => {
    const cadence = new MirrorCadence();
    cadence.take(0, true);
    expect(cadence.catchUp(10_000)).toBe(false);
    expect(cadence.take(10_016, false)).toBe(false);
    expect(cadence.catchUp(10_032)).toBe(true);
    expect(cadence.take(10_032, false)).toBe(true);
    expect(cadence.catchUp(20_000)).toBe(false);
  });
});
