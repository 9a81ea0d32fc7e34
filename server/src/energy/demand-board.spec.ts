import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { Twin } from '../twin/twin.ts';
import { DemandBoard } from './demand-board.ts';
import { EnergyTables } from './energy-tables.ts';
import { InMemoryEnergyStore } from './in-memory-energy-store.ts';

const index = new ModelIndex(testPlant());
const T0 = Date.UTC(2026, 0, 5, 0);

function start() {
  const twin = new Twin(index);
  const clock = { now: T0 };
  const board = new DemandBoard({
    twin,
    store: new InMemoryEnergyStore(),
    tables: new EnergyTables(index.model),
    logger: pino({ level: 'silent' }),
    now: () => clock.now,
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
    expect(answer).toMatchObject({ nowKw: 40, contractKw: null, warning: false });
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
});
