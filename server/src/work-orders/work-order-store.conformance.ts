import { beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkOrderEvent } from '@linetwin/contracts';
import type { WorkOrderStore } from './work-order-store.port.ts';

const T = Date.UTC(2026, 0, 5, 8);
const subject = (incident: string, cause = 'filter-clogged', equipment = 'plant/hall/line-1/grinder') => ({
  incident,
  equipment,
  cause,
});
const event = (change: WorkOrderEvent['change'], at = T): WorkOrderEvent => ({ at, by: '王芳', change });

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function workOrderStoreConformance(name: string, create: () => Promise<WorkOrderStore>): void {
  describe(`${name} keeps the promises of WorkOrderStore`, () => {
    let store: WorkOrderStore;
    beforeEach(async () => {
      store = await create();
    });

    test('gives an order back as its changes left it, with all of them in order', async () => {
      expect(await store.read('i1')).toBeUndefined();
      const events = [
        event({ change: 'assign', to: 'Li' }),
        event({ change: 'use-part', part: "filter 3'", count: 2 }, T + 1),
        event({ change: 'use-part', part: "filter 3'", count: 1 }, T + 2),
        event({ change: 'spend-time', minutes: 25 }, T + 3),
        event({ change: 'close', text: 'ok' }, T + 4),
      ];
      for (const [n, one] of events.entries()) expect(await store.append(subject('i1'), one)).toBe(n + 1);
      expect(await store.read('i1')).toEqual({
        ...subject('i1'),
        state: 'closed',
        assignee: 'Li',
        openedAt: T,
        closedAt: T + 4,
        minutes: 25,
        parts: [{ part: "filter 3'", count: 3 }],
        judged: null,
        events,
      });
    });

    test('is about the cause that was named when it began', async () => {
      await store.append(subject('i1', 'first'), event({ change: 'comment', text: 'a' }));
      await store.append(subject('i1', 'second'), event({ change: 'comment', text: 'b' }));
      expect(await store.read('i1')).toMatchObject({ cause: 'first' });
    });

    test('gives orders back as they were at an instant, without what was done later', async () => {
      await store.append(subject('i1'), event({ change: 'assign', to: 'Li' }, T));
      await store.append(subject('i2'), event({ change: 'comment', text: 'a' }, T + 1));
      await store.append(subject('i1'), event({ change: 'judge-cause', right: true }, T + 2));
      await store.append(subject('i1'), event({ change: 'close' }, T + 3));
      expect(await store.read('i1', T - 1)).toBeUndefined();
      expect(await store.read('i1', T + 2)).toMatchObject({
        state: 'open',
        assignee: 'Li',
        judged: { right: true },
      });
      const ids = async (at: number) => (await store.list({ at, limit: 9 })).map(({ incident }) => incident);
      expect(await ids(T - 1)).toEqual([]);
      expect(await ids(T + 1)).toEqual(['i2', 'i1']);
      expect(await ids(T + 2)).toEqual(['i1', 'i2']);
      expect((await store.list({ at: T + 1, limit: 9 })).map(({ events }) => events.length)).toEqual([1, 1]);
      expect(await store.precision(T + 1)).toEqual([]);
      expect(await store.precision(T + 2)).toEqual([
        { cause: 'filter-clogged', right: 1, wrong: 0, incident: 'i1' },
      ]);
    });

    test('lists by machine, those that changed last first', async () => {
      for (const incident of ['i1', 'i2', 'i1'])
        await store.append(subject(incident), event({ change: 'comment', text: 'a' }));
      await store.append(
        subject('i3', 'x', 'plant/hall/line-1/mill'),
        event({ change: 'comment', text: 'a' }),
      );
      const ids = async (equipment?: string, limit = 9) =>
        (await store.list({ equipment, limit })).map(({ incident }) => incident);
      expect(await ids()).toEqual(['i3', 'i1', 'i2']);
      expect(await ids(undefined, 2)).toEqual(['i3', 'i1']);
      expect(await ids('plant/hall/line-1/grinder')).toEqual(['i1', 'i2']);
    });

    test('keeps photos byte by byte, each with its own order only', async () => {
      const jpeg = new Uint8Array([0xff, 0xd8, 0, 1, 255]);
      await store.append(subject('i1'), event({ change: 'photo', photo: 'p1' }), jpeg);
      expect(await store.photo('i1', 'p1')).toEqual(jpeg);
      expect(await store.photo('i2', 'p1')).toBeUndefined();
    });

    test('counts by cause how often it was right; of one order the last judgement', async () => {
      const judge = (incident: string, cause: string, right: boolean) =>
        store.append(subject(incident, cause), event({ change: 'judge-cause', right }));
      await judge('i1', 'filter', false);
      await judge('i1', 'filter', true);
      await judge('i2', 'filter', true);
      await judge('i3', 'filter', false);
      await judge('i4', 'pump', false);
      expect(await store.precision()).toMatchObject([
        { cause: 'filter', right: 2, wrong: 1 },
        { cause: 'pump', right: 0, wrong: 1, incident: 'i4' },
      ]);
    });

    test('counts a judgement for the cause that was named when it was judged', async () => {
      await store.append(subject('i1', 'first'), event({ change: 'comment', text: 'a' }));
      await store.append(subject('i1', 'first'), event({ change: 'judge-cause', right: false }));
      await store.append(subject('i1', 'second'), event({ change: 'judge-cause', right: true }));
      expect(await store.precision()).toEqual([{ cause: 'second', right: 1, wrong: 0, incident: 'i1' }]);
    });
  });
}
