import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestEdge } from './test-edge.ts';

/** Longest that a proxy in front keeps an idle connection unless told otherwise, s: Caddy. */
const PROXY_KEEPS_S = 120;

const edge = new TestEdge();
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

  test('does not keep the server from ending once its request is answered', async () => {
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
    const ended = edge.edge.stop();
    asking.end(body);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(401);
    await ended;
  });
});
