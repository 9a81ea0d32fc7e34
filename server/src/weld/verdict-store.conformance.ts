import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { emptyReference, type SeamReference, type SeamVerdict } from '@linetwin/condition';
import type { KeptVerdict, VerdictStore } from './verdict-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const VERDICT: SeamVerdict = {
  method: '1.0.0',
  grade: 'defect',
  defects: [
    {
      kind: 'gap',
      fromMm: 10,
      toMm: 20,
      confidence: 0.8,
      evidence: [{ quantity: 'gapMm.max', value: 0.9, limit: 0.6, is: 'above' }],
    },
  ],
  doubts: [],
  untold: ['spatter'],
  reference: { recipe: 'P', version: 1, seams: 5 },
};
const RECIPE = { program: 'P', powerKw: null, ringPercent: null };
const reference = (version: number, seams: number): SeamReference => ({
  ...emptyReference(RECIPE),
  version,
  seams: Array.from({ length: seams }, () => ({ levels: {}, scatters: {}, signals: {} })),
});

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function verdictStoreConformance(
  name: string,
  create: () => Promise<{ store: VerdictStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of VerdictStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: VerdictStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const kept = (equipment: string, endedAt: number, rest: Partial<KeptVerdict> = {}): KeptVerdict => ({
      equipment,
      endedAt,
      verdict: VERDICT,
      evidence: {
        process: 'laser',
        traces: { beam_on: { times: [T0 + 0.5], values: [1] } },
        recipe: 'P',
        version: 1,
        learned: 5,
      },
      ...rest,
    });

    test('gives a verdict back with all that it was made of', async () => {
      await store.keep([]);
      await store.keep([kept('m1', T0 + 0.5)]);
      expect(await store.read('m1', T0 + 0.5)).toEqual({
        verdict: VERDICT,
        evidence: kept('m1', T0).evidence,
      });
      expect(await store.read('m2', T0 + 0.5)).toBeUndefined();
    });

    test('keeps the first of two verdicts of a seam', async () => {
      await store.keep([kept('m1', T0)]);
      await store.keep([kept('m1', T0, { verdict: { ...VERDICT, grade: 'good' } }), kept('m2', T0)]);
      expect((await store.read('m1', T0))?.verdict.grade).toBe('defect');
      expect(await store.summaries([T0])).toHaveLength(2);
    });

    test('tells the verdicts of the seams that are asked for in short', async () => {
      await store.keep([kept('m1', T0), kept('m1', T0 + 1)]);
      expect(await store.summaries([])).toEqual([]);
      expect(await store.summaries([T0 + 1, T0 + 2])).toEqual([
        {
          equipment: 'm1',
          endedAt: T0 + 1,
          verdict: { grade: 'defect', defects: [{ kind: 'gap', fromMm: 10, toMm: 20, confidence: 0.8 }] },
        },
      ]);
    });

    test('keeps each version of a reference, as it was with the most seams', async () => {
      const learning = [reference(0, 4), reference(1, 5), reference(1, 7), reference(1, 6)];
      await store.keep(learning.map((one, i) => kept('m1', T0 + i, { reference: one })));
      expect(await store.references('m1')).toEqual([reference(1, 7)]);
      expect(await store.reference('m1', 'P', 0)).toEqual(reference(0, 4));
      expect(await store.reference('m1', 'P', 2)).toBeUndefined();
      expect(await store.references('m2')).toEqual([]);
    });

    test('forgets verdicts of old seams, and no reference', async () => {
      await store.keep([kept('m1', T0, { reference: reference(1, 5) }), kept('m1', T0 + 1)]);
      await store.forgetBefore(T0 + 1);
      expect(await store.read('m1', T0)).toBeUndefined();
      expect(await store.read('m1', T0 + 1)).toBeDefined();
      expect(await store.references('m1')).toHaveLength(1);
    });
  });
}
