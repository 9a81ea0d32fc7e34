import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntry, Display, Pairing } from '@linetwin/contracts';
import { io } from 'socket.io-client';
import { TestEdge } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start(), 60_000);
afterAll(() => edge.stop());

const BEAT = { version: '0.1.0', memoryMb: 140, frameMs: 16.9, page: '/' };

async function displays(): Promise<Display[]> {
  const admin = await edge.signedIn('admin');
  return (await admin.ask('GET', '/api/displays')).body as Display[];
}

describe('a wall display', () => {
  test('is paired by the code on its screen, and only by an admin', async () => {
    const screen = edge.visitor();
    const { code, secret } = (await screen.ask('POST', '/api/pairing')).body as Pairing;
    expect(code).toMatch(/^[a-z2-9]{3}-[a-z2-9]{3}$/);
    const claim = () => screen.ask('POST', '/api/pairing/claim', { secret });
    expect((await claim()).body).toEqual({ state: 'waiting' });
    expect((await screen.ask('GET', '/api/model')).status).toBe(401);

    const engineer = await edge.signedIn('engineer');
    expect((await engineer.ask('POST', '/api/displays', { code, name: 'Hall' })).status).toBe(403);
    const admin = await edge.signedIn('admin');
    expect((await admin.ask('POST', '/api/displays', { code: 'aaa-aaa', name: 'Hall' })).status).toBe(404);
    const typed = ` ${code.toUpperCase()} `;
    expect((await admin.ask('POST', '/api/displays', { code: typed, name: '一车间' })).status).toBe(201);

    const paired = await claim();
    expect(paired.body).toEqual({ state: 'paired' });
    expect(paired.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^linetwin_display=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/,
      ),
    ]);
    expect((await claim()).body).toEqual({ state: 'expired' });
    expect((await screen.ask('GET', '/api/model')).status).toBe(200);
    expect((await screen.ask('GET', '/api/session')).body).toMatchObject({ kind: 'display', role: 'viewer' });
    const log = (await admin.ask('GET', '/api/audit?action=display.pair&subject=一车间'))
      .body as AuditEntry[];
    expect(log).toMatchObject([{ outcome: 'done', actor: expect.stringContaining('admin') }]);
  });

  test('tells how it is, and gets its key anew each time, so that it never ends', async () => {
    const screen = await edge.pairedDisplay('line 2');
    const beat = await screen.ask('POST', '/api/displays/heartbeat', BEAT);
    expect(beat.status).toBe(204);
    expect(beat.headers.getSetCookie()).toEqual([expect.stringContaining(`${screen.cookie}; Path=/`)]);
    const [display] = (await displays()).filter(({ name }) => name === 'line 2');
    expect(display).toMatchObject({ ...BEAT, address: '127.0.0.1' });
    expect(Date.now() - display.lastBeatAt!).toBeLessThan(10_000);
  });

  test('acknowledges nothing', async () => {
    const screen = await edge.pairedDisplay('line 3');
    const id = edge.raiseAlarm();
    const { status } = await screen.ask('POST', `/api/alarms/${id}/acknowledge`, { by: 'x' });
    expect(status).toBe(403);
  });

  test('goes dark when it is revoked', async () => {
    const screen = await edge.pairedDisplay('line 4');
    const client = io(edge.url, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: screen.cookie },
    });
    await new Promise((resolve) => client.on('connect', () => resolve(0)));
    const gone = new Promise((resolve) => client.on('disconnect', resolve));
    const admin = await edge.signedIn('admin');
    const { id } = (await displays()).find(({ name }) => name === 'line 4')!;
    expect((await admin.ask('DELETE', `/api/displays/${id}`)).status).toBe(204);
    expect(await gone).toBe('io server disconnect');
    expect((await screen.ask('GET', '/api/model')).status).toBe(401);
    expect((await screen.ask('POST', '/api/displays/heartbeat', BEAT)).status).toBe(401);
  });

  test('is kept as a digest of its key', async () => {
    const screen = await edge.pairedDisplay('line 5');
    const rows = await edge.database.records.db.selectFrom('display').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(screen.cookie.split('=')[1]);
  });

  test('that asks for ever new codes is told to wait', async () => {
    const screen = edge.visitor();
    const statuses: number[] = [];
    for (let i = 0; i < 60; i++) statuses.push((await screen.ask('POST', '/api/pairing')).status);
    expect(statuses.at(-1)).toBe(429);
  });
});
