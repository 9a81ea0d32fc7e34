import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Incident, NoticeSetup, WorkOrder } from '@linetwin/contracts';
import { dingtalkStandIn } from '../../src/notices/stand-ins.ts';
import { linkToken } from '../../src/notices/notice-link.ts';
import { testNotice } from '../../src/notices/notice-store.conformance.ts';
import { SETUP, testNews } from '../../src/notices/notice-world.ts';
import { TestEdge, type Visitor } from './test-edge.ts';

const SECRET = 'SEC-very-secret';
const edge = new TestEdge();
const robot = dingtalkStandIn(SECRET);
let admin: Visitor;
let operator: Visitor;
let setup: NoticeSetup;

/** An incident of the alarm that stands, kept as the incident room would. */
async function openIncident(id: string, alarm: string): Promise<void> {
  const news = testNews(id);
  const members = [
    {
      ...news.members[0],
      id: alarm,
      newestId: alarm,
      repeats: 1,
      kind: 'alarm' as const,
      endedAt: null,
      follows: null,
    },
  ];
  const cause = { ...news.cause, members: [alarm], explains: 1, contradictedBy: [] };
  const incident = {
    ...news,
    members,
    cause,
    alternatives: [],
    changedAt: news.openedAt,
    mergedInto: null,
    revision: 1,
  };
  await edge.incidentStore.append([{ incident: incident as Incident, origin: id }]);
}

beforeAll(async () => {
  await Promise.all([edge.start(), robot.start()]);
  admin = await edge.signedIn('admin', 'boss');
  operator = await edge.signedIn('operator', 'li.jing');
  setup = {
    ...SETUP,
    channels: [
      { kind: 'dingtalk', id: 'ding', name: '一车间群', enabled: true, url: robot.url, secret: SECRET },
      SETUP.channels[1],
      { kind: 'webhook', id: 'cmms', name: 'CMMS', enabled: true, url: robot.url },
    ],
    cmms: 'cmms',
  };
  await openIncident('i1', edge.raiseAlarm());
}, 60_000);
afterAll(() => Promise.all([edge.stop(), robot.stop()]));

const audit = async (action: string) =>
  (await admin.ask('GET', `/api/audit?action=${action}`)).body as Record<string, unknown>[];

describe('the setup of notices', () => {
  test('is for admins, and never gives out a secret', async () => {
    expect((await operator.ask('PUT', '/api/notices/setup', setup)).status).toBe(403);
    const put = await admin.ask('PUT', '/api/notices/setup', setup);
    expect([put.status, put.text.includes(SECRET)]).toEqual([200, false]);
    const { text, body } = await admin.ask('GET', '/api/notices/setup');
    expect(text).not.toContain(SECRET);
    expect(body).toMatchObject({ withSecret: ['ding'], changedBy: 'The admin' });
    expect(JSON.stringify(await audit('notices.setup'))).not.toContain(SECRET);
  });

  test('says which field is wrong', async () => {
    const wrong = { ...setup, duties: [{ ...setup.duties[0], contacts: ['nobody'], from: '25:00' }] };
    const { status, body } = await admin.ask('PUT', '/api/notices/setup', wrong);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      problems: expect.arrayContaining([
        { field: 'duties.0.from', message: expect.stringContaining('HH:MM') },
        { field: 'duties.0.contacts', message: 'there is no contact "nobody"' },
      ]),
    });
  });

  test('keeps a secret that is left out for the same address, and for no other', async () => {
    const left = { ...setup.channels[0], secret: undefined };
    const sent = await admin.ask('POST', '/api/notices/test', { channel: left });
    expect(sent.body).toMatchObject({ ok: true, error: null });
    expect(robot.taken).toHaveLength(1);
    const elsewhere = { ...left, url: `${robot.url}/elsewhere` };
    const refused = await admin.ask('POST', '/api/notices/test', { channel: elsewhere });
    expect(refused.body).toMatchObject({ ok: false, error: expect.stringContaining('sign') });
    expect(await audit('notices.test')).toMatchObject([{ outcome: 'refused' }, { outcome: 'done' }]);
  });
});

