import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Incident } from '@linetwin/contracts';
import type { IncidentStore } from './incident-store.port.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function incidentStoreConformance(
  name: string,
  create: () => Promise<{ store: IncidentStore; dispose: () => Promise<void> }>,
): void {
  describe(`${name} keeps the promises of IncidentStore`, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let store: IncidentStore;
    beforeEach(async () => {
      subject = await create();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const all = { from: 0, to: T0 * 2, limit: 100 };
    const ids = async (range: Partial<Parameters<IncidentStore['list']>[0]> = {}) =>
      (await store.list({ ...all, ...range })).map(({ id }) => id);
    let marks = 0;
    const keep = (...incidents: Incident[]) =>
      store.append(incidents.map((incident) => ({ incident, origin: `o${marks++}` })));

    test('has nothing in the beginning, and takes nothing', async () => {
      await store.append([]);
      expect(await store.open()).toEqual([]);
      expect(await ids()).toEqual([]);
      expect(await store.read('a')).toBeUndefined();
      expect(await store.readMany([])).toEqual([]);
    });

    test('gives several at once as they stand, without those that it does not have', async () => {
      const [a, b, later] = [
        incident('a', T0),
        incident('b', T0),
        incident('b', T0, { revision: 2, more: 1 }),
      ];
      await keep(a, b, later, incident('c', T0));
      const known = await store.readMany(['b', 'none', 'a']);
      expect(known.sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual([a, later]);
    });

    test('gives an incident back as its newest event left it, in every field', async () => {
      const first = incident('a', T0, { revision: 1 });
      const second = incident('a', T0, { revision: 2, priority: 1, more: 3 });
      await keep(first, second);
      expect(await store.read('a')).toEqual(second);
      expect(await store.open()).toEqual([second]);
    });

    test('takes the greatest revision, whatever the order they came in', async () => {
      await keep(incident('a', T0, { revision: 3, state: 'closed', closedAt: T0 + MINUTE }));
      await keep(incident('a', T0, { revision: 2 }));
      expect(await store.open()).toEqual([]);
      expect((await store.read('a'))?.revision).toBe(3);
    });

    test('does not take an event again', async () => {
      const event = { incident: incident('a', T0), origin: 'same' };
      await store.append([event]);
      await store.append([{ ...event, incident: incident('a', T0, { more: 9 }) }]);
      expect((await store.read('a'))?.more).toBe(0);
    });

    test('shows incidents as they stood at an instant, without what changed later', async () => {
      const second = { revision: 2, changedAt: T0 + MINUTE, more: 3 };
      const last = { revision: 3, changedAt: T0 + 2 * MINUTE, closedAt: T0 + 2 * MINUTE };
      await keep(
        incident('a', T0, { changedAt: T0 }),
        incident('a', T0, second),
        incident('a', T0, { ...last, state: 'closed' }),
        incident('b', T0 + MINUTE, { changedAt: T0 + MINUTE }),
      );
      const open = async (at: number) => ids({ state: 'open', at });
      expect(await open(T0 - 1)).toEqual([]);
      expect(await open(T0)).toEqual(['a']);
      expect(await open(T0 + MINUTE)).toEqual(['b', 'a']);
      expect(await open(T0 + 2 * MINUTE)).toEqual(['b']);
      expect(await store.read('a', T0 - 1)).toBeUndefined();
      expect((await store.read('a', T0 + MINUTE))?.more).toBe(3);
      expect((await store.read('a', T0 + 2 * MINUTE))?.state).toBe('closed');
    });

    test('lists by line, machine, state and time, newest first', async () => {
      await keep(
        incident('a', T0, { revision: 2, state: 'closed', closedAt: T0 + MINUTE }),
        incident('b', T0 + 2 * MINUTE),
        incident('c', T0 + 3 * MINUTE, { line: 'other' }, 'site/area/other/m9'),
      );
      expect(await ids()).toEqual(['c', 'b', 'a']);
      expect(await ids({ line: 'other' })).toEqual(['c']);
      expect(await ids({ equipment: 'site/area/other/m9' })).toEqual(['c']);
      expect(await ids({ state: 'closed' })).toEqual(['a']);
      expect(await ids({ from: T0 + 2 * MINUTE })).toEqual(['c', 'b']);
      expect(await ids({ from: T0 + MINUTE, to: T0 + MINUTE })).toEqual(['a']);
      expect(await ids({ limit: 1 })).toEqual(['c']);
      expect((await store.open()).map(({ id }) => id)).toEqual(['c', 'b']);
    });
  });
}

function incident(
  id: string,
  openedAt: number,
  rest: Partial<Incident> = {},
  equipment = 'site/area/one/m1',
): Incident {
  const title = { zh: '泵磨损', en: 'pump worn' };
  return {
    id,
    line: 'one',
    state: 'open',
    openedAt,
    closedAt: null,
    changedAt: openedAt,
    mergedInto: null,
    priority: 3,
    cause: {
      equipment,
      key: 'pump-worn',
      title,
      confidence: 0.7,
      since: openedAt,
      members: [`${id}-1`],
      explains: 1,
      contradictedBy: [],
      advice: [title],
      sparePart: null,
    },
    alternatives: [],
    members: [
      {
        kind: 'finding',
        id: `${id}-1`,
        newestId: `${id}-1`,
        equipment,
        key: 'pump-worn',
        title,
        at: openedAt,
        endedAt: null,
        repeats: 0,
        follows: null,
      },
    ],
    more: 0,
    revision: 1,
    ...rest,
  };
}
