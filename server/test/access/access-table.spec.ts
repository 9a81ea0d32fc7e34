import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { roleReaches, USER_ROLES, type UserRole } from '@linetwin/contracts';
import { eventually } from '@linetwin/testing';
import type { Server, Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { REST_ACCESS, SOCKET_ACCESS, type Access } from '../../src/access/access-table.ts';
import { LiveGateway } from '../../src/live/live.gateway.ts';
import { TestEdge, type Visitor } from './test-edge.ts';

/*
 * Finds every address and every event of the running server, and tries each as everybody. What is not in the table fails.
 */
const edge = new TestEdge();
const environment = { LINETWIN_LOGIN: 'required', LINETWIN_TRUSTED_PROXIES: '127.0.0.1' };
beforeAll(() => edge.start(environment), 60_000);
afterAll(() => edge.stop());

interface Layer {
  name: string;
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

/** "METHOD path" of all that the HTTP server answers, also what the framework added by itself. */
function routesOf(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => [
    ...(route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : routesOf(handle?.stack ?? [])),
  ]);
}

function allRoutes(): string[] {
  const http = edge.edge.application.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  // The framework's answer for whatever is not there.
  return [...new Set(routesOf(http.router.stack))].filter((key) => key !== '_ALL *path');
}

/** What a client may send, as the server listens to it. */
function eventsOf(socket: Socket): string[] {
  const ownEvents = ['disconnect', 'disconnecting', 'error'];
  return socket
    .eventNames()
    .map(String)
    .filter((name) => !ownEvents.includes(name));
}

function serverSide(): Socket[] {
  const gateway = edge.edge.application.get(LiveGateway) as unknown as { server: Server };
  return [...gateway.server.sockets.sockets.values()];
}

const isAllowed = (access: Access, role: UserRole | undefined) => {
  if (access.needs === 'anyone') return true;
  if (role === undefined || access.needs === 'display' || access.needs === 'machine') return false;
  return access.needs === 'person' || roleReaches(role, access.needs);
};

/** Addresses tried so far. */
let asked = 0;

/** Asks an address as the table has it, with nothing in it. */
async function tryAddress(visitor: Visitor, key: string): Promise<number> {
  const [method, path] = key.split(' ');
  const body = method === 'GET' ? undefined : {};
  // Each as if from a machine of its own behind a proxy: one alone may not ask so much in so short a time.
  const from = { 'x-forwarded-for': `10.0.${asked >> 8}.${asked++ & 255}` };
  const { status } = await visitor.ask(method, path.replaceAll(/:\w+/g, 'x'), body, from);
  // Refused for how often, before anybody looked who asks: that says nothing of the table.
  expect([key, status]).not.toEqual([key, 429]);
  return status;
}

describe('every address of the running server', () => {
  test('is in the table, and the table holds nothing else', () => {
    expect(allRoutes().length).toBeGreaterThan(20);
    expect(allRoutes().sort()).toEqual(Object.keys(REST_ACCESS).sort());
  });

  test('leaves nothing behind the addresses that are not there', async () => {
    expect((await edge.visitor().ask('GET', '/api/nowhere')).status).toBe(404);
    expect((await edge.visitor().ask('POST', '/api/nowhere', {})).status).toBe(404);
  });

  test('that changes or commands something has a name in the audit log', () => {
    const silent = Object.entries(REST_ACCESS).filter(
      ([key, { audit }]) => !key.startsWith('GET ') && !audit,
    );
    // A code on a screen changes nothing before somebody approves it, which is recorded; nor does how a display is. What machines
    // measure is history itself. A look into a file of readings takes nothing of it, nor does one at an
    // expression or at a layout.
    expect(silent.map(([key]) => key)).toEqual([
      'POST /api/layout/preview',
      'POST /api/energy/readings/preview',
      'POST /api/rules/check',
      'POST /api/runs/import/preview',
      'POST /api/telemetry',
      'POST /api/pairing',
      'POST /api/pairing/claim',
      'POST /api/displays/heartbeat',
    ]);
  });

  test.each([undefined, ...USER_ROLES])(
    'answers %s as the table says',
    async (role) => {
      const person = role && (await edge.person(role));
      const wrong: string[] = [];
      for (const key of allRoutes()) {
        // A session of its own for every address, because some of them end it.
        const visitor: Visitor = person ? await edge.letIn(person) : edge.visitor();
        const status = await tryAddress(visitor, key);
        const refused = status === 401 || status === 403;
        if (refused === isAllowed(REST_ACCESS[key], role)) wrong.push(`${key}: ${status}`);
        if (refused && status !== (role ? 403 : 401)) wrong.push(`${key}: ${status}`);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  test('is refused to a wall display, but for looking and its heartbeat', async () => {
    const wrong: string[] = [];
    const display = await edge.pairedDisplay('wall');
    for (const key of allRoutes()) {
      const status = await tryAddress(display, key);
      const { needs, display: open } = REST_ACCESS[key];
      const allowed = needs === 'anyone' || needs === 'display' || open === true;
      if ((status === 403) === allowed) wrong.push(`${key}: ${status}`);
      if (open && !key.startsWith('GET ')) wrong.push(`${key} is open to displays and is no looking`);
    }
    expect(wrong).toEqual([]);
  });

  test('is refused to somebody whose first password was not changed yet, but for changing it', async () => {
    const visitor = edge.visitor();
    const { password } = await edge.access.users.create({ login: 'newcomer', name: 'New', role: 'admin' });
    expect((await visitor.ask('POST', '/api/session', { login: 'newcomer', password })).status).toBe(200);
    const open = [];
    for (const key of allRoutes()) {
      if (key.startsWith('DELETE ')) continue;
      const status = await tryAddress(visitor, key);
      if (status !== 403) open.push(key);
    }
    expect(open.sort()).toEqual([
      'GET /api/notice-links/:token',
      'GET /api/session',
      'GET /api/session/directory',
      'GET /api/session/directory/callback',
      'POST /api/notice-links/:token/acknowledge',
      'POST /api/pairing',
      'POST /api/pairing/claim',
      'POST /api/session',
      'PUT /api/session/password',
    ]);
  });
});

describe('every event of the live connection', () => {
  const connect = (visitor: Visitor) =>
    io(edge.url, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: visitor.cookie ? { cookie: visitor.cookie } : {},
    });

  test.each(USER_ROLES)('is in the table, and taken from a %s as it says', async (role) => {
    const client = connect(await edge.signedIn(role));
    await new Promise((resolve, reject) =>
      client.on('connect', () => resolve(0)).on('connect_error', reject),
    );
    const [socket] = serverSide().filter(({ id }) => id === client.id);
    expect(eventsOf(socket).sort()).toEqual(Object.keys(SOCKET_ACCESS).sort());
    for (const event of eventsOf(socket)) {
      // Some events carry a payload and some do not; the one that fits is answered.
      const answer = (await Promise.any([
        client.timeout(5000).emitWithAck(event, {}),
        client.timeout(5000).emitWithAck(event),
      ])) as { error?: string } | undefined;
      const refused = answer?.error?.startsWith('This needs the role') ?? false;
      expect(refused).toBe(!isAllowed(SOCKET_ACCESS[event as keyof typeof SOCKET_ACCESS], role));
    }
    client.disconnect();
    await eventually(
      'nobody is connected',
      () => serverSide().length,
      (count) => count === 0,
    );
  });

  test('is heard from nobody who has not signed in', async () => {
    const client = connect(edge.visitor());
    const error = await new Promise<Error>((resolve) => client.on('connect_error', resolve));
    expect(error.message).toBe('sign-in-required');
    expect(serverSide().length).toBe(0);
  });

  test('that is unknown is not taken', async () => {
    const client = connect(await edge.signedIn('admin'));
    await new Promise((resolve) => client.on('connect', () => resolve(0)));
    expect(await client.timeout(5000).emitWithAck('format-disk')).toMatchObject({ ok: false });
    client.disconnect();
  });
});
