import { expect, test } from '@jest/globals';
import type { MeasureId, Proposal } from '@linetwin/energy';
import { addressOf, simulate } from '../line/test-plant.ts';
import { PlantPeople } from './plant-people.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const advice = (measure: MeasureId, id: string): Proposal => ({
  measure,
  equipment: addressOf(id),
  because: {},
  estimatedKwh: 100,
  estimatedHours: 24,
  usualKw: 50,
});

function plant() {
  const line = simulate('bearing-1');
  return { line, people: new PlantPeople(line) };
}

test('leaks are looked for in the next early shift and sealed at its end, once', () => {
  const { line, people } = plant();
  people.hear(advice('air-leaks', 'BU-C1'), 9 * HOUR);
  people.step(1.6 * DAY, true);
  expect(line.upkeep.leakShare).toBe(1);
  people.step(DAY + 16 * HOUR, true);
  expect(line.upkeep.leakShare).toBeCloseTo(1 / 4, 9);
  people.hear(advice('air-leaks', 'BU-C2'), 2 * DAY);
  people.step(5 * DAY, true);
  expect(line.upkeep.leakShare).toBeCloseTo(1 / 4, 9);
  expect([...people.deeds.values()]).toMatchObject([{ heard: 2, heardS: 9 * HOUR, doneS: DAY + 16 * HOUR }]);
});

test('a coil is changed at the next weekend, and not while its heater has an order', () => {
  const { line, people } = plant();
  people.hear(advice('coil-match', 'B02'), DAY);
  for (let t = DAY; t <= 5.5 * DAY; t += HOUR) people.step(t, t >= 5 * DAY);
  expect(line.upkeep.coilPowerShare).toBe(1);
  people.step(5.6 * DAY, false);
  expect(line.upkeep.coilPowerShare).toBeCloseTo(0.94, 2);
});

test('furnace charges are left as they are where the queue is full before the furnace has run empty', () => {
  const { line, people } = plant();
  people.hear(advice('furnace-consolidation', 'B07'), DAY);
  for (let t = DAY; t < 7 * DAY; t += HOUR) people.step(t, false);
  const [deed] = people.deeds.values();
  expect(deed.doneS).toBeUndefined();
  // 400 rings at two to a takt of 8 s, against 40 min inside and 40 min of heating up.
  expect(deed.noRoom).toEqual({ equipment: addressOf('B07'), queueS: 1600, neededS: 4800 });
  expect(line.upkeep).toEqual({ leakShare: 1, coilPowerShare: 1 });
});
