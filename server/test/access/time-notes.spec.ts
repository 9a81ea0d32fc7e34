import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntry, TimeNote } from '@linetwin/contracts';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
let chen: Visitor;
let li: Visitor;
beforeAll(async () => {
  await edge.start();
  chen = await edge.signedIn('engineer', 'chen');
  li = await edge.signedIn('engineer', 'li');
}, 60_000);
afterAll(() => edge.stop());

const T = Date.UTC(2026, 0, 5, 8);
const note = (rest: object = {}) => ({
  line: 'line-1',
  from: T,
  to: T + 60_000,
  text: '砂轮修整后振动变大',
  ...rest,
});
const add = async (by: Visitor, rest: object = {}) =>
  (await by.ask('POST', '/api/time-notes', note(rest))).body as TimeNote;
const list = async (by: Visitor, query = '') =>
  (await by.ask('GET', `/api/time-notes?from=0&to=${T * 2}${query}`)).body as TimeNote[];

describe('notes on times', () => {
  test('are written by engineers and read by all who are signed in, who see whose they are', async () => {
    const { id } = await add(chen);
    const seen = { ...note(), id, author: 'The engineer', changedAt: expect.any(Number) };
    expect(await list(chen)).toContainEqual({ ...seen, own: true });
    expect((await list(await edge.signedIn('viewer'))).map((one) => one.id)).toContain(id);
    expect((await (await edge.signedIn('operator')).ask('POST', '/api/time-notes', note())).status).toBe(403);
    expect((await (await edge.pairedDisplay('hall')).ask('GET', '/api/time-notes?from=0&to=1')).status).toBe(
      403,
    );
  });

  test('are changed and removed by who wrote them and nobody else', async () => {
    const { id } = await add(chen);
    const path = `/api/time-notes/${id}`;
    expect((await li.ask('PUT', path, note({ text: 'mine' }))).status).toBe(403);
    expect((await li.ask('DELETE', path)).status).toBe(403);
    expect((await chen.ask('PUT', path, note({ text: 'better', line: null }))).body).toMatchObject({
      id,
      text: 'better',
      line: null,
      own: true,
    });
    expect((await chen.ask('DELETE', path)).status).toBe(204);
    expect((await chen.ask('DELETE', path)).status).toBe(404);
    expect((await chen.ask('PUT', path, note())).status).toBe(404);
    expect((await list(chen)).map((one) => one.id)).not.toContain(id);
  });

  test('are on record with what they were and what they became', async () => {
    const { id } = await add(chen, { text: 'before' });
    await chen.ask('PUT', `/api/time-notes/${id}`, note({ text: 'after' }));
    const admin = await edge.signedIn('admin');
    const entries = (await admin.ask('GET', '/api/audit?limit=100')).body as AuditEntry[];
    const about = entries.filter(({ subject }) => subject === id);
    expect(about.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['time-note.change', note({ text: 'before' }), note({ text: 'after' })],
      ['time-note.add', null, note({ text: 'before' })],
    ]);
  });

  test('are refused when they say nothing, end before they begin, or are of no line', async () => {
    for (const wrong of [{ text: '  ' }, { text: 'x'.repeat(501) }, { to: T - 1 }, { line: 'line-9' }])
      expect((await chen.ask('POST', '/api/time-notes', note(wrong))).status).toBe(400);
    expect((await chen.ask('GET', '/api/time-notes?from=0')).status).toBe(400);
    expect((await chen.ask('GET', '/api/time-notes?from=0&to=1&limit=501')).status).toBe(400);
  });
});
