import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alarm, Finding, HistoryAnswer, NewTokenAnswer, SeamSummary } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import {
  eventually,
  impactBurstBytes,
  seamMessage,
  temporaryFolder,
  TEST_PRESS,
  TEST_SPINDLE,
} from '@linetwin/testing';
import { Visitor } from './access/test-edge.ts';
import { audited, firstAdmin, run, signedIn } from './backup-steps.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 120_000;
const POWER = `${TEST_PRESS}/power`;
const PASSWORD = 'grinding wheels at dawn';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

let servers: TestServer[] = [];
const start = async (options: Parameters<typeof TestServer.start>[0] = {}) => {
  const server = await TestServer.start({
    ...options,
    environment: { LINETWIN_ROLES: 'api,ingest,worker', ...options.environment },
  });
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.reverse()) await server.remove();
  servers = [];
});

/** A machine that tells one value after another until it is stopped or the server is gone. */
class Talker {
  /** Times of what was acknowledged. */
  readonly acknowledged: number[] = [];
  private stopped = false;
  private readonly talking: Promise<void>;

  constructor(machine: Machine) {
    this.talking = this.talk(machine);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.talking;
  }

  private async talk(machine: Machine): Promise<void> {
    for (let time = Date.now() - 300_000; !this.stopped; time++) {
      const kept = await machine.tell(TEST_PRESS, { power: 5 }, { time }).then(
        () => true,
        () => false,
      );
      if (!kept) return;
      this.acknowledged.push(time);
    }
  }
}

async function timesOf(server: TestServer, from: number, to: number): Promise<number[]> {
  const query = `history?signals=${encodeURIComponent(POWER)}&from=${from}&to=${to}&points=5000`;
  const { series } = await server.get<HistoryAnswer>(query);
  return series[0].time;
}

/** A server with something of everything, and what it knew of it. */
async function lived() {
  const server = await start();
  const admin = await firstAdmin(server, PASSWORD);
  const answer = await admin.ask('POST', '/api/tokens', { name: 'report', scope: 'viewer', days: 30 });
  const { secret } = answer.body as NewTokenAnswer;
  expect(
    await admin.ask('POST', '/api/users', { login: 'li', name: 'Li Wei', role: 'operator' }),
  ).toMatchObject({
    status: 201,
  });

  const machine = await Machine.connect(server.mqtt);
  const model = new ModelIndex(await server.get<PlantModel>('model'));
  const { bpfo } = bearingOrders(model.equipment(TEST_SPINDLE)!.bearings[0]);
  await machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: bpfo }));
  await machine.tell(TEST_SPINDLE, { temperature: 95 });
  await machine.publish(TEST_PRESS, 'seam', new TextEncoder().encode(JSON.stringify(seamMessage())));
  const [alarm] = await eventually(
    'alarm in the log',
    () => server.get<Alarm[]>('alarms/history'),
    (alarms) => alarms.length > 0,
  );
  const findings = await eventually(
    'finding',
    () => server.get<Finding[]>('findings'),
    (all) => all.length > 0,
  );
  const seams = await eventually(
    'seam',
    () => server.get<SeamSummary[]>('seams'),
    (all) => all.length > 0,
  );
  return { server, machine, admin, secret, alarm, findings, seams };
}

