import { describe, expect, test } from '@jest/globals';
import type { Command } from '@linetwin/contracts';
import type { ForecastOrder } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { Twin } from '../twin/twin.ts';
import { DemandBoard } from './demand-board.ts';
import { InMemoryDemandNotes, type DemandNotes } from './demand-notes.port.ts';
import { EnergyTables } from './energy-tables.ts';
import { restOf } from './known-ahead.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const index = new ModelIndex(testPlant());
const T0 = Date.UTC(2026, 0, 5, 0);

async function start(
  contractKw?: number,
  orderAt?: (now: number) => ForecastOrder,
  {
    notes = new InMemoryDemandNotes(),
    owned = index.model.lines.map(({ id }) => id),
    clock = { now: T0 },
    warnShare,
  }: {
    notes?: DemandNotes;
    owned?: string[];
    clock?: { now: number };
    warnShare?: () => Promise<number>;
  } = {},
) {
  const { energy } = index.model;
  const meters = energy.meters.map((one) => (one.level === 'site' ? { ...one, contractKw } : one));
  const twin = new Twin(index);
  const board = new DemandBoard({
    twin,
    store: new InMemoryEnergyStore(),
    tables: new EnergyTables({ ...index.model, energy: { ...energy, meters } }),
    notes,
    logger: pino({ level: 'silent' }),
    now: () => clock.now,
    ...(warnShare && { warnShare }),
    ...(orderAt && { known: { orderOf: () => orderAt(clock.now) } }),
  });
  for (const line of owned) await board.takeLine(line);
  const run = (seconds: number, kw: number, silent: string[] = []) => {
    for (let i = 0; i < seconds; i++) {
      clock.now += 1000;
      for (const equipment of index.model.equipment)
        if (!silent.includes(equipment.id))
          twin.accept(index.signalWithRole(equipment, 'power')!.index, clock.now, kw, 0);
      board.sample();
    }
  };
  return { board, run, twin, clock };
}

