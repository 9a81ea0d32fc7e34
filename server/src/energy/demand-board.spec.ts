import { describe, expect, test } from '@jest/globals';
import type { Command } from '@linetwin/contracts';
import type { ForecastOrder } from '@linetwin/energy';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { Twin } from '../twin/twin.ts';
import { DemandBoard } from './demand-board.ts';
import { EnergyTables } from './energy-tables.ts';
import { restOf } from './standing-rest.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const index = new ModelIndex(testPlant());
const T0 = Date.UTC(2026, 0, 5, 0);

function start(contractKw?: number, orderAt?: (now: number) => ForecastOrder) {
  const { energy } = index.model;
  const meters = energy.meters.map((one) => (one.level === 'site' ? { ...one, contractKw } : one));
  const twin = new Twin(index);
  const clock = { now: T0 };
  const board = new DemandBoard({
    twin,
    store: new InMemoryEnergyStore(),
    tables: new EnergyTables({ ...index.model, energy: { ...energy, meters } }),
    logger: pino({ level: 'silent' }),
    now: () => clock.now,
    ...(orderAt && { known: { orderOf: () => orderAt(clock.now) } }),
  });
  const run = (seconds: number, kw: number, silent: string[] = []) => {
    for (let i = 0; i < seconds; i++) {
      clock.now += 1000;
      for (const equipment of index.model.equipment)
        if (!silent.includes(equipment.id))
          twin.accept(index.signalWithRole(equipment, 'power')!.index, clock.now, kw, 0);
      board.sample();
    }
  };
  return { board, run };
}

describe('the demand of the plant', () => {
  test('is the power of all machines, and its forecast fills the quarter with the level', () => {
    const { board, run } = start();
    run(60 * 20, 5);
    run(60 * 5, 10);
    const answer = board.answer();
    expect(answer).toMatchObject({ nowKw: 40, contractKw: null, peak: null });
    // 20 min at 20 kW, then 5 at 40: the quarter that began 10 min ago has five of each.
    expect(answer.forecast!.from).toBe(T0 + 15 * 60_000);
    expect(answer.forecast!.runningKw).toBeGreaterThan(24);
    expect(answer.forecast!.runningKw).toBeLessThan(31);
  });

  test('is not known while much of the plant is silent, and such minutes are not measured', () => {
    const { board, run } = start();
    run(120, 5, ['P1', 'S1']);
    expect(board.answer()).toMatchObject({ nowKw: null, forecast: null });
  });

  test('warns of the first quarter that is about to reach 95 % of the contract, and tells the rules', () => {
    const { board, run } = start(40);
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

  test('foretells the begin of an order that it is told of, as such begins went before', () => {
    const cycle = 120 * 60_000;
    const isOpen = (now: number) => (now - T0) % cycle < 90 * 60_000;
    const orderAt = (now: number): ForecastOrder =>
      isOpen(now) ? { isOpen: true } : { isOpen: false, nextStartMs: now - ((now - T0) % cycle) + cycle };
    const { board, run } = start(undefined, orderAt);
    for (let minute = 0; minute < 12 * 60 - 15; minute++) run(60, isOpen(T0 + minute * 60_000) ? 10 : 2);
    const { forecast } = board.answer();
    // 15 min before the seventh order begins, four machines wait with 2 kW each.
    expect(forecast!.from).toBe(T0 + (12 * 60 - 30) * 60_000);
    expect(forecast!.runningKw).toBeCloseTo(8, 0);
    run(60 * 15, 2);
    expect(board.answer().forecast!.nextKw).toBeGreaterThan(36);
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
