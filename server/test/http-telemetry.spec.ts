import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  MAX_TELEMETRY_MESSAGES,
  type HistoryAnswer,
  type NewGatewayAnswer,
  type TelemetryAnswer,
} from '@linetwin/contracts';
import { eventually, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { TestEdge } from './access/test-edge.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 60_000;
const post = async (url: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/api/telemetry`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as TelemetryAnswer & { error?: string } };
};
const power = (time: number, value: number, equipment = TEST_PRESS) => ({
  equipment,
  time,
  values: { power: value },
});

describe('telemetry over HTTP', () => {
  let server: TestServer;
  afterEach(() => server?.remove());

  test(
    'is on disk when it is answered, and is there after a kill, once',
    async () => {
      server = await TestServer.start();
      const time = Date.now();
      const messages = Array.from({ length: 50 }, (_, i) => power(time - 50_000 + i * 1000, i));
      expect(await post(server.http, { messages })).toEqual({
        status: 200,
        body: { taken: 50, rejected: [] },
      });
      const { folder } = server;
      await server.kill();
      server = await TestServer.start({ folder });
      // The answer got lost, so it is sent again.
      expect((await post(server.http, { messages })).body.taken).toBe(50);
      const path = `history?signals=${TEST_PRESS}/power&from=${time - 60_000}&to=${time}&points=1000`;
      const { series } = await eventually(
        'values in history',
        () => server.get<HistoryAnswer>(path),
        ({ series: [one] }) => one.time.length >= 50,
      );
      expect(series[0].last).toEqual(messages.map(({ values }) => values.power));
    },
    TIMEOUT_MS,
  );

  test(
    'says of each message what was not taken of it, and why, and takes all others',
    async () => {
      server = await TestServer.start();
      const time = Date.now();
      const { status, body } = await post(server.http, {
        messages: [
          power(time, 1),
          power(time, 1, 'site/area/nowhere/m1'),
          { equipment: TEST_SPINDLE, time, values: { nonsense: 4 } },
          { equipment: TEST_PRESS, time: 5, values: { power: 2 } },
        ],
      });
      expect(status).toBe(200);
      expect(body.taken).toBe(1);
      expect(body.rejected.map(({ message, reason }) => [message, reason])).toEqual([
        [1, 'unknown-equipment'],
        [2, 'unknown-signal'],
        [3, expect.stringMatching(/time/)],
      ]);
      for (const { detail } of body.rejected) expect(detail.length).toBeGreaterThan(10);
      const { samples } = await server.get<{ samples: { reason: string }[] }>('ingest/rejects');
      expect(samples.map(({ reason }) => reason)).toContain('unknown-signal');
      // Who sent is known by machine where nobody gave a name.
      const { sources } = await server.get<{ sources: { source: string }[] }>('sources');
      expect(sources.map(({ source }) => source)).toContain(TEST_PRESS);
    },
    TIMEOUT_MS,
  );

  test(
    'that is no request of this kind is refused with the field that is wrong',
    async () => {
      server = await TestServer.start();
      expect((await post(server.http, '{"messages":')).status).toBe(400);
      const none = await post(server.http, { messages: [] });
      expect(none).toMatchObject({ status: 400, body: { problems: [{ field: 'messages' }] } });
      const wrong = await post(server.http, {
        messages: [{ equipment: TEST_PRESS, time: 'now', values: {} }],
      });
      expect(wrong).toMatchObject({ status: 400, body: { problems: [{ field: 'messages.0.time' }] } });
      const many = Array.from({ length: MAX_TELEMETRY_MESSAGES + 1 }, () => power(Date.now(), 1));
      expect((await post(server.http, { messages: many })).status).toBe(400);
      expect((await post(server.http, `{"messages":"${'x'.repeat(1024 * 1024)}"}`)).status).toBe(413);
      const large = Array.from({ length: MAX_TELEMETRY_MESSAGES }, (_, i) => ({
        ...power(Date.now() - i, 1),
        quality: { power: 'Good' },
      }));
      expect(JSON.stringify(large).length).toBeGreaterThan(100_000);
      expect((await post(server.http, { messages: large })).status).toBe(200);
    },
    TIMEOUT_MS,
  );
});

describe('where names are asked for, telemetry over HTTP', () => {
  const edge = new TestEdge();
  beforeAll(() => edge.start(), TIMEOUT_MS);
  afterAll(() => edge.stop());
  const basic = (id: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
  });

  test('is taken from a gateway for its own machines only, until it is revoked', async () => {
    const admin = await edge.signedIn('admin');
    const made = await admin.ask('POST', '/api/gateways', { id: 'press-1', machines: [TEST_PRESS] });
    const { password } = made.body as NewGatewayAnswer;
    const messages = [power(Date.now(), 1), power(Date.now(), 2, TEST_SPINDLE)];
    const { status, body } = await post(edge.url, { messages }, basic('press-1', password));
    expect(status).toBe(200);
    expect(body).toEqual({
      taken: 1,
      rejected: [{ message: 1, reason: 'not-allowed', detail: 'sent by press-1' }],
    });
    expect(edge.kept.map(({ sender, messages: [one] }) => [sender, one.message.equipment])).toEqual([
      ['press-1', TEST_PRESS],
    ]);

    // It speaks for machines and sees nothing.
    const look = await edge.visitor(basic('press-1', password)).ask('GET', '/api/model');
    expect(look.status).toBe(403);

    expect((await post(edge.url, { messages }, basic('press-1', 'guess'))).status).toBe(401);
    expect((await post(edge.url, { messages })).status).toBe(401);
    await admin.ask('DELETE', '/api/gateways/press-1');
    expect((await post(edge.url, { messages }, basic('press-1', password))).status).toBe(401);
  });

  test('is asked for again when the disk of the owner refuses', async () => {
    const admin = await edge.signedIn('admin');
    const made = await admin.ask('POST', '/api/gateways', { id: 'press-2', machines: [TEST_PRESS] });
    edge.diskProblem = 'no space left on device';
    const response = await fetch(`${edge.url}/api/telemetry`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...basic('press-2', (made.body as NewGatewayAnswer).password),
      },
      body: JSON.stringify({ messages: [power(Date.now(), 1)] }),
    });
    edge.diskProblem = undefined;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toEqual({
      error: 'Keep the values and send them again: no space left on device',
    });
  });
});
