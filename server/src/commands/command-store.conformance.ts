import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Command } from '@linetwin/contracts';
import type { CommandStore } from './command-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

export function testCommand(id: string, rest: Partial<Command> = {}): Command {
  return {
    id,
    line: 'l1',
    equipment: 's/a/l1/m1',
    setting: 'operating_level',
    value: 2,
    prior: null,
    readyAt: null,
    by: '李伟',
    reason: null,
    state: 'given',
    givenAt: T0,
    answeredAt: null,
    endedAt: null,
    refusal: null,
    returned: null,
    ...rest,
  };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function commandStoreConformance(
  name: string,
  create: () => Promise<{ store: CommandStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of CommandStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: CommandStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());
    const ids = async (range: Parameters<CommandStore['list']>[0]) =>
      (await store.list(range)).map(({ id }) => id);

    test('has nothing in the beginning', async () => {
      expect(await store.list({ limit: 10 })).toEqual([]);
      expect(await store.read('c1')).toBeUndefined();
    });

    test('gives a command back as it was kept, in every field', async () => {
      const command = testCommand('c1', { readyAt: T0 + 0.5, reason: '空闲', value: -0.25 });
      await store.keep(command);
      expect(await store.read('c1')).toEqual(command);
      const returned = {
        ...command,
        state: 'returned' as const,
        prior: 0,
        answeredAt: T0 + 1,
        endedAt: T0 + 2,
      };
      await store.keep({ ...returned, returned: 'watchdog' });
      expect(await store.read('c1')).toEqual({ ...returned, returned: 'watchdog' });
    });

    test('lets the life of a command go one way, whatever the order of the words', async () => {
      await store.keep(testCommand('c1', { state: 'accepted', prior: 0, answeredAt: T0 + 1 }));
      await store.keep(testCommand('c1'));
      expect(await store.read('c1')).toMatchObject({ state: 'accepted', prior: 0 });
      await store.keep(testCommand('c1', { state: 'refused', refusal: 'at-work', answeredAt: T0 + 1 }));
      await store.keep(testCommand('c1', { state: 'returned', returned: 'asked', endedAt: T0 + 9 }));
      expect(await store.read('c1')).toMatchObject({ state: 'refused', returned: null });
    });

    test('lists newest first, by line, by machine, by whether they stand, and no more than asked for', async () => {
      await store.keep(testCommand('c1', { givenAt: T0 }));
      await store.keep(testCommand('c2', { givenAt: T0 + 2, state: 'accepted' }));
      await store.keep(testCommand('c3', { givenAt: T0 + 1, state: 'returned', equipment: 's/a/l1/m2' }));
      await store.keep(
        testCommand('c4', { givenAt: T0 + 3, line: 'l2', equipment: 's/a/l2/m1', state: 'refused' }),
      );
      expect(await ids({ limit: 10 })).toEqual(['c4', 'c2', 'c3', 'c1']);
      expect(await ids({ limit: 2 })).toEqual(['c4', 'c2']);
      expect(await ids({ line: 'l1', limit: 10 })).toEqual(['c2', 'c3', 'c1']);
      expect(await ids({ line: 'l1', standing: true, limit: 10 })).toEqual(['c2', 'c1']);
      expect(await ids({ standing: false, limit: 10 })).toEqual(['c4', 'c3']);
      expect(await ids({ equipment: 's/a/l1/m2', limit: 10 })).toEqual(['c3']);
    });

    test('knows which standing commands of a line are no longer wanted', async () => {
      await store.keep(testCommand('c1'));
      await store.keep(testCommand('c2', { state: 'accepted' }));
      await store.keep(testCommand('c3', { line: 'l2' }));
      for (const id of ['c2', 'c3', 'unknown']) await store.takeBack(id, T0 + 1);
      await store.takeBack('c2', T0 + 2);
      expect(await store.takenBack('l1')).toEqual(new Set(['c2']));
      // A later word of its life does not make it wanted again.
      await store.keep(testCommand('c3', { line: 'l2', state: 'accepted' }));
      expect(await store.takenBack('l2')).toEqual(new Set(['c3']));
      await store.keep(testCommand('c2', { state: 'returned', returned: 'asked' }));
      expect(await store.takenBack('l1')).toEqual(new Set());
    });
  });
}
