import { afterEach, describe, expect, test } from '@jest/globals';
import type { Alarm, HealthAnswer } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { eventually, hasPostgres, PostgresServer, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 90_000;

let postgres: PostgresServer | undefined;
let server: TestServer | undefined;
let machine: Machine | undefined;
let client: LiveClient | undefined;
afterEach(async () => {
  client?.close();
  await machine?.close();
  await server?.remove();
  await postgres?.stop();
});

(hasPostgres() ? describe : describe.skip)('a server that is killed while its data base is away', () => {
  test(
    'lets dashboards in, shows values and alarms, and brings to the data base what happened meanwhile',
    async () => {
      postgres = await PostgresServer.start();
      const environment = { DATABASE_URL: postgres.url };
      const first = await TestServer.start({ environment });
      server = first;
      const index = new ModelIndex(await first.get<PlantModel>('model'));
      await postgres.pause();
      await first.kill();

      server = await TestServer.start({ folder: first.folder, environment });
      client = new LiveClient(server.http);
      expect(await client.subscribe()).toMatchObject({ ok: true });
      await client.arrivals.first('what stands', ({ kind }) => kind === 'records');
      machine = await Machine.connect(server.mqtt);
      await machine.tell(TEST_PRESS, { power: 12 });
      await client.valueOf(index.signal(`${TEST_PRESS}/power`)!.index, (value) => value === 12);
      await machine.tell(TEST_SPINDLE, { temperature: 95 });
      const { alarm } = await client.record('alarm');
      await eventually(
        'the health says so',
        () => server!.get<HealthAnswer>('health'),
        ({ parts }) => !parts.records.ok,
      );

      await postgres.resume();
      const logged = await eventually(
        'the alarm in the log',
        () => server!.get<Alarm[]>('alarms/history').catch(() => []),
        ({ length }) => length > 0,
        60_000,
      );
      expect(logged.map(({ id }) => id)).toEqual([alarm.id]);
    },
    TIMEOUT_MS,
  );
});