describe('the demand of the plant', () => {
  test('is the power of all machines, and its forecast fills the quarter with the level', async () => {
    const { board, run } = await start();
    run(60 * 20, 5);
    run(60 * 5, 10);
    const answer = board.answer();
    expect(answer).toMatchObject({ nowKw: 40, contractKw: null, peak: null });
    // 20 min at 20 kW, then 5 at 40: the quarter that began 10 min ago has five of each.
    expect(answer.forecast!.from).toBe(T0 + 15 * 60_000);
    expect(answer.forecast!.runningKw).toBeGreaterThan(24);
    expect(answer.forecast!.runningKw).toBeLessThan(31);
  });

  test('is not known while much of the plant is silent, and such minutes are not measured', async () => {
    const { board, run } = await start();
    run(120, 5, ['P1', 'S1']);
    expect(board.answer()).toMatchObject({ nowKw: null, forecast: null });
  });

  test('warns of the first quarter that is about to reach 95 % of the contract, and tells the rules', async () => {
    const { board, run } = await start(40);
    run(60 * 20, 8);
    // 32 kW of 40: no warning, and the rules know how much is left.
    expect(board.answer().peak).toBeNull();
    expect(board.watched()!.siteForecastKw).toBeCloseTo(32, 6);
    expect(board.watched()!.contractKw).toBe(40);
    run(60 * 8, 11);
    const quarter = T0 + 15 * 60_000;
    const { peak } = board.answer();
    expect(peak).toMatchObject({ from: quarter, to: quarter + 15 * 60_000 });
    expect(peak!.kw).toBeGreaterThan(0.95 * 40);
    expect(board.watched()!.siteForecastKw).toBeGreaterThanOrEqual(peak!.kw);
  });

  test('warns from the share that an engineer set, and keeps to the last one while that cannot be read', async () => {
    let read = async () => 0.7;
    const { board, run } = await start(40, undefined, { warnShare: () => read() });
    run(60 * 20, 8);
    await board.settled();
    // 32 kW of 40 are more than 70 %, and less than the usual 95 %.
    expect(board.answer()).toMatchObject({ warnShare: 0.7, peak: { kw: expect.closeTo(32, 6) } });
    read = () => Promise.reject(new Error('data base away'));
    run(60, 8);
    await board.settled();
    expect(board.answer().warnShare).toBe(0.7);
    read = async () => 0.9;
    run(60, 8);
    await board.settled();
    expect(board.answer()).toMatchObject({ warnShare: 0.9, peak: null });
  });

  test('foretells the begin of an order that it is told of, as such begins went before', async () => {
    const cycle = 120 * 60_000;
    const isOpen = (now: number) => (now - T0) % cycle < 90 * 60_000;
    const orderAt = (now: number): ForecastOrder =>
      isOpen(now) ? { isOpen: true } : { isOpen: false, nextStartMs: now - ((now - T0) % cycle) + cycle };
    const { board, run } = await start(undefined, orderAt);
    for (let minute = 0; minute < 12 * 60 - 15; minute++) run(60, isOpen(T0 + minute * 60_000) ? 10 : 2);
    const { forecast } = board.answer();
    // 15 min before the seventh order begins, four machines wait with 2 kW each.
    expect(forecast!.from).toBe(T0 + (12 * 60 - 30) * 60_000);
    expect(forecast!.runningKw).toBeCloseTo(8, 0);
    run(60 * 15, 2);
    expect(board.answer().forecast!.nextKw).toBeGreaterThan(36);
  }, 60_000);

  test('is known to each of two owners of its lines, who tell each other their minutes', async () => {
    const [mine, theirs] = index.model.lines.map(({ id }) => id);
    const [notes, clock] = [new InMemoryDemandNotes(), { now: T0 }];
    const one = await start(100, undefined, { notes, clock, owned: [mine] });
    const other = await start(100, undefined, { notes, clock, owned: [theirs] });
    const own = (line: string) => index.equipmentOf(line).map((m) => index.signalWithRole(m, 'power')!.index);
    for (let second = 0; second < 20 * 60; second++) {
      clock.now += 1000;
      for (const signal of own(mine)) one.twin.accept(signal, clock.now, 10, 0);
      for (const signal of own(theirs)) other.twin.accept(signal, clock.now, 20, 0);
      for (const { board } of [one, other]) {
        board.sample();
        await board.settled();
      }
    }
    const kw = 10 * own(mine).length + 20 * own(theirs).length;
    expect(one.board.watched()!.siteForecastKw).toBeCloseTo(kw, 6);
    expect(other.board.watched()!.siteForecastKw).toBeCloseTo(kw, 6);
    // One falls silent: the other says nothing of minutes that it does not know.
    expect(one.board.answer().forecast).not.toBeNull();
    for (let second = 0; second < 20 * 60; second++) {
      clock.now += 1000;
      for (const signal of own(mine)) one.twin.accept(signal, clock.now, 10, 0);
      one.board.sample();
      await one.board.settled();
    }
    expect(one.board.watched()).toBeUndefined();
    expect(one.board.answer().forecast).toBeNull();
  }, 60_000);

  test('goes on after a restart with what it learned, and is judged from the first quarter on', async () => {
    const [notes, clock] = [new InMemoryDemandNotes(), { now: T0 }];
    const cycle = 120 * 60_000;
    const isOpen = (now: number) => (now - T0) % cycle < 90 * 60_000;
    const orderAt = (now: number): ForecastOrder =>
      isOpen(now) ? { isOpen: true } : { isOpen: false, nextStartMs: now - ((now - T0) % cycle) + cycle };
    const first = await start(undefined, orderAt, { notes, clock });
    for (let minute = 0; minute < 12 * 60; minute++) first.run(60, isOpen(T0 + minute * 60_000) ? 10 : 2);
    await first.board.stop();
    const second = await start(undefined, orderAt, { notes, clock });
    await second.board.start();
    // In the last quarter before an order.
    for (let minute = 0; minute < 119; minute++) second.run(60, isOpen(clock.now) ? 10 : 2);
    const { forecast } = second.board.answer();
    await second.board.stop();
    expect(forecast!.errorP90.atStart).not.toBeNull();
    expect(forecast!.nextKw).toBeGreaterThan(36);
  }, 60_000);
});

test('what stands on a machine is a rest to the forecast when it says when the machine is to be ready', () => {
  const standing = (over: object) =>
    ({
      equipment: 'a/P1',
      setting: 'hold_setback',
      value: 80,
      readyAt: T0,
      state: 'accepted',
      ...over,
    }) as Command;
  expect(restOf([standing({})], 'a/P1')).toEqual({ what: 'hold_setback 80', readyAtMs: T0 });
  expect(restOf([standing({})], 'a/P2')).toBeUndefined();
  expect(restOf([standing({ readyAt: null }), standing({ state: 'given' })], 'a/P1')).toBeUndefined();
});
