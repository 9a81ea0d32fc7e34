import { afterEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Alarm, Finding, SeamSummary } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { eventually, impactBurstBytes, seamMessage, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const POWER = `${TEST_PRESS}/power`;
const TIMEOUT_MS = 90_000;

let servers: TestServer[] = [];
const start = async (options?: Parameters<typeof TestServer.start>[0]) => {
  const server = await TestServer.start(options);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.reverse()) await server.remove();
  servers = [];
});

/** Rows of a signal as they lie in the store of a server that is not running, by time. */
async function storedRows(server: TestServer, address: string): Promise<Map<number, number[]>> {
  const instance = await DuckDBInstance.create(join(server.folder, 'data/history/history.duckdb'), {
    access_mode: 'READ_ONLY',
  });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`
    SELECT CAST(time AS DOUBLE), value FROM (SELECT * FROM point UNION ALL SELECT * FROM recent)
    WHERE signal = (SELECT id FROM signal WHERE address = '${address}')`);
  const rows = new Map<number, number[]>();
  for (const [time, value] of reader.getRows() as [number, number][]) {
    rows.set(time, [...(rows.get(time) ?? []), value]);
  }
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe('a server that is killed at any moment', () => {
  test.each([1, 40, 400])(
    'has every acknowledged value in history exactly once after the next start (killed at %d)',
    async (killAfter) => {
      const first = await start();
      const machine = await Machine.connect(first.mqtt);
      const acknowledged = new Set<number>();
      const base = Date.now() - 60_000;
      let reached: () => void = () => undefined;
      const enough = new Promise<void>((resolve) => (reached = resolve));
      // As many on their way as a machine that does not wait; those that the kill catches are never acknowledged.
      const sending = Array.from({ length: 800 }, async (_, i) => {
        await machine.tell(TEST_PRESS, { power: i / 10 }, { time: base + i });
        acknowledged.add(i);
        if (acknowledged.size >= killAfter) reached();
      });
      const settled = Promise.allSettled(sending);
      await enough;
      await first.kill();
      await machine.close();
      await settled;

      const second = await start({ folder: first.folder });
      const client = new LiveClient(second.http);
      await client.subscribe();
      const index = new ModelIndex(await second.get<PlantModel>('model'));
      const snapshot = client.frames()[0].rows.find(([signal]) => signal === index.signal(POWER)!.index)!;
      expect(snapshot[1]).toBeGreaterThanOrEqual(base + Math.max(...acknowledged));
      client.close();

      // The machine sends again what was not acknowledged, and some that was.
      const again = await Machine.connect(second.mqtt);
      const resent = Array.from({ length: 800 }, (_, i) => i).filter(
        (i) => !acknowledged.has(i) || i % 3 === 0,
      );
      await Promise.all(resent.map((i) => again.tell(TEST_PRESS, { power: i / 10 }, { time: base + i })));
      await again.close();
      await second.stop();

      const rows = await storedRows(second, POWER);
      const expected = new Map(Array.from({ length: 800 }, (_, i) => [base + i, [i / 10]]));
      expect(rows).toEqual(expected);
    },
    TIMEOUT_MS,
  );

  test(
    'still has its alarms standing and its seams, and diagnoses the bursts that it acknowledged',
    async () => {
      // Without a worker, so that the burst is surely not diagnosed before the kill.
      const first = await start();
      const machine = await Machine.connect(first.mqtt);
      const model = new ModelIndex(await first.get<PlantModel>('model'));
      const { bpfo } = bearingOrders(model.equipment(TEST_SPINDLE)!.bearings[0]);
      await machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: bpfo }));
      await machine.tell(TEST_SPINDLE, { temperature: 95 });
      const [raised] = await eventually(
        'alarm in the log',
        () => first.get<Alarm[]>('alarms/history'),
        (alarms) => alarms.length > 0,
      );
      const seam = seamMessage();
      await machine.publish(TEST_PRESS, 'seam', new TextEncoder().encode(JSON.stringify(seam)));
      await first.kill();
      await machine.close();

      const second = await start({
        folder: first.folder,
        environment: { LINETWIN_ROLES: 'api,ingest,worker' },
      });
      const client = new LiveClient(second.http);
      await client.subscribe();
      const standing = await client.arrivals.first('records', (one) => one.kind === 'records');
      expect(standing).toMatchObject({ snapshot: { seams: [{ equipment: TEST_PRESS, seam }] } });
      client.close();
      expect(await second.get<SeamSummary[]>('seams')).toMatchObject([{ endedAt: seam.time, badMm: 0 }]);
      expect(await second.get<Alarm[]>('alarms')).toEqual([raised]);
      const [finding] = await eventually(
        'finding',
        () => second.get<Finding[]>('findings'),
        (findings) => findings.length > 0,
      );
      expect(finding).toMatchObject({ equipment: TEST_SPINDLE, verdict: 'outer-race' });
    },
    TIMEOUT_MS,
  );
});
