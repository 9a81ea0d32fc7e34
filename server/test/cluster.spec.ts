import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type {
  Alarm,
  Finding,
  Gap,
  HistoryAnswer,
  LineKpi,
  ProcessNote,
  SourcesAnswer,
} from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import {
  eventually,
  hasPostgres,
  hasRealServer,
  impactBurstBytes,
  InfluxServer,
  MosquittoServer,
  PostgresServer,
  RedisServer,
  TEST_OTHER_LINE,
  TEST_PRESS,
  TEST_SPINDLE,
} from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

/** The promise: another server looks after a line within this time after its owner died. */
const FAILOVER_MS = 10_000;
/** Six processes are started for a test; on a busy machine that alone takes a minute. */
const TIMEOUT_MS = 240_000;

const wanted = [
  hasPostgres(),
  hasRealServer('influxd', 'influxdb'),
  hasRealServer('redis-server', 'redis-server'),
  hasRealServer('mosquitto', 'mosquitto'),
].every(Boolean);

/*
 * Two api, two ingest and two worker processes at one plant, over the real servers. Ingest processes are the ones that are
 * killed: nobody tells the others.
 */
(wanted ? describe : describe.skip)('several servers at one plant', () => {
  let influx: InfluxServer;
  let postgres: PostgresServer;
  let redis: RedisServer;
  let broker: MosquittoServer;
  let servers: TestServer[] = [];
  let machine: Machine | undefined;
  let clients: LiveClient[] = [];

  beforeAll(async () => {
    [influx, postgres, redis, broker] = await Promise.all([
      InfluxServer.start(),
      PostgresServer.start(),
      RedisServer.start(),
      MosquittoServer.start(),
    ]);
  }, TIMEOUT_MS);
  afterEach(async () => {
    for (const client of clients) client.close();
    await machine?.close();
    for (const server of servers) await server.remove();
    [servers, clients, machine] = [[], [], undefined];
  }, TIMEOUT_MS);
  afterAll(async () => {
    for (const server of [influx, postgres, redis, broker]) await server?.stop();
  }, TIMEOUT_MS);

  const start = async (roles: string, folder?: string) => {
    const server = await TestServer.start({
      folder,
      environment: {
        LINETWIN_ROLES: roles,
        MQTT_URL: broker.url,
        INFLUX_URL: influx.url,
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
      },
    });
    servers.push(server);
    return server;
  };
  const watch = async (server: TestServer) => {
    const client = new LiveClient(server.http);
    clients.push(client);
    expect(await client.subscribe()).toMatchObject({ ok: true });
    return client;
  };
  /** None while they are not known, which is said with 503. */
  const processes = async (server: TestServer): Promise<ProcessNote[]> => {
    const response = await fetch(`${server.http}/api/processes`);
    if (response.status === 503) return [];
    expect(response.status).toBe(200);
    return (await response.json()) as ProcessNote[];
  };
  const owners = (server: TestServer, fits: (owned: string[][]) => boolean) =>
    eventually(
      'lines have owners',
      async () =>
        (await processes(server)).filter(({ roles }) => roles.includes('ingest')).map(({ lines }) => lines),
      fits,
      30_000,
    );
  const oneEach = (owned: string[][]) => owned.length === 2 && owned.every(({ length }) => length === 1);

  test(
    'share the lines, show all of them everywhere, and take over a line within ten seconds with nothing lost',
    async () => {
      const [one, two] = await Promise.all([start('ingest'), start('ingest')]);
      const [left, right] = await Promise.all([start('api'), start('api')]);
      await Promise.all([start('worker'), start('worker')]);
      await owners(left, oneEach);
      const model = new ModelIndex(await left.get<PlantModel>('model'));
      const indexOf = (address: string) => model.signal(address)!.index;
      const [first, second] = [await watch(left), await watch(right)];
      machine = await Machine.connect(broker.url);

      // Both lines, on both sides.
      await machine.tell(TEST_PRESS, { power: 11 });
      await machine.tell(TEST_OTHER_LINE, { power: 22 });
      for (const client of [first, second]) {
        await client.valueOf(indexOf(`${TEST_PRESS}/power`), (value) => value === 11);
        await client.valueOf(indexOf(`${TEST_OTHER_LINE}/power`), (value) => value === 22);
        await client.record('kpi', ({ kpi }) => kpi.line === 'line-1');
        await client.record('kpi', ({ kpi }) => kpi.line === 'line-2');
      }
      await machine.tell(TEST_SPINDLE, { temperature: 95, state: 'Execute' });
      const { alarm } = await first.record('alarm', (event) => event.alarm.equipment === TEST_SPINDLE);
      await second.record('alarm', (event) => event.alarm.id === alarm.id);

      // The owner of line-1 dies without a word, while its machine goes on publishing.
      const notes = await processes(left);
      const owner = notes.find(({ lines }) => lines.includes('line-1'))!;
      const [dying, living] = one.run === owner.id ? [one, two] : [two, one];
      await eventually(
        'the value is in history',
        () => history(left, `${TEST_PRESS}/power`),
        ({ last }) => last.length === 1,
      );
      // It is shown before it is in the log; what an owner has on its own disk only goes down with it.
      await eventually(
        'the alarm is in the log',
        () => right.get<Alarm[]>(`alarms/history?from=${alarm.raisedAt - 1}&to=${alarm.raisedAt + 1}`),
        (logged) => logged.some(({ id }) => id === alarm.id),
      );
      await dying.kill();
      const killedAt = Date.now();
      const sent = new Map<number, number>();
      let number = 0;
      const timer = setInterval(() => {
        const time = Date.now();
        const value = ++number / 100;
        void machine!.tell(TEST_PRESS, { power: value }, { time }).then(() => sent.set(time, value));
      }, 100);
      await second.valueOf(indexOf(`${TEST_PRESS}/power`), (value) => value < 1);
      const takenOverAfterMs = Date.now() - killedAt;
      clearInterval(timer);
      expect(takenOverAfterMs).toBeLessThan(FAILOVER_MS);

      // Its alarm goes on under its name, and is acknowledged from either side.
      await machine.tell(TEST_SPINDLE, { temperature: 60 });
      await first.record(
        'alarm',
        (event) => event.alarm.id === alarm.id && event.alarm.state === 'ReturnedToNormalUnacknowledged',
      );
      const answer = await fetch(`${right.http}/api/alarms/${alarm.id}/acknowledge`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ by: 'Li Wei' }),
      });
      expect(await answer.json()).toMatchObject({ state: 'Normal', acknowledgedBy: 'Li Wei' });
      await first.record('alarm', (event) => event.alarm.id === alarm.id && event.alarm.state === 'Normal');
      expect(await right.get<Alarm[]>('alarms')).toEqual([]);
      const kpis = await right.get<LineKpi[]>('kpi');
      expect(kpis.map(({ line }) => line)).toEqual(['line-1', 'line-2']);
      const { sources } = await right.get<SourcesAnswer>('sources');
      expect(sources.map(({ source }) => source)).toEqual(expect.arrayContaining([TEST_PRESS, TEST_SPINDLE]));

      // Everything that the broker acknowledged is in history, once.
      await eventually(
        'all values in history',
        () => history(left, `${TEST_PRESS}/power`),
        ({ time }) => [...sent.keys()].every((at) => time.includes(at)),
      );

      // Values that are posted to any api are kept by the owner of their line before they are answered.
      const posted = [left, right].map((api, i) => ({ api, at: Date.now() + i }));
      for (const { api, at } of posted) {
        const response = await fetch(`${api.http}/api/telemetry`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ messages: [{ equipment: TEST_PRESS, time: at, values: { power: 1 } }] }),
        });
        expect(await response.json()).toEqual({ taken: 1, rejected: [] });
      }
      await eventually(
        'posted values in history',
        () => history(left, `${TEST_PRESS}/power`),
        ({ time }) => posted.every(({ at }) => time.includes(at)),
      );

      // A burst finds a worker, and both sides show what it found.
      const spindle = model.equipment(TEST_SPINDLE)!;
      const [bearing] = spindle.bearings;
      const { bpfo } = bearingOrders(bearing);
      const time = Date.now();
      await machine.publish(
        TEST_SPINDLE,
        'burst',
        impactBurstBytes({ impactsPerTurn: bpfo, time, durationS: 2 }),
      );
      for (const client of [first, second]) {
        await client.record('finding', ({ finding }) => finding.verdict === 'outer-race');
      }
      expect((await right.get<Finding[]>('findings')).map(({ verdict }) => verdict)).toEqual(['outer-race']);

      // The dead one comes back and gets its share.
      await start('ingest', dying.folder);
      await owners(right, oneEach);
      expect(living.log).not.toContain('cleanly');

      // Nobody speaks for line-1 any more: one gap, whoever looked after the line, and every api process has it.
      for (const server of [left, right]) {
        const gaps = await eventually(
          'the gap of the line',
          () => server.get<Gap[]>('gaps?line=line-1&open=true'),
          ({ length }) => length > 0,
        );
        expect(gaps.map(({ scope }) => scope)).toEqual(['test/shop/line-1']);
      }
    },
    TIMEOUT_MS,
  );

  test(
    'take up an alarm that went down with its owner before it was in the log, when that one is back',
    async () => {
      const [one, two, left] = await Promise.all([start('ingest'), start('ingest'), start('api')]);
      await owners(left, oneEach);
      const client = await watch(left);
      machine = await Machine.connect(broker.url);
      await postgres.pause();
      await machine.tell(TEST_SPINDLE, { temperature: 95, state: 'Execute' });
      const { alarm } = await client.record('alarm', (event) => event.alarm.equipment === TEST_SPINDLE);
      const owner = (await processes(left)).find(({ lines }) => lines.includes('line-1'))!;
      const dying = one.run === owner.id ? one : two;
      await dying.kill();
      await postgres.resume();
      await owners(left, (owned) => owned.some(({ length }) => length === 2));
      await start('ingest', dying.folder);
      await eventually(
        'the owner acknowledges it',
        () =>
          fetch(`${left.http}/api/alarms/${encodeURIComponent(alarm.id)}/acknowledge`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ by: 'Li Wei' }),
          }).then(({ status }) => status),
        (status) => status === 200,
        60_000,
      );
      await machine.tell(TEST_SPINDLE, { temperature: 60 });
      await eventually(
        'it is over',
        () => left.get<Alarm[]>('alarms'),
        ({ length }) => length === 0,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'go on while Redis is away, each with its lines, and show everything again when it is back',
    async () => {
      const [, , left] = await Promise.all([start('ingest'), start('ingest'), start('api')]);
      await owners(left, oneEach);
      const model = new ModelIndex(await left.get<PlantModel>('model'));
      const power = (address: string) => model.signal(`${address}/power`)!.index;
      const client = await watch(left);
      machine = await Machine.connect(broker.url);
      await machine.tell(TEST_PRESS, { power: 31 });
      await client.valueOf(power(TEST_PRESS), (value) => value === 31);

      await redis.pause();
      await eventually(
        'nobody knows of the others',
        () => processes(left),
        ({ length }) => length === 0,
      );
      await machine.tell(TEST_PRESS, { power: 32 });
      await machine.tell(TEST_OTHER_LINE, { power: 33 });
      await machine.tell(TEST_SPINDLE, { temperature: 97, state: 'Execute' });
      await eventually(
        'the values reach history without Redis',
        async () => (await history(left, `${TEST_OTHER_LINE}/power`)).last,
        (last) => last.includes(33),
      );
      await redis.resume();
      await client.valueOf(power(TEST_PRESS), (value) => value === 32);
      await client.valueOf(power(TEST_OTHER_LINE), (value) => value === 33);
      await client.record('alarm', ({ alarm }) => alarm.equipment === TEST_SPINDLE && alarm.value === 97);
      await owners(left, oneEach);
    },
    TIMEOUT_MS,
  );

  test(
    'go on with their own lines when they are killed and started again while Redis is away',
    async () => {
      const first = await start('api,ingest');
      await eventually(
        'it owns both lines',
        () => processes(first),
        ([note]) => note?.lines.length === 2,
        30_000,
      );
      const index = new ModelIndex(await first.get<PlantModel>('model'));
      await redis.pause();
      await first.kill();
      machine = await Machine.connect(broker.url);
      await machine.tell(TEST_PRESS, { power: 41 });

      const second = await start('api,ingest', first.folder);
      const client = await watch(second);
      await client.valueOf(index.signal(`${TEST_PRESS}/power`)!.index, (value) => value === 41);
      await redis.resume();
      await eventually(
        'its leases',
        () => processes(second).catch(() => []),
        (notes) => notes.some(({ id, lines }) => id === second.run && lines.length === 2),
        30_000,
      );
    },
    TIMEOUT_MS,
  );
});

async function history(server: TestServer, signal: string) {
  const to = Date.now() + 1000;
  const from = to - 119_000;
  const query = `history?signals=${encodeURIComponent(signal)}&from=${from}&to=${to}&points=5000`;
  const { series } = await server.get<HistoryAnswer>(query);
  return series[0];
}
