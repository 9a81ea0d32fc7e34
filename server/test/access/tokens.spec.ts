import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntry, NewTokenAnswer, Token } from '@linetwin/contracts';
import { io } from 'socket.io-client';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start(), 60_000);
afterAll(() => edge.stop());

async function newToken(scope: Token['scope']): Promise<NewTokenAnswer & { program: Visitor }> {
  const admin = await edge.signedIn('admin');
  const { status, body } = await admin.ask('POST', '/api/tokens', {
    name: `report ${scope}`,
    scope,
    days: 30,
  });
  expect(status).toBe(201);
  const answer = body as NewTokenAnswer;
  return { ...answer, program: edge.visitor({ authorization: `Bearer ${answer.secret}` }) };
}

const connected = (program: Visitor) =>
  io(edge.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: program.headers,
  });

describe('a program with a token', () => {
  test('does what its scope allows, by REST and over the live connection', async () => {
    const { program } = await newToken('operator');
    expect((await program.ask('GET', '/api/model')).status).toBe(200);
    const id = edge.raiseAlarm();
    const answer = await program.ask('POST', `/api/alarms/${id}/acknowledge`, { by: 'Somebody Else' });
    expect(answer.body).toMatchObject({ acknowledgedBy: 'report operator' });
    expect((await program.ask('GET', '/api/session')).body).toMatchObject({
      kind: 'token',
      role: 'operator',
    });
    const client = connected(program);
    await new Promise((resolve, reject) =>
      client.on('connect', () => resolve(0)).on('connect_error', reject),
    );
    client.disconnect();
  });

  test('never does what admins do, nor changes a password', async () => {
    const { program } = await newToken('engineer');
    expect((await program.ask('GET', '/api/users')).status).toBe(403);
    expect((await program.ask('POST', '/api/tokens', {})).status).toBe(403);
    expect((await program.ask('PUT', '/api/session/password', {})).status).toBe(403);
    const admin = await edge.signedIn('admin');
    const asked = await admin.ask('POST', '/api/tokens', { name: 'x', scope: 'admin', days: 1 });
    expect(asked.status).toBe(400);
    expect((await admin.ask('POST', '/api/tokens', { name: 'x', scope: 'viewer', days: 400 })).status).toBe(
      400,
    );
  });

  test('is refused from the moment it is revoked, and disconnected', async () => {
    const { program, token } = await newToken('viewer');
    const client = connected(program);
    await new Promise((resolve) => client.on('connect', () => resolve(0)));
    const gone = new Promise((resolve) => client.on('disconnect', resolve));
    const admin = await edge.signedIn('admin');
    expect((await admin.ask('DELETE', `/api/tokens/${token.id}`)).status).toBe(204);
    expect((await admin.ask('DELETE', `/api/tokens/${token.id}`)).status).toBe(404);
    expect((await program.ask('GET', '/api/model')).status).toBe(401);
    expect(await gone).toBe('io server disconnect');
    const listed = (await admin.ask('GET', '/api/tokens')).body as Token[];
    expect(listed.find(({ id }) => id === token.id)!.revokedAt).not.toBeNull();
  });

  test('is refused after its time', async () => {
    const { program, token } = await newToken('viewer');
    await edge.database.records.db
      .updateTable('access_key')
      .set({ expires_at: Date.now() - 1 })
      .where('id', '=', token.id)
      .execute();
    expect((await program.ask('GET', '/api/model')).status).toBe(401);
  });

  test('is kept as a digest, and recorded without its secret', async () => {
    const { token, secret } = await newToken('viewer');
    const row = await edge.database.records.db
      .selectFrom('access_key')
      .selectAll()
      .where('id', '=', token.id)
      .executeTakeFirstOrThrow();
    const core = secret.split('_')[2];
    expect(JSON.stringify(row)).not.toContain(core);
    const admin = await edge.signedIn('admin');
    const log = await admin.ask('GET', `/api/audit?subject=${token.id}`);
    expect(log.body as AuditEntry[]).toMatchObject([{ action: 'token.create', after: { scope: 'viewer' } }]);
    expect(log.text).not.toContain(core);
    expect(edge.logged.join('\n')).not.toContain(core);
  });

  test.each(['', 'x', 'lt_aaaaaaaaaaaa_bbbb', `lt_aaaaaaaaaaaa_${'b'.repeat(43)}`])(
    'that shows %j is nobody, also beside a good cookie',
    async (text) => {
      const admin = await edge.signedIn('admin');
      const { status } = await admin.ask('GET', '/api/users', undefined, { authorization: `Bearer ${text}` });
      expect(status).toBe(401);
    },
  );
});
