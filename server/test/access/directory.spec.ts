import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditEntry, SessionAnswer } from '@linetwin/contracts';
import { freePort } from '@linetwin/testing';
import { TestEdge, type Answer, type Visitor } from './test-edge.ts';

/* Signing in through a provider that runs on this machine and speaks the real protocol. */
let provider: ChildProcess;
const edge = new TestEdge();
/** What the provider says of whoever signs in. */
let claims: Record<string, unknown>;

beforeAll(async () => {
  provider = fork(join(import.meta.dirname, 'identity-provider.mjs'));
  const [issuer] = (await once(provider, 'message')) as [string];
  const port = await freePort();
  await edge.start({
    LINETWIN_LOGIN: 'required',
    LINETWIN_PORT: String(port),
    LINETWIN_PUBLIC_URL: `http://127.0.0.1:${port}`,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'linetwin',
    OIDC_CLIENT_SECRET: 'a secret of the provider',
    OIDC_ROLES: 'plant-admins=admin,maintenance=engineer,shift=operator',
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    OIDC_NAME: 'Plant ID',
  });
}, 60_000);
afterAll(async () => {
  await edge.stop();
  provider.disconnect();
  await once(provider, 'exit');
});
beforeEach(() => {
  claims = {
    sub: '4711',
    name: '王伟',
    preferred_username: 'Wang.Wei',
    realm_access: { roles: ['shift', 'maintenance', 'canteen'] },
  };
});

/** Goes to the provider and back. `change` may tamper with the address that the provider sends back to. */
async function throughProvider(visitor: Visitor, change = (url: URL): unknown => url): Promise<Answer> {
  provider.send(claims);
  await once(provider, 'message');
  const there = await visitor.ask('GET', '/api/session/directory');
  expect(there.status).toBe(303);
  const signedIn = await fetch(there.headers.get('location')!, { redirect: 'manual' });
  const back = new URL(signedIn.headers.get('location')!);
  change(back);
  return visitor.ask('GET', back.pathname + back.search);
}

const whoIs = async (visitor: Visitor) => (await visitor.ask('GET', '/api/session')).body as SessionAnswer;

describe('somebody whom the identity provider knows', () => {
  test('is let in with the name and the highest role that the provider says', async () => {
    const visitor = edge.visitor();
    expect((await whoIs(visitor)).directory).toBe('Plant ID');
    const answer = await throughProvider(visitor);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^linetwin_session=.*SameSite=Strict/),
    );
    expect(await whoIs(visitor)).toMatchObject({
      kind: 'person',
      role: 'engineer',
      user: { login: 'wang.wei', name: '王伟', source: 'directory' },
    });
    expect((await visitor.ask('PUT', '/api/session/password', { before: 'x', after: 'y' })).status).toBe(403);
  });

  test('is the same person at the next sign-in, with the role of that day', async () => {
    const visitor = edge.visitor();
    await throughProvider(visitor);
    const before = await whoIs(visitor);
    claims = { ...claims, name: '王伟 (二车间)', realm_access: { roles: ['shift'] } };
    const again = edge.visitor();
    await throughProvider(again);
    const after = await whoIs(again);
    expect(after.user!.id).toBe(before.user!.id);
    expect(after).toMatchObject({ role: 'operator', user: { name: '王伟 (二车间)' } });
    // What the former role opened is closed.
    expect((await whoIs(visitor)).kind).toBe('nobody');
  });

  test('is not let in without a group that has a role, which is recorded', async () => {
    claims = { ...claims, sub: '4712', preferred_username: 'cook', realm_access: { roles: ['canteen'] } };
    const visitor = edge.visitor();
    const answer = await throughProvider(visitor);
    expect(answer.headers.get('location')).toBe('/sign-in?problem=no-role');
    expect((await whoIs(visitor)).kind).toBe('nobody');
    const admin = await edge.signedIn('admin');
    const log = (await admin.ask('GET', '/api/audit?outcome=refused')).body as AuditEntry[];
    expect(log[0]).toMatchObject({
      action: 'session.begin',
      detail: expect.stringContaining('cook is in no group'),
    });
  });

  test('is not let in when an admin has disabled the user', async () => {
    await throughProvider(edge.visitor());
    const { id } = (await edge.access.users.list()).find(({ login }) => login === 'wang.wei')!;
    await edge.access.users.change(id, { disabled: true });
    const answer = await throughProvider(edge.visitor());
    expect(answer.headers.get('location')).toBe('/sign-in?problem=directory');
    await edge.access.users.change(id, { disabled: false });
  });

  test('does not become somebody with a password here by having the same name', async () => {
    await edge.access.users.create({ login: 'li.jing', name: 'Li Jing', role: 'admin' });
    claims = { ...claims, sub: '4713', preferred_username: 'li.jing' };
    const visitor = edge.visitor();
    await throughProvider(visitor);
    const { user, role } = await whoIs(visitor);
    expect(role).toBe('engineer');
    expect(user!.login).toMatch(/^li\.jing\.[a-z2-9]{5}$/);
  });
});

describe('an answer that the browser did not ask the provider for', () => {
  test.each([
    ['with another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['with another code', (url: URL) => url.searchParams.set('code', 'guess')],
    ['with an error', (url: URL) => (url.search = '?error=access_denied')],
  ])('lets nobody in: %s', async (_name, change) => {
    const visitor = edge.visitor();
    const answer = await throughProvider(visitor, change);
    expect(answer.headers.get('location')).toBe('/sign-in?problem=directory');
    expect((await whoIs(visitor)).kind).toBe('nobody');
  });

  test('lets nobody in: another browser', async () => {
    let stolen = '';
    await throughProvider(edge.visitor(), (url) => {
      stolen = url.search;
      url.search = '?error=stopped';
    });
    const thief = edge.visitor();
    const answer = await thief.ask('GET', `/api/session/directory/callback${stolen}`);
    expect(answer.headers.get('location')).toBe('/sign-in?problem=directory');
    expect((await whoIs(thief)).kind).toBe('nobody');
  });
});

test('neither the secret of the provider nor a code is in the log', () => {
  expect(edge.logged.join('\n')).not.toContain('a secret of the provider');
});