describe('a plant that is backed up while it runs, and loses its data folder', () => {
  test(
    'is there again after the restore, with all that was acknowledged before the backup, and goes on from there',
    async () => {
      const { server, machine, admin, secret, alarm, findings, seams } = await lived();
      const talker = new Talker(machine);
      await eventually(
        'values',
        () => talker.acknowledged.length,
        (count) => count > 200,
      );
      const before = [...talker.acknowledged];
      const out = join(folder.path, 'monday');
      const data = join(server.folder, 'data');

      const backup = await run('backup', '--data', data, '--out', out);
      expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('The server went on.') });
      const during = talker.acknowledged.length;
      expect(during).toBeGreaterThan(before.length);
      expect(await audited(admin, 'backup.make')).toMatchObject([{ subject: out, outcome: 'done' }]);
      // The live server lost nothing to the copying.
      await talker.stop();
      const all = talker.acknowledged;
      expect(await timesSettled(server, all)).toEqual(all);

      await machine.close();
      await server.killWithHelpers();
      await rm(data, { recursive: true });
      const restored = await run('restore', '--from', out, '--data', data);
      expect(restored).toMatchObject({ code: 0 });

      const again = await start({ folder: server.folder });
      const stored = await timesSettled(again, before);
      expect(stored.slice(0, before.length)).toEqual(before);
      expect(stored).toEqual(all.slice(0, stored.length));
      expect(await again.get<Alarm[]>('alarms/history')).toEqual([alarm]);
      expect(await again.get<Alarm[]>('alarms')).toEqual([alarm]);
      expect(await again.get<Finding[]>('findings')).toEqual(findings);
      expect(await again.get<SeamSummary[]>('seams')).toEqual(seams);
      const later = await signedIn(again, PASSWORD);
      const users = (await later.ask('GET', '/api/users')).body as { login: string }[];
      expect(users.map(({ login }) => login).sort()).toEqual(['admin', 'li']);
      const program = new Visitor(again.http, { authorization: `Bearer ${secret}` });
      expect((await program.ask('GET', '/api/session')).body).toMatchObject({
        kind: 'token',
        role: 'viewer',
      });
      expect(await audited(later, 'token.create')).toHaveLength(1);

      // The chain goes on: values, alarms, audit.
      const newer = await Machine.connect(again.mqtt);
      const now = Date.now();
      await newer.tell(TEST_PRESS, { power: 6 }, { time: now });
      await newer.tell(TEST_SPINDLE, { temperature: 40 });
      await eventually(
        'the new value',
        () => timesOf(again, now, now + 1),
        (times) => times.length === 1,
      );
      await eventually(
        'the alarm returned to normal',
        () => again.get<Alarm[]>('alarms/history'),
        ([one]) => one.clearedAt !== null,
      );
      const acknowledged = await later.ask('POST', `/api/alarms/${alarm.id}/acknowledge`, {});
      expect(acknowledged.status).toBeLessThan(300);
      expect(await audited(later, 'alarm.acknowledge')).toHaveLength(1);
      await newer.close();
    },
    TIMEOUT_MS,
  );

  test(
    'is copied as well while it does not run, also right after it was killed',
    async () => {
      const server = await start();
      const machine = await Machine.connect(server.mqtt);
      const base = Date.now() - 60_000;
      for (let i = 0; i < 50; i++) await machine.tell(TEST_PRESS, { power: i }, { time: base + i });
      await server.kill();
      await machine.close();
      const data = join(server.folder, 'data');
      const out = join(folder.path, 'tuesday');
      await eventually(
        'the data base of the killed server has ended',
        () => run('backup', '--data', data, '--out', out),
        ({ code }) => code === 0,
      );
      await rm(data, { recursive: true });
      // An empty folder is as good as none.
      await mkdir(data);
      expect(await run('restore', '--from', out, '--data', data)).toMatchObject({ code: 0 });
      const again = await start({ folder: server.folder });
      await eventually(
        'the values',
        () => timesOf(again, base, base + 49),
        (times) => times.length === 50,
      );
    },
    TIMEOUT_MS,
  );
});

describe('what cannot be done is said before anything is touched', () => {
  test(
    'to whoever restores over data, over a running server, or from something damaged',
    async () => {
      const server = await start({ environment: { LINETWIN_ROLES: 'api,ingest' } });
      const data = join(server.folder, 'data');
      const out = join(folder.path, 'wednesday');
      expect(await run('backup', '--data', data, '--out', out)).toMatchObject({ code: 0 });

      const over = await run('backup', '--data', data, '--out', out);
      expect(over).toMatchObject({ code: 1, said: expect.stringContaining('is not empty') });
      const inside = await run('backup', '--data', data, '--out', join(data, 'backup'));
      expect(inside).toMatchObject({ code: 1, said: expect.stringContaining('lies in the data folder') });
      const used = await run('restore', '--from', out, '--data', data);
      expect(used).toMatchObject({ code: 1, said: expect.stringContaining(`process ${server.pid}`) });
      await server.kill();
      const full = await run('restore', '--from', out, '--data', data);
      expect(full).toMatchObject({ code: 1, said: expect.stringContaining('is not empty') });

      const free = join(folder.path, 'free');
      const [mark] = (await readdir(join(out, 'data', 'history'))).filter((name) => name.endsWith('.duckdb'));
      await appendFile(join(out, 'data', 'history', mark), 'x');
      await rm(join(out, 'data', 'outbox', 'data.mdb'));
      await writeFile(join(out, 'data', 'stray'), '');
      const damaged = await run('restore', '--from', out, '--data', free);
      expect(damaged.code).toBe(1);
      expect(damaged.said).toMatch(/history\/history\.duckdb: has \d+ bytes instead of \d+/);
      expect(damaged.said).toContain('outbox/data.mdb: is missing');
      expect(damaged.said).toContain('stray: does not belong to the backup');

      const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as object;
      await writeFile(join(out, 'manifest.json'), JSON.stringify({ ...manifest, version: '99.0.0' }));
      const newer = await run('restore', '--from', out, '--data', free);
      expect(newer).toMatchObject({ code: 1, said: expect.stringContaining('restore with 99.0.0 or newer') });
      expect((await readdir(folder.path)).includes('free')).toBe(false);
    },
    TIMEOUT_MS,
  );
});

/** Times in history from the first of `expected` on, once there are as many. */
async function timesSettled(server: TestServer, expected: readonly number[]): Promise<number[]> {
  const from = expected[0];
  const end = from + 300_000;
  const pages = async () => {
    const times: number[] = [];
    for (let at = from; at < end; at += 5000) {
      const page = await timesOf(server, at, at + 4999);
      times.push(...page);
      if (page.length === 0) break;
    }
    return times;
  };
  return eventually('history', pages, (times) => times.length >= expected.length);
}
