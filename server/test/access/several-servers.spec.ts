import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasRealServer, RedisServer, samplesOf } from '@linetwin/testing';
import { LiveGateway } from '../../src/live/live.gateway.ts';
import { LiveClient } from '../live-client.ts';
import { TestEdge, type Visitor } from './test-edge.ts';

const TIMEOUT_MS = 60_000;

/* Two api processes of one plant: one data base of people and sessions, and a real Redis between their live connections. */
(hasRealServer('redis-server', 'redis-server') ? describe : describe.skip)('several servers', () => {
  const left = new TestEdge();
  const right = new TestEdge(left.database);
  let redis: RedisServer;
  const clients: LiveClient[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start();
    for (const edge of [left, right]) {
      await edge.start({
        LINETWIN_LOGIN: 'required',
        REDIS_URL: redis.url,
        // What makes it one of several; only Redis is reached from here.
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        INFLUX_URL: 'http://127.0.0.1:1',
        MQTT_URL: 'mqtt://127.0.0.1:1',
      });
      // Every half minute each looks for itself who may stay: not in these tests, which are about being told.
      const { lookAgain } = edge.edge.application.get(LiveGateway) as unknown as {
        lookAgain: NodeJS.Timeout;
      };
      clearInterval(lookAgain);
    }
  }, TIMEOUT_MS);
  afterAll(async () => {
    for (const client of clients) client.close();
    await right.stop();
    await left.stop();
    await redis?.stop();
  }, TIMEOUT_MS);

  const connect = async (edge: TestEdge, who: Visitor) => {
    const client = new LiveClient(edge.url, { cookie: who.cookie });
    clients.push(client);
    const gone = new Promise<string>((resolve) => client.socket.on('disconnect', resolve));
    expect(await client.subscribe({ mode: 'latest' })).toMatchObject({ ok: true });
    return { client, gone };
  };
  const signOut = async (edge: TestEdge, who: Visitor) => {
    const { cookie } = who;
    who.headers.origin = edge.url;
    expect((await who.ask('DELETE', '/api/session')).status).toBe(204);
    who.cookie = cookie;
  };
  let value = 0;
  /** A value that became known to one server. @returns resolves when the client was told */
  const tell = (edge: TestEdge, client: LiveClient) => {
    const [time, told] = [Date.now(), ++value];
    edge.twin.accept(0, time, told, 0);
    edge.events.emit('SamplesAccepted', samplesOf([[0, time, told]]));
    return client.valueOf(0, (one) => one === told);
  };

  test(
    'turn out whoever signs out at one of them, at all of them, and nobody else',
    async () => {
      const [leaving, staying] = [await left.signedIn('engineer'), await left.signedIn('engineer')];
      const gone = [await connect(left, leaving), await connect(right, leaving)];
      const stays = await connect(right, staying);
      await signOut(left, leaving);
      for (const one of gone) expect(await one.gone).toBe('io server disconnect');
      await tell(right, stays.client);
      expect(stays.client.socket.connected).toBe(true);
      // Also one that knew of the session a moment ago lets nobody in by it.
      const back = new LiveClient(right.url, { cookie: leaving.cookie });
      clients.push(back);
      expect(await new Promise((resolve) => back.socket.on('connect_error', resolve))).toMatchObject({
        message: 'sign-in-required',
      });
    },
    TIMEOUT_MS,
  );

  test(
    'turn out a wall display that is revoked at another',
    async () => {
      const screen = await left.pairedDisplay('hall 2');
      const { gone } = await connect(right, screen);
      const [{ id }] = await left.access.displays.list();
      const admin = await left.signedIn('admin');
      expect((await admin.ask('DELETE', `/api/displays/${id}`)).status).toBe(204);
      expect(await gone).toBe('io server disconnect');
    },
    TIMEOUT_MS,
  );

  test(
    'go on telling values while Redis is away, and turn out when it is back who signed out meanwhile',
    async () => {
      const [leaving, staying] = [await left.signedIn('engineer'), await left.signedIn('engineer')];
      const [here, there] = [await connect(left, leaving), await connect(right, leaving)];
      const stays = await connect(right, staying);
      await redis.pause();
      await tell(right, stays.client);
      await tell(left, here.client);
      await signOut(left, leaving);
      expect(await here.gone).toBe('io server disconnect');
      await tell(right, there.client);
      await redis.resume();
      expect(await there.gone).toBe('io server disconnect');
      await tell(right, stays.client);
    },
    TIMEOUT_MS,
  );
});
