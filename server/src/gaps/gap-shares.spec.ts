import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import type { StoredGap } from './gap-store.port.ts';
import { GapsService } from './gaps.service.ts';
import { InMemoryGapStore } from './in-memory-gap-store.ts';

const T = Date.UTC(2026, 0, 5, 8);
const LINE = TEST_PRESS.split('/').slice(0, -1).join('/');
const POWER = `${TEST_PRESS}/power`;

const gap = (scope: string, from: number, to: number | null): StoredGap => ({
  scope,
  level: scope === LINE ? 'line' : scope === TEST_PRESS ? 'equipment' : 'signal',
  line: 'line-1',
  cause: 'equipment-silent',
  from,
  to,
  missingMs: null,
  missing: {},
  partOf: null,
  revision: 1,
});

describe('the share of a range that lies in gaps', () => {
  test('counts those of the signal, its machine and its line, and what several cover once', async () => {
    const store = new InMemoryGapStore();
    await store.keep([
      gap(POWER, T, T + 2000),
      gap(TEST_PRESS, T + 1000, T + 3000),
      gap(LINE, T + 9000, null),
      gap(`${TEST_PRESS}/state`, T, T + 9000),
    ]);
    const gaps = new GapsService({ store, index: new ModelIndex(testPlant()) });
    const signals = [POWER, `${TEST_SPINDLE}/temperature`];
    expect(await gaps.shares(signals, T, T + 10_000)).toEqual([0.4, 0.1]);
  });
});