describe('the link in a notice', () => {
  test('shows its incident to whoever holds it, as often as asked, and nothing to others', async () => {
    await edge.noticeStore.add([testNotice('i1.li.opened', { state: 'sent' })]);
    const { linkKey } = (await edge.noticeStore.setup())!;
    const token = linkToken('i1.li.opened', Date.now() + 1000_000, linkKey);
    const stranger = edge.visitor();
    for (const _ of [1, 2])
      expect((await stranger.ask('GET', `/api/notice-links/${token}`)).body).toMatchObject({
        incident: { id: 'i1' },
        response: null,
        machine: { id: expect.any(String), name: { zh: expect.any(String), en: expect.any(String) } },
      });
    expect((await stranger.ask('GET', `/api/notice-links/${token}x`)).status).toBe(410);
    expect((await stranger.ask('GET', '/api/incidents/i1')).status).toBe(401);
  });

  test('acknowledges once, under the name of the receiver, and is on record', async () => {
    const { linkKey } = (await edge.noticeStore.setup())!;
    const path = `/api/notice-links/${linkToken('i1.li.opened', Date.now() + 1000_000, linkKey)}/acknowledge`;
    const stranger = edge.visitor();
    const first = await stranger.ask('POST', path);
    expect(first.body).toMatchObject({ incident: 'i1', by: '李伟', via: 'link' });
    expect(edge.alarms.standing()).toMatchObject([{ state: 'Acknowledged', acknowledgedBy: '李伟' }]);
    const second = await stranger.ask('POST', path);
    expect([second.status, second.text]).toEqual([410, expect.stringContaining('used already')]);
    expect(await audit('incident.acknowledge')).toMatchObject([
      { outcome: 'refused' },
      { outcome: 'done', subject: 'i1', address: '127.0.0.1', after: { by: '李伟', via: 'link' } },
    ]);
  });
});

describe('the work order of an incident', () => {
  const change = (body: object) => operator.ask('POST', '/api/work-orders/i1/changes', body);

  test('takes what people do, under their own names, and goes to the maintenance system each time', async () => {
    expect((await operator.ask('GET', '/api/work-orders/i1')).status).toBe(404);
    await change({ change: 'assign', to: 'Li Jing', by: 'somebody else' });
    await change({ change: 'use-part', part: 'Filter paper', count: 1 });
    await change({ change: 'judge-cause', right: true });
    const { body } = await change({ change: 'close' });
    expect(body).toMatchObject({ state: 'closed', assignee: 'Li Jing', judged: { by: 'The operator' } });
    expect((body as WorkOrder).events.map(({ by }) => by)).toEqual(Array(4).fill('The operator'));
    const exported = (await edge.noticeStore.ofIncident('i1')).filter(
      ({ occasion }) => occasion === 'work-order',
    );
    expect(exported.map(({ id }) => id)).toEqual([1, 2, 3, 4].map((n) => `i1.cmms.work-order.${n}`));
    expect(exported[3].content.title).toContain('冷却液滤芯堵塞');
    expect(exported[3].content.data).toMatchObject({ workOrder: { state: 'closed', machine: { id: 'S1' } } });
    expect((await operator.ask('GET', '/api/work-orders/precision')).body).toEqual([
      {
        cause: 'coolant-filter-clogged',
        title: { zh: '冷却液滤芯堵塞', en: 'Coolant filter clogged' },
        right: 1,
        wrong: 0,
      },
    ]);
  });

  test('is not changed once closed, nor for an incident that there is not, nor by those who only look', async () => {
    expect((await change({ change: 'spend-time', minutes: 5 })).status).toBe(409);
    const path = '/api/work-orders/none/changes';
    expect((await operator.ask('POST', path, { change: 'comment', text: 'x' })).status).toBe(404);
    const viewer = await edge.signedIn('viewer');
    expect(
      (await viewer.ask('POST', '/api/work-orders/i1/changes', { change: 'reopen', text: 'x' })).status,
    ).toBe(403);
  });

  test('keeps a photo, and nothing that only says it is one', async () => {
    await change({ change: 'reopen', text: 'noise again' });
    const send = (bytes: Uint8Array, type = 'image/jpeg') =>
      fetch(`${edge.url}/api/work-orders/i1/photos`, {
        method: 'POST',
        headers: { 'content-type': type, cookie: operator.cookie, origin: edge.url },
        body: Buffer.from(bytes),
      });
    const jpeg = new Uint8Array(300_000).fill(7);
    jpeg.set([0xff, 0xd8]);
    const order = (await (await send(jpeg)).json()) as WorkOrder;
    const last = order.events.at(-1)!.change as { photo: string };
    const answer = await fetch(`${edge.url}/api/work-orders/i1/photos/${last.photo}`, {
      headers: { cookie: operator.cookie },
    });
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    // Compared by the matcher, byte by byte, it would keep the server in this process from answering for seconds.
    expect(Buffer.from(await answer.arrayBuffer()).equals(jpeg)).toBe(true);
    expect((await send(new TextEncoder().encode('<script>'))).status).toBe(409);
    expect((await send(new Uint8Array(1_500_001))).status).toBe(413);
    expect((await send(jpeg, 'image/png')).status).toBe(400);
  });
});
