import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  QUALITY_PRESETS,
  nextQuality,
  startQuality,
  type QualityPreset,
  type QualityState,
} from './quality.ts';

function after(state: QualityState, frames: number, frameMs: number): QualityState {
  for (let i = 0; i < frames; i++) state = nextQuality(state, frameMs);
  return state;
}

describe('the quality of the picture', () => {
  test('goes down step by step where frames are slow, and stays at the lowest', () => {
    let state = startQuality();
    const seen = new Set<QualityPreset>([state.preset]);
    for (let i = 0; i < 200; i++) seen.add((state = nextQuality(state, 70)).preset);
    expect([...seen]).toEqual([...QUALITY_PRESETS]);
    expect(after(state, 1000, 70).preset).toBe('low');
  });

  test('does not change for a few slow frames, such as those that compile', () => {
    const state = after(startQuality(), 10, 400);
    expect(after(state, 30, 16).preset).toBe('high');
  });

  test('goes up again only after a long smooth stretch', () => {
    const low = after(startQuality('medium'), 24, 50);
    expect(low.preset).toBe('low');
    expect(after(low, 360, 16).preset).toBe('low');
    expect(after(low, 720, 16).preset).toBe('medium');
  });

  test('keeps what it has between the two limits', () => {
    for (const preset of QUALITY_PRESETS) expect(after(startQuality(preset), 5000, 25).preset).toBe(preset);
  });

  test('settles where the finer preset is too slow and the coarser one smooth', () => {
    let state = startQuality('high');
    let changes = 0;
    for (let i = 0; i < 100_000; i++) {
      const next = nextQuality(state, state.preset === 'high' ? 45 : 16);
      if (next.preset !== state.preset) changes++;
      state = next;
    }
    // 28 minutes at 60 frames a second; without patience it would change every few seconds.
    expect(changes).toBeLessThan(20);
  });

  test('never moves by more than one step at a time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 4, max: 200 }), { maxLength: 800 }), (frames) => {
        let state = startQuality('medium');
        for (const frameMs of frames) {
          const next = nextQuality(state, frameMs);
          const step = QUALITY_PRESETS.indexOf(next.preset) - QUALITY_PRESETS.indexOf(state.preset);
          expect(Math.abs(step)).toBeLessThanOrEqual(1);
          state = next;
        }
      }),
    );
  });
});
