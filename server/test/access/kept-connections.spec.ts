import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestEdge } from './test-edge.ts';

/** Longest that a proxy in front keeps an idle connection unless told otherwise, s: Caddy. */
const PROXY_KEEPS_S = 120;

const edge = new TestEdge();
/** Connects and says nothing, or only the beginning of a request. */
async function connected(said = ''): Promise<Socket> {
  const socket = connect(Number(new URL(edge.url).port), '127.0.0.1');
  await once(socket, 'connect');
  // It is reset when the server ends.
  socket.on('error', () => undefined);
  if (said) await new Promise<void>((resolve) => socket.write(said, () => resolve()));
  return socket;
}

const agent = new Agent({ keepAlive: true });
beforeAll(() => edge.start(), 60_000);
afterAll(async () => {
  agent.destroy();
  await edge.stop();
});

describe('a connection that is kept for the next request', () => {
  test('is not ended by the server while a proxy may still send on it', async () => {
    const { headers } = await edge.visitor().ask('GET', '/api/session');
    const [, keptS] = /timeout=(\d+)/.exec(headers.get('keep-alive')!)!;
    expect(Number(keptS)).toBeGreaterThan(PROXY_KEEPS_S);
  });

  test('does not keep the server from ending once its request is answered, and one without a request not at all', async () => {
    const body = JSON.stringify({ login: 'nobody', password: 'nothing that fits' });
    const asking = request(`${edge.url}/api/session`, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        origin: edge.url,
        expect: '100-continue',
      },
    });
    asking.flushHeaders();
    // The server has begun with it.
    await once(asking, 'continue');
    // As browsers do ahead of what they may ask.
    const silent = [await connected(), await connected('GET /api/session HTTP/1.1\r\nHost: 127')];
    const ended = edge.edge.stop();
    asking.end(body);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(401);
    await ended;
    for (const socket of silent) if (!socket.closed) await once(socket, 'close');
  });
});
