import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Recommendation } from '@linetwin/contracts';
import type { SavingStore } from './saving-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

function recommendation(id: string, rest: Partial<Recommendation> = {}): Recommendation {
  return {
    id,
    line: 'l1',
    equipment: 's/a/l1/m1',
    measure: 'idle-shutdown',
    setting: 'operating_level',
    value: 1,
    readyAt: null,
    because: { idleKw: 4.5, forecastS: 1800 },
    estimatedKwh: 2,
    estimatedHours: 0.5,
    usualKw: 4.5,
    state: 'proposed',
    proposedAt: T0,
    by: null,
    command: null,
    appliedAt: null,
    endedAt: null,
    endedBy: null,
    startKwh: null,
    measuredKwh: null,
    ...rest,
  };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function savingStoreConformance(
  name: string,
  create: () => Promise<{ store: SavingStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of SavingStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: SavingStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());
    const ids = async (query: Parameters<SavingStore['list']>[0]) =>
      (await store.list(query)).map(({ id }) => id);

    test('has nothing in the beginning', async () => {
      expect(await store.list({ limit: 10 })).toEqual([]);
      expect(await store.ledger(0)).toEqual([]);
      expect(await store.modes()).toEqual([]);
      expect(await store.limits()).toEqual([]);
      expect(await store.read('r1')).toBeUndefined();
    });

    test('gives a recommendation back as it was kept, and lets its life go one way', async () => {
      const one = recommendation('r1');
      await store.keep(one);
      expect(await store.read('r1')).toEqual(one);
      const verified = { ...one, state: 'verified' as const, measuredKwh: 1.9, endedAt: T0 + 9, by: '李伟' };
      await store.keep(verified);
      await store.keep({ ...one, state: 'applied' });
      await store.keep({ ...one, state: 'refuted', measuredKwh: -1 });
      expect(await store.read('r1')).toEqual(verified);
    });

    test('lists newest first, by line and by whether they are open', async () => {
      await store.keep(recommendation('r1'));
      await store.keep(recommendation('r2', { proposedAt: T0 + 2, state: 'applied' }));
      await store.keep(recommendation('r3', { proposedAt: T0 + 1, state: 'expired' }));
      await store.keep(recommendation('r4', { line: 'l2' }));
      expect(await ids({ line: 'l1', limit: 10 })).toEqual(['r2', 'r3', 'r1']);
      expect(await ids({ open: true, limit: 10 })).toEqual(['r2', 'r1', 'r4']);
      expect(await ids({ open: false, limit: 10 })).toEqual(['r3']);
      expect(await ids({ limit: 1 })).toEqual(['r2']);
    });

    test('keeps a ledger by line and measure: what was estimated, measured, verified and refuted', async () => {
      await store.keep(recommendation('r0', { proposedAt: T0 - 1, state: 'verified', measuredKwh: 50 }));
      await store.keep(recommendation('r1', { state: 'verified', measuredKwh: 1.75 }));
      await store.keep(recommendation('r2', { state: 'refuted', measuredKwh: -0.25 }));
      await store.keep(recommendation('r3', { state: 'measured', measuredKwh: 0.5 }));
      await store.keep(recommendation('r4', { state: 'applied' }));
      await store.keep(recommendation('r5', { measure: 'pump-speed', state: 'measured' }));
      expect(await store.ledger(T0)).toEqual([
        {
          line: 'l1',
          measure: 'idle-shutdown',
          recommendations: 4,
          ended: 3,
          estimatedKwh: 6,
          measured: 3,
          measuredKwh: 2,
          verified: 1,
          verifiedKwh: 1.75,
          refuted: 1,
        },
        expect.objectContaining({ measure: 'pump-speed', ended: 1, estimatedKwh: 2, measured: 0 }),
      ]);
    });

    test('estimates in the ledger what was saved while each stood, not for the time that it was proposed for', async () => {
      const HOUR = 3_600_000;
      const stood = (id: string, hours: number, rest: Partial<Recommendation>) =>
        store.keep(
          recommendation(id, { state: 'measured', appliedAt: T0, endedAt: T0 + hours * HOUR, ...rest }),
        );
      const daily = { measure: 'air-sequencing', estimatedKwh: 240, estimatedHours: 24 };
      await stood('r1', 0.25, daily);
      await stood('r2', 48, daily);
      const rest = { measure: 'idle-shutdown', estimatedKwh: 2, estimatedHours: 0.5 };
      await stood('r3', 0.25, rest);
      await stood('r4', 5, rest);
      await stood('r5', 5, { ...rest, estimatedHours: 0 });
      expect(await store.ledger(T0)).toMatchObject([
        { measure: 'air-sequencing', ended: 2, estimatedKwh: 2.5 + 480 },
        { measure: 'idle-shutdown', ended: 3, estimatedKwh: 1 + 2 + 2 },
      ]);
    });

    test('gives what each measure saved that ended since a time, with while it stood', async () => {
      const stood = { appliedAt: T0 + 1.5, endedAt: T0 + 9 };
      await store.keep(
        recommendation('r0', { ...stood, proposedAt: T0 - 1, state: 'verified', measuredKwh: 5 }),
      );
      await store.keep(recommendation('r1', { ...stood, state: 'refuted', measuredKwh: -0.25 }));
      await store.keep(recommendation('r2', { ...stood, state: 'measured', measuredKwh: null }));
      await store.keep(recommendation('r3', { ...stood, endedAt: null, state: 'applied' }));
      expect(await store.ended(T0)).toEqual([
        { line: 'l1', measure: 'idle-shutdown', measuredKwh: -0.25, ...stood },
      ]);
    });

    test('sums what ended on a line in a time, from its begin on and before its end', async () => {
      const ended = (id: string, endedAt: number, rest: Partial<Recommendation> = {}) =>
        store.keep(
          recommendation(id, { state: 'verified', appliedAt: T0, endedAt, measuredKwh: 1.5, ...rest }),
        );
      const span = { from: T0 + 10, to: T0 + 20 };
      expect(await store.savedIn('l1', span)).toEqual({ ended: 0, measured: 0, savedKwh: null });
      await ended('r0', T0 + 9);
      await ended('r1', T0 + 10, { state: 'measured', measuredKwh: null });
      expect(await store.savedIn('l1', span)).toEqual({ ended: 1, measured: 0, savedKwh: null });
      await ended('r2', T0 + 10);
      await ended('r3', T0 + 19.5, { state: 'refuted', measuredKwh: -0.25 });
      await ended('r4', T0 + 20);
      await ended('r5', T0 + 15, { line: 'l2' });
      // The machine refused: nothing was done.
      await ended('r6', T0 + 15, { state: 'declined', appliedAt: null, measuredKwh: null });
      expect(await store.savedIn('l1', span)).toEqual({ ended: 3, measured: 2, savedKwh: 1.25 });
    });

    test('sums every measure of a time, however many ended in it and since', async () => {
      const many = Array.from({ length: 1200 }, (_, i) =>
        recommendation(`r${i}`, { state: 'verified', appliedAt: T0, endedAt: T0 + i, measuredKwh: 0.5 }),
      );
      for (const one of many) await store.keep(one);
      expect(await store.savedIn('l1', { from: T0, to: T0 + 600 })).toEqual({
        ended: 600,
        measured: 600,
        savedKwh: 300,
      });
    });

    test('keeps the mode of a measure on a line, the last that was set', async () => {
      await store.setMode({ line: 'l1', measure: 'pump-speed', mode: 'advise' });
      await store.setMode({ line: 'l2', measure: 'pump-speed', mode: 'off' });
      await store.setMode({ line: 'l1', measure: 'pump-speed', mode: 'automatic' });
      expect(await store.modes()).toEqual([
        { line: 'l1', measure: 'pump-speed', mode: 'automatic' },
        { line: 'l2', measure: 'pump-speed', mode: 'off' },
      ]);
    });

    test('keeps a limit of a line, the last that was set, until it is taken back', async () => {
      await store.setLimit('l1', 'setbackK', 70);
      await store.setLimit('l1', 'demandShare', 0.9);
      await store.setLimit('l2', 'setbackK', 40);
      await store.setLimit('l1', 'setbackK', 60.5);
      await store.setLimit('l1', 'demandShare', null);
      await store.setLimit('l2', 'demandShare', null);
      expect(await store.limits()).toEqual([
        { line: 'l1', limit: 'setbackK', value: 60.5 },
        { line: 'l2', limit: 'setbackK', value: 40 },
      ]);
    });
  });
}
