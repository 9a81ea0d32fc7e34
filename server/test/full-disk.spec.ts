import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gap, HealthAnswer, HistoryAnswer } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { eventually, TEST_PRESS, temporaryFolder } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { StartRefused, TestServer } from './test-server.ts';

const TIMEOUT_MS = 90_000;
const DISK_MB = 256;
const POWER = `${TEST_PRESS}/power`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let disk: string;
let mounted = false;

/** A disk of its own that can be filled: only root may mount one. */
const mayMount = process.getuid?.() === 0 && process.platform === 'linux';

beforeAll(async () => {
  folder = await temporaryFolder();
  disk = join(folder.path, 'data');
  if (!mayMount) return;
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', disk]);
  mounted = true;
});
afterAll(async () => {
  if (mounted) spawnSync('umount', ['-l', disk]);
  await folder.remove();
});

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  const { bsize } = await statfs(path);
  for (let size = 1 << 20; size >= bsize;) {
    await file.write(Buffer.alloc(size)).catch(() => (size /= 2));
  }
  await file.close();
}

const skipped = mayMount ? '' : ' (skipped: only root may mount a small disk)';

(mayMount ? describe : describe.skip)(`a server whose disk is full${skipped}`, () => {
  test(
    'refuses to acknowledge, goes on showing, says what is wrong, and takes values again when there is room',
    async () => {
      const server = await TestServer.start({ environment: { LINETWIN_DATA: disk } });
      const index = new ModelIndex(await server.get<PlantModel>('model'));
      const power = index.signal(POWER)!.index;
      const client = new LiveClient(server.http);
      await client.subscribe();
      const start = Date.now() - 60_000;
      /** As a machine that connects anew whenever it is cut off. @returns whether it was acknowledged */
      const tell = async (second: number) => {
        const machine = await Machine.connect(server.mqtt);
        const answer = machine.tell(TEST_PRESS, { power: second }, { time: start + second * 1000 }).then(
          () => true,
          () => false,
        );
        const cut = new Promise<boolean>((resolve) => machine.client.once('close', () => resolve(false)));
        const acknowledged = await Promise.race([answer, cut]);
        await machine.close();
        return acknowledged;
      };
      expect(await tell(1)).toBe(true);

      const filler = join(disk, 'filler');
      await fill(filler);
      // The stores may still have free pages of their own.
      let second = 2;
      while (await tell(second)) second++;
      expect(second).toBeLessThan(50);
      await client.valueOf(power, (value) => value === second);
      const { parts } = await eventually(
        'the health says so',
        () => server.get<HealthAnswer>('health'),
        (health) => health.parts.spool.ok === false,
      );
      expect(parts.spool.detail).toMatch(/disk|space|ENOSPC/i);
      expect(await tell(51)).toBe(false);

      await rm(filler);
      await eventually('values are acknowledged again', () => tell(52), Boolean, 30_000);
      const refused = await eventually(
        'the register says what was refused',
        async () => (await server.get<Gap[]>('gaps')).find(({ cause }) => cause === 'values-refused'),
        // The value that was told until it was taken may have been refused a few times too.
        (gap) => gap?.to === start + 51_000 || gap?.to === start + 52_000,
      );
      expect(refused).toMatchObject({ scope: 'test/shop/line-1', from: start + second * 1000 });
      client.close();
      await server.stop();

      const again = await TestServer.start({ environment: { LINETWIN_DATA: disk } });
      const query = `history?signals=${encodeURIComponent(POWER)}&from=${start}&to=${start + 60_000}&points=5000`;
      const { series } = await again.get<HistoryAnswer>(query);
      expect(series[0].time).toEqual(expect.arrayContaining([start + 1000, start + 52_000]));
      await again.remove();
    },
    TIMEOUT_MS,
  );

  test(
    'is not started, and says in one sentence why',
    async () => {
      const path = join(disk, 'empty');
      await mkdir(path);
      await fill(join(disk, 'filler'));
      const refused = await TestServer.start({ environment: { LINETWIN_DATA: path } }).then(
        (server) => server.remove(),
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(StartRefused);
      const { said } = refused as StartRefused;
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(said).toMatch(/disk|space/i);
    },
    TIMEOUT_MS,
  );
});
