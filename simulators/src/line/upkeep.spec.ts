import { expect, test } from '@jest/globals';
import { SourceClock } from '../equipment/source-clock.ts';
import { LineSimulation } from './line-simulation.ts';
import { runSeconds, testPlant } from './test-plant.ts';
import { insulateCoil, noUpkeep, sealLeaks, type Upkeep } from './upkeep.ts';

/** Half an hour of a line at work, with what people did to it before. */
function halfAnHour(upkeep?: Upkeep) {
  const clock = new SourceClock(0);
  const line = new LineSimulation({
    model: testPlant,
    line: 'bearing-1',
    seed: 3,
    faults: [],
    clock,
    upkeep,
    energyOnly: true,
  });
  const kwhOf = (kind: string) =>
    line.machines.reduce((sum, m) => sum + (m.equipment.kind === kind ? m.energyKwh : 0), 0);
  const savedOf = (kind: string) =>
    line.machines.reduce((sum, m) => sum + (m.equipment.kind === kind ? m.upkeepSavedKwh : 0), 0);
  const kinds = ['compressor', 'induction-heater'] as const;
  const before = kinds.map(kwhOf);
  let [airM3, leakM3] = [0, 0];
  runSeconds(line, 1800, () => {
    const { airM3PerMin, leakM3PerMin } = line.air();
    airM3 += airM3PerMin / 60;
    leakM3 += leakM3PerMin / 60;
  });
  const heater = line.machines.find(({ equipment }) => equipment.kind === 'induction-heater')!;
  return {
    airM3,
    leakM3,
    kwh: kinds.map((kind, i) => kwhOf(kind) - before[i]),
    saved: kinds.map(savedOf),
    waterRiseK: heater.ownValue('water_out_temp') - heater.ownValue('water_in_temp'),
    parts: line.flow.shipped,
  };
}

const asItWas = halfAnHour();

test('a round against leaks leaves a quarter of them, and the compressors take a tenth less for the same work', () => {
  const upkeep = noUpkeep();
  sealLeaks(upkeep);
  const sealed = halfAnHour(upkeep);
  // At full work; over a week, in which less is worked, they are a quarter.
  expect(asItWas.leakM3 / asItWas.airM3).toBeGreaterThan(0.18);
  expect(sealed.leakM3 / asItWas.leakM3).toBeCloseTo(1 / 4, 2);
  expect(sealed.airM3 - sealed.leakM3).toBeCloseTo(asItWas.airM3 - asItWas.leakM3, 6);
  expect(sealed.parts).toBe(asItWas.parts);
  const savedKwh = asItWas.kwh[0] - sealed.kwh[0];
  expect(savedKwh / asItWas.kwh[0]).toBeGreaterThan(0.08);
  expect(savedKwh / asItWas.kwh[0]).toBeLessThan(0.14);
  // What the simulator says was saved is what the meters show.
  expect(sealed.saved[0] / savedKwh).toBeCloseTo(1, 1);
  expect(asItWas.saved).toEqual([0, 0]);
});

test('an insulated coil takes a seventeenth less for the same blanks, and gives less to its water', () => {
  const upkeep = noUpkeep();
  insulateCoil(upkeep);
  const insulated = halfAnHour(upkeep);
  const savedKwh = asItWas.kwh[1] - insulated.kwh[1];
  expect(savedKwh / asItWas.kwh[1]).toBeGreaterThan(0.05);
  expect(savedKwh / asItWas.kwh[1]).toBeLessThan(0.06);
  expect(insulated.saved[1] / savedKwh).toBeCloseTo(1, 1);
  expect(insulated.waterRiseK).toBeLessThan(0.95 * asItWas.waterRiseK);
  expect(insulated.parts).toBe(asItWas.parts);
});
