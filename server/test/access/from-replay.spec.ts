import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { REPLAY_VIEW, VIEW_HEADER, type AuditEntry } from '@linetwin/contracts';
import { REST_ACCESS, SOCKET_ACCESS } from '../../src/access/access-table.ts';
import type { ServerEvents } from '../../src/events.ts';
import { LiveClient } from '../live-client.ts';
import { TestEdge, type Visitor } from './test-edge.ts';

/*
 * Somebody who may do everything has a cursor open and tries everything.
 */
const edge = new TestEdge();
let admin: Visitor;
let client: LiveClient;
const T0 = Date.UTC(2026, 0, 5, 8);
const IN_REPLAY = { [VIEW_HEADER]: REPLAY_VIEW };
const told: string[] = [];
const EVENTS: (keyof ServerEvents)[] = [
  'SamplesAccepted',
  'LateValuesKept',
  'SeamWelded',
  'SeamJudged',
  'BurstKept',
  'AlarmChanged',
  'AlarmMoved',
  'FindingChanged',
  'KpiComputed',
  'GapChanged',
  'IncidentChanged',
  'CommandChanged',
  'CommandAnswered',
  'RuleSwitched',
];

beforeAll(async () => {
  await edge.start();
  admin = await edge.signedIn('admin', 'chief');
  client = new LiveClient(edge.url, { cookie: admin.cookie });
  const answer = await client.socket
    .timeout(10_000)
    .emitWithAck('replay', { scope: '*', rateHz: 20, at: T0, speed: 60, playing: true });
  expect(answer).toMatchObject({ ok: true });
  for (const event of EVENTS) edge.events.on(event, 'test', () => told.push(event), 'anywhere');
}, 60_000);
afterAll(async () => {
  client.close();
  await edge.stop();
});

const changing = Object.entries(REST_ACCESS).filter(([key]) => !key.startsWith('GET '));
const ask = (key: string, headers: Record<string, string>) => {
  const [method, path] = key.split(' ');
  return admin.ask(method, path.replaceAll(/:\w+/g, 'x'), {}, headers);
};

describe('from a page that shows the past', () => {
  test('no address lets anything be changed or commanded, whoever asks, and each attempt is on record', async () => {
    const wrong: string[] = [];
    const refused: string[] = [];
    for (const [key, { inReplay, needs, audit }] of changing) {
      if (inReplay || needs === 'display' || needs === 'machine') continue;
      const { status, body } = await ask(key, IN_REPLAY);
      if (status !== 409 || !JSON.stringify(body).includes('past')) wrong.push(`${key}: ${status}`);
      if (audit) refused.push(audit);
    }
    expect(wrong).toEqual([]);
    expect(refused.length).toBeGreaterThan(30);
    const entries = (await admin.ask('GET', '/api/audit?limit=500')).body as AuditEntry[];
    const onRecord = entries.filter(({ outcome }) => outcome === 'refused').map(({ action }) => action);
    expect([...new Set(onRecord)].sort()).toEqual([...new Set(refused)].sort());
    // The same is taken, or found wrong, of a page that shows what is live.
    expect((await ask('POST /api/commands', {})).status).toBe(400);
  });

  test('only the own session and notes on times may be changed', () => {
    expect(changing.flatMap(([key, { inReplay }]) => (inReplay ? [key] : []))).toEqual([
      'POST /api/session',
      'DELETE /api/session',
      'PUT /api/session/password',
      'POST /api/time-notes',
      'PUT /api/time-notes/:id',
      'DELETE /api/time-notes/:id',
    ]);
  });

  test('no event of the connection does anything but look', async () => {
    expect(Object.keys(SOCKET_ACCESS).sort()).toEqual(
      ['end-replay', 'replay', 'steer', 'subscribe', 'unsubscribe'].sort(),
    );
    expect(Object.values(SOCKET_ACCESS).every(({ audit }) => audit === undefined)).toBe(true);
    const socket = client.socket as unknown as { emit(event: string, ...args: unknown[]): void };
    for (const event of ['command', 'acknowledge', 'notice', 'alarm', 'telemetry', ...EVENTS])
      socket.emit(event, { equipment: 'x', command: 'start', at: T0 });
    // Answered after all of those were read.
    await client.socket.timeout(10_000).emitWithAck('steer', { do: 'step', byMs: 1000 });
  });

  test('nothing was told in the server, sent to anybody, or kept beside the record of the attempts', async () => {
    expect(edge.replay.cursors).toBe(1);
    expect(told).toEqual([]);
    expect(edge.kept).toEqual([]);
    expect(await edge.noticeStore.list({ from: 0, to: Infinity, limit: 10 })).toEqual([]);
    expect(edge.alarms.standing()).toEqual([]);
    expect(edge.history.lastMark()).toBe(0);
  });

  test('a request looks at what it asks for all the same', async () => {
    expect((await admin.ask('GET', '/api/alarms', undefined, IN_REPLAY)).status).toBe(200);
  });
});
