import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seamMessage, TEST_PRESS } from '@linetwin/testing';
import { lineOf, type EquipmentAddress } from '@linetwin/model';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { InMemorySeamStore } from './in-memory-seam-store.ts';
import type { StoredSeam } from './seam-store.port.ts';
import { SeamKeeper } from './seam-keeper.ts';

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
let keeper: SeamKeeper;

beforeEach(async () => {
  store = new FaultyStore();
  outbox = new FullOutbox();
  told = [];
  keeper = await startKeeper();
});
afterEach(() => keeper.stop());

async function startKeeper(): Promise<SeamKeeper> {
  const events = new EventBus(() => undefined);
  events.on('SeamWelded', 'test', ({ seam }) => told.push(seam.time));
  const started = new SeamKeeper({
    store,
    outbox,
    events,
    logger: pino({ level: 'silent' }),
    keepDays: 90,
  });
  started.start();
  await started.takeLine(lineOf(machine));
  return started;
}
const keep = (time: number) => keeper.keep(machine, seamMessage({ time }));
const listed = async () => {
  await keeper.settled();
  return (await store.list({ from: 0, to: T * 2, limit: 100 })).map(({ endedAt }) => endedAt);
};

describe('seam keeper', () => {
  test('tells the newest seam of a machine once, and keeps older ones without telling', async () => {
    expect(await keep(T)).toBe('newest');
    expect(await keep(T)).toBe('duplicate');
    expect(await keep(T - 1)).toBe('late');
    expect(await keep(T + 1)).toBe('newest');
    expect(told).toEqual([T, T + 1]);
    expect(await listed()).toEqual([T + 1, T, T - 1]);
    expect((await store.read(machine, T - 1))?.time).toBe(T - 1);
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
    await keeper.stop();
    keeper = await startKeeper();
    expect(keeper.newest().map(({ seam }) => seam.time)).toEqual([T]);
    await keep(T + 1);
    store.away = false;
    await keeper.stop();
    keeper = await startKeeper();
    expect(await listed()).toEqual([T + 1, T]);
  });

  test('knows the newest seams after a restart', async () => {
    await keep(T);
    await keeper.stop();
    keeper = await startKeeper();
    expect(keeper.newest()).toEqual([{ equipment: machine, seam: seamMessage({ time: T }) }]);
    expect(await keep(T)).toBe('duplicate');
  });

  test('hands a line over: the next owner knows its newest seams, the last one forgets them', async () => {
    await keep(T);
    await keeper.dropLine(lineOf(machine));
    expect(keeper.newest()).toEqual([]);
    const next = await startKeeper();
    expect(next.newest().map(({ seam }) => seam.time)).toEqual([T]);
    await next.stop();
  });
});
