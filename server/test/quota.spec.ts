import { afterEach, expect, test } from '@jest/globals';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskAnswer, HealthAnswer, HistoryAnswer } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { eventually, freePort, impactBurstBytes, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 280_000;
const QUOTA_GB = 0.4;
const POWER = `${TEST_PRESS}/power`;

let server: TestServer | undefined;
afterEach(() => server?.remove());

/** As a machine that connects anew whenever it is cut off. @returns whether it was acknowledged */
async function told(work: (machine: Machine) => Promise<void>): Promise<boolean> {
  const machine = await Machine.connect(server!.mqtt);
  const answer = work(machine).then(
    () => true,
    () => false,
  );
  const cut = new Promise<boolean>((resolve) => machine.client.once('close', () => resolve(false)));
  const acknowledged = await Promise.race([answer, cut]);
  await machine.close();
  return acknowledged;
}

test(
  'a server at its disk quota warns at 80 %, refuses to acknowledge at 100 % while it goes on showing, and recovers by itself',
  async () => {
    const port = await freePort();
    server = await TestServer.start({
      environment: { LINETWIN_DISK_QUOTA_GB: String(QUOTA_GB), LINETWIN_STATUS_PORT: String(port) },
    });
    const disk = () => server!.get<DiskAnswer>('disk');
    const level = (wanted: DiskAnswer['level']) =>
      eventually(`the disk is ${wanted}`, disk, ({ level: now }) => now === wanted, 90_000);
    const ready = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;
    const parts = async () => (await server!.get<HealthAnswer>('health')).parts;
    const power = new ModelIndex(await server.get<PlantModel>('model')).signal(POWER)!.index;
    const client = new LiveClient(server.http);
    await client.subscribe();
    const start = Date.now() - 60_000;
    const tell = (second: number) =>
      told((machine) => machine.tell(TEST_PRESS, { power: second }, { time: start + second * 1000 }));

    const { level: first, usedBytes, limitBytes } = await disk();
    expect([first, limitBytes]).toEqual(['ok', QUOTA_GB * 1e9]);
    expect(await tell(1)).toBe(true);

    const fill = (name: string, share: number) =>
      writeFile(join(server!.folder, 'data', name), Buffer.alloc(share * limitBytes - usedBytes, 1));
    await fill('filler', 0.85);
    await level('near');
    expect(await tell(2)).toBe(true);
    expect((await parts()).disk).toMatchObject({
      ok: false,
      detail: expect.stringContaining('of 0.400 GB used'),
    });
    expect(await ready()).toBe(200);

    await fill('filler', 1.02);
    await level('full');
    expect(await tell(3)).toBe(false);
    await client.valueOf(power, (value) => value === 3);
    expect(
      await told((machine) =>
        machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: 5 })),
      ),
    ).toBe(false);
    expect((await parts()).spool).toMatchObject({
      ok: false,
      detail: expect.stringContaining('the disk is full'),
    });
    expect(await ready()).toBe(503);
    const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(figures).toContain('linetwin_disk_level 2');
    expect(server.log).toContain('nothing is acknowledged until there is room');

    await rm(join(server.folder, 'data', 'filler'));
    await level('ok');
    // What was refused is sent again, as machines do, and is kept now.
    expect(await tell(3)).toBe(true);
    expect(await ready()).toBe(200);
    const query = `history?signals=${encodeURIComponent(POWER)}&from=${start}&to=${start + 60_000}&points=5000`;
    await eventually(
      'all that was acknowledged in history',
      () => server!.get<HistoryAnswer>(query),
      ({ series }) => series[0].time.join() === [1, 2, 3].map((second) => start + second * 1000).join(),
    );
    client.close();
  },
  TIMEOUT_MS,
);
