import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Escalation, Notice } from './notice.ts';
import type { NoticeStore } from './notice-store.port.ts';

export const T = Date.UTC(2026, 0, 5, 8);

export function testNotice(id: string, rest: Partial<Notice> = {}): Notice {
  return {
    id,
    incident: 'i1',
    occasion: 'opened',
    contact: 'li',
    state: 'waiting',
    content: {
      title: '主轴过热',
      lines: ["it's hot"],
      short: '过热',
      link: null,
      evidence: null,
      data: { a: 1 },
    },
    routes: [
      { channel: 'ding', address: '' },
      { channel: 'mail', address: 'li@plant.cn' },
    ],
    hop: 0,
    tries: 0,
    attempts: [],
    createdAt: T,
    dueAt: T,
    sentAt: null,
    sentOn: null,
    ...rest,
  };
}

/** The promises of the port, for every adapter. `create` gives an empty store. */
export function noticeStoreConformance(name: string, create: () => Promise<NoticeStore>): void {
  describe(`${name} keeps the promises of NoticeStore`, () => {
    let store: NoticeStore;
    beforeEach(async () => {
      store = await create();
    });
    const take = (now = T, lane = 'ding') => store.take(lane, now, now + 30_000, 10);
    const ids = (notices: Notice[]) => notices.map(({ id }) => id);

    test('keeps the newest setup, and has none at first', async () => {
      expect(await store.setup()).toBeUndefined();
      const setup = {
        pagesUrl: '',
        priority: 2 as const,
        tellClosed: false,
        channels: [],
        contacts: [],
        duties: [],
        escalation: [],
        reports: [],
        cmms: '',
      };
      await store.saveSetup({ setup, linkKey: 'k', changedAt: T, changedBy: 'a' });
      const second = {
        setup: { ...setup, tellClosed: true },
        linkKey: 'k',
        changedAt: T + 1,
        changedBy: 'b',
      };
      await store.saveSetup(second);
      expect(await store.setup()).toEqual(second);
    });

    test('stores a notice once, in every field, however often it is planned', async () => {
      expect(await store.add([testNotice('a'), testNotice('b')])).toEqual(['a', 'b']);
      expect(await store.add([testNotice('b', { dueAt: 1 }), testNotice('c')])).toEqual(['c']);
      expect(await store.byId('b')).toEqual(testNotice('b'));
      expect(await store.add([])).toEqual([]);
    });

    test('gives what is due on a lane to one taker, and the same again only when his lease is over', async () => {
      await store.add([
        testNotice('a'),
        testNotice('later', { dueAt: T + 1 }),
        testNotice('done', { state: 'sent' }),
      ]);
      expect(await store.dueLanes(T)).toEqual(['ding']);
      expect(ids(await take())).toEqual(['a']);
      expect(await store.dueLanes(T)).toEqual([]);
      expect(ids(await take(T + 29_999))).toEqual(['later']);
      expect(ids(await take(T + 30_000))).toEqual(['a']);
    });

    test('two takers at a time never get the same', async () => {
      await store.add(Array.from({ length: 20 }, (_, i) => testNotice(`n${i}`)));
      const taken = await Promise.all([1, 2, 3, 4].map(() => store.take('ding', T, T + 1000, 7)));
      const all = taken.flatMap(ids);
      expect(new Set(all).size).toBe(all.length);
    });

    test('lets one pass a lane per pause', async () => {
      expect(await store.enterLane('ding', T, 3000)).toBe(true);
      expect(await store.enterLane('ding', T + 2999, 3000)).toBe(false);
      expect(await store.enterLane('mail x', T, 3000)).toBe(true);
      expect(await store.enterLane('ding', T + 3000, 3000)).toBe(true);
      const race = await Promise.all([1, 2, 3].map(() => store.enterLane('sms', T, 3000)));
      expect(race.filter(Boolean)).toHaveLength(1);
    });

    test('keeps what was sent, when and on what', async () => {
      await store.add([testNotice('a')]);
      await take();
      await store.markSent(['a'], 'ding', T + 5);
      expect(await store.byId('a')).toMatchObject({ state: 'sent', sentAt: T + 5, sentOn: 'ding' });
      expect(await take(T + 90_000)).toEqual([]);
    });

    test('moves a notice that failed to its next lane, with why', async () => {
      await store.add([testNotice('a')]);
      await take();
      const attempt = { at: T + 1, channel: 'ding', error: "it's away" };
      await store.markFailed('a', attempt, { state: 'waiting', hop: 1, tries: 0, dueAt: T + 2 });
      await store.markFailed(
        'a',
        { ...attempt, at: T + 3 },
        { state: 'waiting', hop: 1, tries: 1, dueAt: T + 4 },
      );
      expect(await store.dueLanes(T + 4)).toEqual(['mail li@plant.cn']);
      expect(await store.byId('a')).toMatchObject({ hop: 1, tries: 1, attempts: [attempt, { at: T + 3 }] });
    });

    test('withdraws what waits of an incident and nothing else', async () => {
      await store.add([
        testNotice('a'),
        testNotice('sent', { state: 'sent' }),
        testNotice('other', { incident: 'i2' }),
      ]);
      await store.cancel('i1');
      expect(ids(await take())).toEqual(['other']);
      expect((await store.ofIncident('i1')).map(({ state }) => state).sort()).toEqual(['cancelled', 'sent']);
    });

    test('lists by time, newest first', async () => {
      await store.add([1, 2, 3].map((n) => testNotice(`n${n}`, { createdAt: T + n })));
      expect(ids(await store.list({ from: T + 2, to: T + 9, limit: 9 }))).toEqual(['n3', 'n2']);
      expect(ids(await store.list({ from: T, to: T + 9, limit: 1 }))).toEqual(['n3']);
    });

    test('escalates an incident once, and gives a due step to one asker', async () => {
      const news = { id: 'i1' } as Escalation['news'];
      await store.escalate({ incident: 'i1', step: 1, dueAt: T, news });
      await store.escalate({ incident: 'i1', step: 9, dueAt: T + 9, news });
      expect(await store.takeEscalations(T - 1, T)).toEqual([]);
      const [due] = await store.takeEscalations(T, T + 1000);
      expect(due).toMatchObject({ incident: 'i1', step: 1, news });
      expect(await store.takeEscalations(T + 999, T + 2000)).toEqual([]);
      await store.moveEscalation('i1', 2, T + 5000);
      expect(await store.takeEscalations(T + 4999, T + 9999)).toEqual([]);
      expect(await store.takeEscalations(T + 5000, T + 9999)).toMatchObject([{ step: 2 }]);
      await store.endEscalation('i1');
      expect(await store.takeEscalations(T + 99_999, T + 99_999)).toEqual([]);
    });

    test('keeps the first who took an incident on', async () => {
      const first = { incident: 'i1', at: T, by: '李伟', via: 'link' as const };
      expect(await store.response('i1')).toBeUndefined();
      expect(await store.respond(first)).toEqual(first);
      expect(await store.respond({ ...first, by: 'Wang', via: 'page' })).toEqual(first);
      expect(await store.responses(['i1', 'none'])).toEqual([first]);
      expect(await store.responses([])).toEqual([]);
    });

    test('lets a link be used once', async () => {
      expect(await store.useLink('a', T, '10.0.0.7')).toBe(true);
      expect(await store.useLink('a', T, '10.0.0.7')).toBe(false);
      expect(await store.useLink('b', T, '10.0.0.7')).toBe(true);
    });
  });
}
