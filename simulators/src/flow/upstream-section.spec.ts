import { expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { type ConveyorUnit } from './conveyor-unit.ts';
import { LineFlow } from './line-flow.ts';
import { LinePlan } from './line-plan.ts';

const HOUR = 3600;
const line = testPlant.lines.find(({ id }) => id === 'bearing-1')!;
const always = () => new LinePlan([{ startS: 0, endS: Infinity, quantity: 1e6 }]);
const flowOf = (seed = 4) => new LineFlow(testPlant, line, seed, always());

test('a line without a furnace in which parts stay for hours has no first section', () => {
  const weld = testPlant.lines.find(({ id }) => id === 'weld-1')!;
  expect(new LineFlow(testPlant, weld, 4).upstream).toBeUndefined();
});

test('the first section ends at the anneal, and follows the orders of the line until it has runs of its own', () => {
  const flow = flowOf();
  const { upstream } = flow;
  const unit = (id: string) => flow.unitOf(testPlant.equipment.find((e) => e.id === id)!.address)!;
  expect(['B01', 'B02', 'B03', 'B04-OR', 'B04-IR'].every((id) => upstream!.has(unit(id)))).toBe(true);
  expect(upstream!.has(unit('B06-1'))).toBe(false);
  expect(upstream!.endsIn(unit('B05'))).toBe(true);
  expect(upstream!.orderAt(0)).toBeUndefined();
  flow.queue.runUntil(HOUR);
  expect(upstream!.made).toBeGreaterThan(300);
});

test('runs of its own are made when they begin and no further, while the rest of the line goes on', () => {
  const flow = flowOf();
  const upstream = flow.upstream!;
  flow.queue.runUntil(HOUR);
  const made = Math.floor(upstream.made);
  const shipped = flow.shipped;
  upstream.follow([{ startS: 2 * HOUR, endS: Infinity, quantity: 100 }]);
  expect(upstream.orderAt(HOUR)).toEqual({ isOpen: false, nextS: 2 * HOUR });
  flow.queue.runUntil(2 * HOUR);
  // What is in the machines is finished.
  expect(upstream.made - made).toBeLessThan(10);
  expect(upstream.orderAt(2 * HOUR)).toMatchObject({ isOpen: true });
  flow.queue.runUntil(4 * HOUR);
  expect(upstream.made - made).toBeGreaterThanOrEqual(100);
  expect(upstream.made - made).toBeLessThan(110);
  expect(upstream.orderAt(4 * HOUR)).toEqual({ isOpen: false, nextS: Infinity });
  expect(flow.shipped - shipped).toBeGreaterThan(900);
});

test('what it says will come out of the furnace comes out, hour by hour', () => {
  const flow = flowOf();
  const foretold = flow.upstream!.arriving(HOUR, 3);
  const anneal = [...flow.allUnits].find((unit) => flow.upstream!.endsIn(unit)) as ConveyorUnit;
  foretold.forEach((sets, hour) => {
    const before = anneal.good;
    flow.queue.runUntil((hour + 1) * HOUR);
    expect(sets).toBeGreaterThan(300);
    expect(Math.abs((anneal.good - before) / 2 - sets)).toBeLessThan(3);
  });
});
