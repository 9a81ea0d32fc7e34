import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GapStore, StoredGap } from './gap-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function gapStoreConformance(
  name: string,
  create: () => Promise<{ store: GapStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of GapStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: GapStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const gap = (
      scope: string,
      from: number,
      to: number | null,
      rest: Partial<StoredGap> = {},
    ): StoredGap => ({
      line: scope.split('/')[2],
      scope,
      level: 'equipment',
      cause: 'equipment-silent',
      from,
      to,
      missingMs: to === null ? null : to - from,
      missing: {},
      partOf: null,
      revision: 1,
      ...rest,
    });
    const all = { from: 0, to: T0 * 2, limit: 100 };
    const names = async (range: Parameters<GapStore['list']>[0]) =>
      (await store.list(range)).map(({ scope, from }) => `${scope}@${(from - T0) / MINUTE}`);

    test('has nothing in the beginning, and takes nothing', async () => {
      await store.keep([]);
      expect(await store.list(all)).toEqual([]);
      expect(await store.recent('l1', 0, 10)).toEqual([]);
    });

    test('gives a gap back as it was kept, in every field', async () => {
      const open = gap('s/a/l1/m1', T0 + 0.5, null, { missing: { 's/a/l1/m2': [] } });
      const closed = gap('s/a/l1', T0, T0 + MINUTE, {
        level: 'line',
        cause: 'server-down',
        missingMs: 5000,
        missing: { 's/a/l1/m1': [[T0, T0 + 5000]] },
        revision: 7,
      });
      await store.keep([open, closed]);
      expect(await store.recent('l1', 0, 10)).toEqual([open, closed]);
      const { missing: _missing, partOf: _partOf, revision: _revision, ...shown } = closed;
      expect((await store.list(all))[1]).toEqual(shown);
    });

    test('keeps the word with the greatest revision, in whatever order and however often they come', async () => {
      const words = [1, 2, 3].map((revision) =>
        gap('s/a/l1/m1', T0, revision === 3 ? T0 + MINUTE : null, { revision }),
      );
      await store.keep([words[2], words[0], words[1], words[2]]);
      await store.keep([words[1]]);
      await store.keep([words[0], words[1]]);
      expect(await store.recent('l1', 0, 10)).toEqual([words[2]]);
    });

    test('takes the last of two words of one revision, so that who knows better may correct', async () => {
      await store.keep([gap('s/a/l1/m1', T0, T0 + MINUTE), gap('s/a/l1/m1', T0, T0 + 2 * MINUTE)]);
      await store.keep([gap('s/a/l1/m1', T0, T0 + 3 * MINUTE)]);
      expect((await store.list(all)).map(({ to }) => to)).toEqual([T0 + 3 * MINUTE]);
    });

    test('does not show a gap that was the beginning of a wider one', async () => {
      await store.keep([gap('s/a/l1/m1', T0, null)]);
      await store.keep([
        gap('s/a/l1/m1', T0, null, { partOf: 's/a/l1', revision: 2 }),
        gap('s/a/l1', T0, null, { level: 'line' }),
      ]);
      expect(await names(all)).toEqual(['s/a/l1@0']);
      expect(await store.recent('l1', 0, 10)).toHaveLength(1);
    });

    test('lists gaps that touch a time, newest beginning first, both ends included', async () => {
      await store.keep([
        gap('s/a/l1/m1', T0, T0 + MINUTE),
        gap('s/a/l1/m2', T0 + 2 * MINUTE, null),
        gap('s/a/l2/m3', T0 + MINUTE, T0 + 5 * MINUTE),
      ]);
      expect(await names(all)).toEqual(['s/a/l1/m2@2', 's/a/l2/m3@1', 's/a/l1/m1@0']);
      expect(await names({ ...all, to: T0 })).toEqual(['s/a/l1/m1@0']);
      expect(await names({ ...all, from: T0 + MINUTE, to: T0 + MINUTE })).toEqual([
        's/a/l2/m3@1',
        's/a/l1/m1@0',
      ]);
      expect(await names({ ...all, from: T0 + 9 * MINUTE })).toEqual(['s/a/l1/m2@2']);
      expect(await names({ ...all, line: 'l2' })).toEqual(['s/a/l2/m3@1']);
      expect(await names({ ...all, open: true })).toEqual(['s/a/l1/m2@2']);
      expect(await names({ ...all, open: false })).toEqual(['s/a/l2/m3@1', 's/a/l1/m1@0']);
      expect(await names({ ...all, limit: 1 })).toEqual(['s/a/l1/m2@2']);
    });

    test('lists gaps of scopes, and below a scope, taking every sign as it is', async () => {
      await store.keep([
        gap('s/a/l1', T0 + 3 * MINUTE, null, { level: 'line' }),
        gap('s/a/l1/m_1', T0 + 2 * MINUTE, null),
        gap('s/a/l1/m_1/power', T0 + MINUTE, null, { level: 'signal' }),
        gap('s/a/l1/mx1/power', T0, null, { level: 'signal' }),
      ]);
      const scopes = ['s/a/l1', 's/a/l1/m_1', 's/a/l1/m_1/'];
      expect(await names({ ...all, scopes })).toEqual(['s/a/l1@3', 's/a/l1/m_1@2', 's/a/l1/m_1/power@1']);
      expect(await names({ ...all, scopes: ['s/a/l1/m_1'] })).toEqual(['s/a/l1/m_1@2']);
    });

    test('gives what is open of one line, then what ended lately, up to a number', async () => {
      await store.keep([
        gap('s/a/l1/m1', T0, T0 + MINUTE),
        gap('s/a/l1/m2', T0 - MINUTE, null),
        gap('s/a/l1/m3', T0, T0 + 5 * MINUTE),
        gap('s/a/l2/m4', T0, null),
      ]);
      const recent = async (limit: number) =>
        (await store.recent('l1', T0 + MINUTE, limit)).map(({ scope }) => scope);
      expect(await recent(10)).toEqual(['s/a/l1/m2', 's/a/l1/m3']);
      expect(await recent(1)).toEqual(['s/a/l1/m2']);
    });

    test('forgets what ended before a time, says how many, and never forgets an open gap', async () => {
      await store.keep([
        gap('s/a/l1/m1', T0, T0 + 1),
        gap('s/a/l1/m2', T0, T0 + 2),
        gap('s/a/l1/m3', T0 - MINUTE, null),
      ]);
      expect(await store.forgetBefore(T0 + 2)).toBe(1);
      expect(await names(all)).toEqual(['s/a/l1/m2@0', 's/a/l1/m3@-1']);
    });
  });
}
