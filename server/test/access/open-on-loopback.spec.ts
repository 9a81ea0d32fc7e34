import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { io } from 'socket.io-client';
import { TestEdge } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start({}), 60_000);
afterAll(() => edge.stop());

/** Status of an answer to a request with headers that `fetch` does not let through. */
function statusWith(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${edge.url}/api/model`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

describe('on the server itself, while no login is required,', () => {
  test('anybody looks, and acknowledges under a typed name', async () => {
    const visitor = edge.visitor();
    expect((await visitor.ask('GET', '/api/model')).status).toBe(200);
    expect((await visitor.ask('GET', '/api/session')).body).toMatchObject({
      login: 'loopback-open',
      kind: 'nobody',
      role: 'viewer',
      acknowledgeByName: true,
    });
    const id = edge.raiseAlarm();
    const unnamed = await visitor.ask('POST', `/api/alarms/${id}/acknowledge`, {});
    expect(unnamed).toMatchObject({ status: 400, body: { problems: [{ field: 'by' }] } });
    const named = await visitor.ask('POST', `/api/alarms/${id}/acknowledge`, { by: 'Li Wei' });
    expect(named.body).toMatchObject({ acknowledgedBy: 'Li Wei' });
  });

  test('nobody does more than that without a name', async () => {
    const visitor = edge.visitor();
    expect((await visitor.ask('GET', '/api/users')).status).toBe(401);
    expect((await visitor.ask('POST', '/api/users', {})).status).toBe(401);
    const viewer = await edge.signedIn('viewer');
    expect((await viewer.ask('POST', '/api/alarms/x/acknowledge', { by: 'x' })).status).toBe(403);
  });

  test('nobody comes in through another name of the server or through a proxy', async () => {
    const { host, port } = new URL(edge.url);
    expect(await statusWith({ host })).toBe(200);
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: `rebound.example:${port}` })).toBe(403);
    expect(await statusWith({ host, 'x-forwarded-for': '10.0.0.1' })).toBe(403);
    expect(await statusWith({ host, forwarded: 'for=10.0.0.1' })).toBe(403);
    const client = io(edge.url, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { host: 'rebound.example' },
    });
    const problem = await new Promise<Error>((resolve) => client.on('connect_error', resolve));
    expect(problem.message).toBe('websocket error');
  });
});
