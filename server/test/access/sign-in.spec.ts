import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntry, SessionAnswer, User } from '@linetwin/contracts';
import { io } from 'socket.io-client';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start({ LINETWIN_LOGIN: 'required' }), 60_000);
afterAll(() => edge.stop());

const NEW_PASSWORD = 'grinding wheels at dawn';
/** Everything that must be in no log. */
const secrets: string[] = [NEW_PASSWORD];

async function newcomer(login: string, role = 'operator' as User['role']): Promise<string> {
  const { password } = await edge.access.users.create({ login, name: login, role });
  secrets.push(password);
  return password;
}

async function signIn(visitor: Visitor, login: string, password: string) {
  const answer = await visitor.ask('POST', '/api/session', { login, password });
  if (visitor.cookie) secrets.push(visitor.cookie.split('=')[1]);
  return answer;
}

async function audit(filter: string): Promise<AuditEntry[]> {
  const admin = await edge.signedIn('admin');
  return (await admin.ask('GET', `/api/audit?${filter}`)).body as AuditEntry[];
}

const whoIs = async (visitor: Visitor) => (await visitor.ask('GET', '/api/session')).body as SessionAnswer;

describe('signing in', () => {
  test('begins with an admin whose password was said once, and who must change it', async () => {
    expect(edge.said).toHaveLength(1);
    const [, password] = /password (\S+) \(/.exec(edge.said[0])!;
    secrets.push(password);
    await edge.access.start();
    expect(edge.said).toHaveLength(1);

    const admin = edge.visitor();
    expect(await whoIs(admin)).toEqual({
      login: 'required',
      kind: 'nobody',
      user: null,
      role: null,
      acknowledgeByName: false,
      directory: null,
    });
    expect(await signIn(admin, 'Admin', password)).toMatchObject({
      status: 200,
      body: { kind: 'person', role: null, user: { login: 'admin', mustChangePassword: true } },
    });
    expect((await admin.ask('GET', '/api/users')).body).toEqual({
      error: 'Change your password first.',
      words: { text: 'change-password', values: {} },
    });
    const weak = await admin.ask('PUT', '/api/session/password', {
      before: password,
      after: 'linetwin2026!',
    });
    expect(weak).toMatchObject({ status: 422, body: { problems: [{ field: 'after' }] } });
    expect(
      (await admin.ask('PUT', '/api/session/password', { before: password, after: NEW_PASSWORD })).status,
    ).toBe(204);
    secrets.push(admin.cookie.split('=')[1]);
    expect((await admin.ask('GET', '/api/users')).status).toBe(200);
    expect((await whoIs(admin)).role).toBe('admin');
  });

  test('gives a cookie that scripts and other sites do not see, another one each time', async () => {
    const password = await newcomer('cookie.li');
    const visitor = edge.visitor();
    const first = await signIn(visitor, 'cookie.li', password);
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^linetwin_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const before = visitor.cookie;
    await signIn(visitor, 'cookie.li', password);
    expect(visitor.cookie).not.toBe(before);
    const old = edge.visitor();
    old.cookie = before;
    expect((await whoIs(old)).kind).toBe('nobody');
    // What is in the data base does not let anybody in.
    const rows = await edge.database.records.db.selectFrom('user_session').select('id').execute();
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(rows.map(({ id }) => id)).not.toContain(secret);
  });

  test('says the same of an unknown name, a wrong password and somebody let in no more', async () => {
    const password = await newcomer('gone');
    const { id } = (await edge.access.users.list()).find(({ login }) => login === 'gone')!;
    await edge.access.users.change(id, { disabled: true });
    const answers = [
      await signIn(edge.visitor(), 'gone', password),
      await signIn(edge.visitor(), 'gone', 'another password'),
      await signIn(edge.visitor(), 'never.was', 'another password'),
    ];
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([401, { error: 'The name or the password is wrong.' }]);
    }
  });

  test('ends with signing out', async () => {
    const visitor = await edge.signedIn('viewer');
    const { cookie } = visitor;
    const answer = await visitor.ask('DELETE', '/api/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('clear-site-data')).toContain('storage');
    expect(visitor.cookie).toBe('');
    visitor.cookie = cookie;
    expect((await visitor.ask('GET', '/api/model')).status).toBe(401);
  });

  test('is slowed down for a name that is guessed at, and recorded when that begins', async () => {
    const password = await newcomer('guessed');
    for (let i = 0; i < 5; i++) {
      expect((await signIn(edge.visitor(), 'guessed', `wrong password ${i}`)).status).toBe(401);
    }
    const refused = await signIn(edge.visitor(), 'guessed', password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const entries = await audit('subject=guessed&action=session.');
    expect(entries.map(({ outcome }) => outcome)).toEqual(Array(5).fill('refused'));
  });
});

describe('whoever is signed in', () => {
  test('is signed out everywhere when role or admission change, also from the live connection', async () => {
    const visitor = await edge.signedIn('engineer', 'moved');
    const { id } = (await whoIs(visitor)).user!;
    const client = io(edge.url, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: visitor.cookie },
    });
    await new Promise((resolve) => client.on('connect', () => resolve(0)));
    const gone = new Promise((resolve) => client.on('disconnect', resolve));
    const admin = await edge.signedIn('admin');
    expect((await admin.ask('PATCH', `/api/users/${id}`, { role: 'viewer' })).status).toBe(200);
    expect(await gone).toBe('io server disconnect');
    expect((await visitor.ask('GET', '/api/model')).status).toBe(401);
    expect(await audit('action=user.change&subject=moved')).toMatchObject([
      { before: { role: 'engineer' }, after: { role: 'viewer' }, outcome: 'done' },
    ]);
  });

  test('acknowledges under the own name, whatever the request says', async () => {
    const id = edge.raiseAlarm();
    const operator = await edge.signedIn('operator', 'li.jing');
    const answer = await operator.ask('POST', `/api/alarms/${id}/acknowledge`, {
      by: 'Somebody Else',
      comment: 'on my way',
    });
    expect(answer.body).toMatchObject({ state: 'Acknowledged', acknowledgedBy: 'The operator' });
    const again = await operator.ask('POST', `/api/alarms/${id}/acknowledge`, {});
    expect(again.status).toBe(409);
    expect(await audit(`subject=${encodeURIComponent(id)}`)).toMatchObject([
      { action: 'alarm.acknowledge', outcome: 'refused', actor: 'The operator (li.jing)' },
      {
        action: 'alarm.acknowledge',
        outcome: 'done',
        address: '127.0.0.1',
        before: { state: 'Unacknowledged' },
        after: { state: 'Acknowledged', comment: 'on my way' },
      },
    ]);
  });

  test('is recorded when trying what the role does not allow', async () => {
    const viewer = await edge.signedIn('viewer', 'curious');
    const answer = await viewer.ask('POST', '/api/users', { login: 'x', name: 'X', role: 'admin' });
    expect([answer.status, answer.body]).toEqual([
      403,
      {
        error: 'This needs the role admin; yours is viewer.',
        words: { text: 'needs-role', values: { needed: 'admin', own: 'viewer' } },
      },
    ]);
    expect(await audit('actor=curious')).toMatchObject([{ action: 'user.create', outcome: 'refused' }]);
  });

  test('cannot end being the last admin', async () => {
    const admin = await edge.signedIn('admin');
    const users = (await admin.ask('GET', '/api/users')).body as User[];
    const admins = users.filter(({ role }) => role === 'admin');
    const answers = [];
    for (const { id } of admins) {
      answers.push((await admin.ask('PATCH', `/api/users/${id}`, { disabled: true })).status);
    }
    expect(answers).toContain(200);
    const left = (await edge.access.users.list()).filter(
      ({ role, disabled }) => role === 'admin' && !disabled,
    );
    expect(left.length).toBeGreaterThan(0);
  });
});

