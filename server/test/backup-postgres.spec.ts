import { afterEach, describe, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alarm } from '@linetwin/contracts';
import { eventually, hasPostgres, PostgresServer, temporaryFolder, TEST_SPINDLE } from '@linetwin/testing';
import { audited, firstAdmin, run, signedIn } from './backup-steps.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 180_000;
const PASSWORD = 'grinding wheels at dawn';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

(hasPostgres() ? describe : describe.skip)('a plant whose records are on PostgreSQL', () => {
  test(
    'is restored from a backup and a later dump, and takes no new record for one that the dump has already',
    async () => {
      const folder = await temporaryFolder();
      undo.push(folder.remove);
      const postgres = await PostgresServer.start();
      undo.push(() => postgres.stop());
      const start = async (from?: string) => {
        const server = await TestServer.start({ folder: from, environment: { DATABASE_URL: postgres.url } });
        undo.push(() => server.remove());
        return server;
      };
      const server = await start();
      const admin = await firstAdmin(server, PASSWORD);
      const data = join(server.folder, 'data');
      const out = join(folder.path, 'monday');
      const made = await run('backup', '--data', data, '--out', out);
      expect(made).toMatchObject({
        code: 0,
        said: expect.stringContaining('servers of their own: records;'),
      });

      // Delivered after our copy and before the dump: the outbox of the copy knows nothing of their names.
      for (const login of ['li', 'wang', 'zhao']) {
        await admin.ask('POST', '/api/users', { login, name: login, role: 'operator' });
      }
      const machine = await Machine.connect(server.mqtt);
      await machine.tell(TEST_SPINDLE, { temperature: 95 });
      const alarms = await eventually(
        'alarm in the log',
        () => server.get<Alarm[]>('alarms/history'),
        (all) => all.length > 0,
      );
      expect(await audited(admin, 'user.create')).toHaveLength(4);
      await machine.close();
      await server.kill();
      const dump = join(folder.path, 'linetwin.dump');
      await postgres.dump(dump);
      await postgres.restore(dump);
      await rm(data, { recursive: true });
      expect(await run('restore', '--from', out, '--data', data)).toMatchObject({ code: 0 });

      const again = await start(server.folder);
      expect(await again.get<Alarm[]>('alarms/history')).toEqual(alarms);
      const later = await signedIn(again, PASSWORD);
      expect(await audited(later, 'user.create')).toHaveLength(4);
      for (const login of ['qian', 'sun']) {
        await later.ask('POST', '/api/users', { login, name: login, role: 'viewer' });
      }
      const created = await audited(later, 'user.create');
      expect(created.map(({ subject }) => subject).slice(0, 2)).toEqual(['sun', 'qian']);
      expect(created).toHaveLength(6);
    },
    TIMEOUT_MS,
  );
});
