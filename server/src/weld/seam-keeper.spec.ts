import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seamMessage, TEST_PRESS } from '@linetwin/testing';
import type { EquipmentAddress } from '@linetwin/model';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { InMemorySeamStore } from './in-memory-seam-store.ts';
import type { StoredSeam } from './seam-store.port.ts';
import { SeamsService } from './seams.service.ts';

const machine = TEST_PRESS as EquipmentAddress;
const T = Date.UTC(2026, 0, 5, 8);

class FaultyStore extends InMemorySeamStore {
  away = false;

  override async keep(seams: readonly StoredSeam[]): Promise<void> {
    if (this.away) throw new Error('data base away');
    await super.keep(seams);
  }

  override async newest(): Promise<StoredSeam[]> {
    if (this.away) throw new Error('data base away');
    return super.newest();
  }
}

class FullOutbox extends InMemoryOutbox {
  full = false;

  override async append(...call: Parameters<InMemoryOutbox['append']>): Promise<void> {
    if (this.full) throw new Error('disk full');
    await super.append(...call);
  }
}

let store: FaultyStore;
let outbox: FullOutbox;
let told: number[];
let service: SeamsService;

beforeEach(async () => {
  store = new FaultyStore();
  outbox = new FullOutbox();
  told = [];
  service = await startService();
});
afterEach(() => service.stop());

async function startService(): Promise<SeamsService> {
  const events = new EventBus(() => undefined);
  events.on('SeamWelded', 'test', ({ seam }) => told.push(seam.time));
  const started = new SeamsService({
    store,
    outbox,
    events,
    logger: pino({ level: 'silent' }),
    keepDays: 90,
  });
  await started.start();
  return started;
}
const keep = (time: number) => service.keep(machine, seamMessage({ time }));
const listed = async () =>
  (await service.list({ from: 0, to: T * 2, limit: 100 })).map(({ endedAt }) => endedAt);

describe('seams service', () => {
  test('tells the newest seam of a machine once, and keeps older ones without telling', async () => {
    expect(await keep(T)).toBe('newest');
    expect(await keep(T)).toBe('duplicate');
    expect(await keep(T - 1)).toBe('late');
    expect(await keep(T + 1)).toBe('newest');
    expect(told).toEqual([T, T + 1]);
    expect(await listed()).toEqual([T + 1, T, T - 1]);
    expect((await service.read(machine, T - 1))?.time).toBe(T - 1);
  });

  test('tells a seam once that comes twice at the same time', async () => {
    expect((await Promise.all([keep(T), keep(T)])).sort()).toEqual(['duplicate', 'newest']);
    expect(told).toEqual([T]);
    expect(await listed()).toEqual([T]);
  });

  test('neither tells nor promises a seam that the disk did not take', async () => {
    outbox.full = true;
    await expect(keep(T)).rejects.toThrow('disk full');
    expect(told).toEqual([]);
    outbox.full = false;
    expect(await keep(T)).toBe('newest');
  });

  test('takes seams while the data base is away, also over a restart, and stores them when it is back', async () => {
    store.away = true;
    await keep(T);
    await service.stop();
    service = await startService();
    expect(service.newest().map(({ seam }) => seam.time)).toEqual([T]);
    await keep(T + 1);
    store.away = false;
    await service.stop();
    service = await startService();
    expect(await listed()).toEqual([T + 1, T]);
  });

  test('knows the newest seams after a restart', async () => {
    await keep(T);
    await service.stop();
    service = await startService();
    expect(service.newest()).toEqual([{ equipment: machine, seam: seamMessage({ time: T }) }]);
    expect(await keep(T)).toBe('duplicate');
  });
});