describe('a page of another site', () => {
  test('changes nothing and opens no live connection with the cookie of who reads it', async () => {
    const operator = await edge.signedIn('operator');
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${edge.url}0` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const { status, body } = await operator.ask('POST', '/api/alarms/x/acknowledge', {}, headers);
      expect([status, body]).toEqual([403, { error: 'The request comes from a page of another site.' }]);
      if (!headers.origin) continue;
      const client = io(edge.url, {
        path: '/live',
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: operator.cookie, ...headers },
      });
      const problem = await new Promise<Error>((resolve) => client.on('connect_error', resolve));
      expect(problem.message).toBe('websocket error');
    }
    const own = await operator.ask('POST', '/api/alarms/x/acknowledge', {}, { origin: edge.url });
    expect(own.status).toBe(409);
  });
});

describe('every answer', () => {
  test('forbids browsers what pages do not need, and keeps answers out of caches', async () => {
    const { headers } = await edge.visitor().ask('GET', '/api/session');
    const policy = headers.get('content-security-policy')!.split(';');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        // Decoders of models are WebAssembly; text is never run as a program.
        "script-src 'self' 'wasm-unsafe-eval'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]),
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('to a body that is too large or no JSON is short and says so', async () => {
    const visitor = edge.visitor();
    const large = await visitor.ask('POST', '/api/session', { login: 'x', password: 'y'.repeat(200_000) });
    expect(large.status).toBe(413);
    const response = await fetch(`${edge.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"login":',
    });
    expect(response.status).toBe(400);
  });

  test('comes more and more slowly to somebody who asks too often', async () => {
    const admin = await edge.signedIn('admin');
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await signIn(edge.visitor(), 'x', 'y')).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await admin.ask('GET', '/api/users')).status).toBe(200);
  });
});

describe('the audit log', () => {
  test('is exported whole, as a spreadsheet reads it without running anything', async () => {
    const admin = await edge.signedIn('admin');
    await edge.access.trail.record({
      actorKind: 'server',
      actorId: null,
      actor: '=HYPERLINK("http://evil")',
      address: '',
      action: 'test.csv',
      subject: 'a "quoted", text',
      outcome: 'done',
      after: { 中: 'x' },
    });
    const { text, headers } = await admin.ask('GET', '/api/audit.csv?action=test.csv');
    expect(headers.get('content-disposition')).toContain('linetwin-audit.csv');
    const [head, line, rest] = text.replace(/^\uFEFF/, '').split('\r\n');
    expect(head).toMatch(/^sequence,time,/);
    expect(line).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(line).toContain('"a ""quoted"", text"');
    expect(line).toContain('"{""中"":""x""}"');
    expect(rest).toBe('');
  });
});

test('no password and no secret of a session was written to the log or the audit log', async () => {
  const admin = await edge.signedIn('admin');
  const everything = edge.logged.join('\n') + (await admin.ask('GET', '/api/audit.csv')).text;
  expect(everything).toContain('session.begin');
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
});
