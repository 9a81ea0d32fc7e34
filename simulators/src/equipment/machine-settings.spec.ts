import { describe, expect, test } from '@jest/globals';
import type { CommandAnswer } from '@linetwin/contracts';
import { mediaOf } from '@linetwin/model';
import { LinePlan } from '../flow/line-plan.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { addressOf, runSeconds, simulate, testPlant } from '../line/test-plant.ts';
import { freeCooledWaterC, pumpPowerShare } from '../physics/cooling.ts';
import { WeatherYear } from '../physics/weather.ts';
import { SourceClock } from './source-clock.ts';

const HOUR = 3600;

/** A line that has an order for the first minutes of each of two shifts, and none in between. */
function lineWithGap(line: string, quantity: number, nextS = 2 * HOUR) {
  const plan = new LinePlan([
    { startS: 0, endS: nextS, quantity },
    { startS: nextS, endS: nextS + 8 * HOUR, quantity: 5000 },
  ]);
  const clock = new SourceClock(0);
  return new LineSimulation({ model: testPlant, line, seed: 3, faults: [], clock, plan, energyOnly: true });
}

function machineOf(simulation: LineSimulation, id: string) {
  return simulation.machines.find((m) => m.equipment.id === id)!;
}

function tell(simulation: LineSimulation, id: string, setting: string, value: number, more: object = {}) {
  const command = {
    do: 'set' as const,
    id: `${id} ${setting}`,
    time: 0,
    setting,
    value,
    watchdogS: 60,
    ...more,
  };
  simulation.obey(addressOf(id), command);
  return machineOf(simulation, id).settings.takeAnswers();
}

describe('a coolant plant', () => {
  test('in standby draws an eighth and gives nobody coolant, and gives it again when it is back', () => {
    const line = lineWithGap('bearing-1', 20);
    runSeconds(line, 900);
    const plant = machineOf(line, 'BU-COOL');
    const ordinaryKw = plant.powerKw;
    expect(tell(line, 'BU-COOL', 'operating_level', 2, { watchdogS: 120 })).toMatchObject([
      { answer: 'accepted' },
    ]);
    runSeconds(line, 60);
    expect(plant.powerKw / ordinaryKw).toBeCloseTo(0.12, 1);
    expect(plant.ownValue('supply_flow')).toBeLessThan(50);
    // Nobody keeps the command alive: it comes back by itself.
    runSeconds(line, 240);
    expect(plant.powerKw / ordinaryKw).toBeCloseTo(1, 1);
    expect(plant.ownValue('supply_flow')).toBeGreaterThan(1500);
  });
});

describe('the last compressor', () => {
  const users = testPlant.lines
    .find(({ id }) => id === 'bearing-1')!
    .stations.filter((station) => mediaOf(station).has('compressedAir'))
    .flatMap(({ equipment }) => equipment.map((address) => address.split('/').at(-1)!));

  /** A line without an order, in which one of two compressors and all users of air rest. */
  function lineAtRest(open: string[] = []) {
    const line = lineWithGap('bearing-1', 20, 6 * HOUR);
    runSeconds(line, 1800);
    tell(line, 'BU-C2', 'operating_level', 1, { watchdogS: 6 * HOUR });
    for (const id of users)
      if (!open.includes(id))
        expect(tell(line, id, 'operating_level', 2, { watchdogS: 6 * HOUR })).toMatchObject([
          { answer: 'accepted' },
        ]);
    runSeconds(line, 60);
    return line;
  }
  const valueOf = (line: LineSimulation, signal: string) => machineOf(line, 'BU-C1').ownValue(signal);

  test('goes on as long as one user of air has its valve open', () => {
    const line = lineAtRest(['B20']);
    expect(tell(line, 'BU-C1', 'operating_level', 2)).toMatchObject([
      { answer: 'refused', reason: 'at-work' },
    ]);
  });

  test('stops when every valve is shut, and the net loses its pressure through its leaks', () => {
    const line = lineAtRest();
    const beforeKw = machineOf(line, 'BU-C1').powerKw;
    expect(tell(line, 'BU-C1', 'operating_level', 2, { watchdogS: HOUR })).toMatchObject([
      { answer: 'accepted' },
    ]);
    runSeconds(line, 600);
    expect(machineOf(line, 'BU-C1').powerKw).toBeLessThan(0.03 * beforeKw);
    // 0.6 m3/min less and less out of 4 m3: 0.15 MPa in the first ten minutes, at the most.
    const after = valueOf(line, 'air_pressure');
    expect(after).toBeGreaterThan(0.622 - 0.15);
    expect(after).toBeLessThan(0.622 - 0.1);
  });

  test('fills the net before it is at work, with energy that is not counted as saved', () => {
    const line = lineAtRest();
    const compressor = machineOf(line, 'BU-C1');
    const savedBefore = compressor.savedKwh('operating_level', 2);
    tell(line, 'BU-C1', 'operating_level', 2, { watchdogS: 2 * HOUR });
    runSeconds(line, HOUR);
    const savedAtRest = compressor.savedKwh('operating_level', 2);
    expect(savedAtRest - savedBefore).toBeGreaterThan(10);
    expect(valueOf(line, 'air_pressure')).toBeLessThan(0.3);
    compressor.settings.obey({ do: 'return', id: 'BU-C1 operating_level', time: 0 }, compressor.clockMs);
    const startKwh = compressor.energyKwh;
    runSeconds(line, 30);
    expect(compressor.packml.state).toBe('Starting');
    runSeconds(line, 240);
    expect(compressor.packml.state).toBe('Execute');
    expect(valueOf(line, 'air_pressure')).toBeGreaterThan(0.63);
    const fillKwh = compressor.energyKwh - startKwh - (270 * compressor.powerKw) / 3600;
    expect(fillKwh).toBeGreaterThan(1);
    expect(savedAtRest - compressor.savedKwh('operating_level', 2)).toBeCloseTo(fillKwh, 0);
  });

  test('lets the net go only where no other one holds it', () => {
    const line = lineAtRest();
    tell(line, 'BU-C2', 'operating_level', 2, { watchdogS: HOUR });
    runSeconds(line, 1800);
    expect(machineOf(line, 'BU-C2').savedKwh('operating_level', 2)).toBe(0);
    expect(valueOf(line, 'air_pressure')).toBeGreaterThan(0.63);
  });

  test('starts by itself when a user opens its valve', () => {
    const line = lineAtRest();
    tell(line, 'BU-C1', 'operating_level', 2, { watchdogS: HOUR });
    runSeconds(line, 600);
    const packing = machineOf(line, 'B20');
    packing.settings.obey({ do: 'return', id: 'B20 operating_level', time: 0 }, packing.clockMs);
    runSeconds(line, 300);
    expect(machineOf(line, 'BU-C1').settings.takeAnswers()).toMatchObject([
      { answer: 'returned', reason: 'work' },
    ]);
    expect(valueOf(line, 'air_pressure')).toBeGreaterThan(0.63);
  });
});

describe('a machine that is told something', () => {
  test('rests when it waits, draws less, and says so in its mode', () => {
    const line = lineWithGap('bearing-1', 20);
    runSeconds(line, 900);
    const grinder = machineOf(line, 'B11-OR1');
    const idleKw = grinder.powerKw;
    expect(grinder.packml.state).toBe('Complete');
    expect(tell(line, 'B11-OR1', 'operating_level', 1)).toMatchObject([{ answer: 'accepted', prior: 0 }]);
    runSeconds(line, 30);
    expect(grinder.powerKw).toBeLessThan(0.5 * idleKw);
    expect(grinder.usualPowerKw).toBeCloseTo(idleKw, 1);
    const mode = grinder.signals.findIndex((s) => s.id === 'mode');
    expect(grinder.signals[mode].values?.[grinder.values[mode]]).toBe('EnergySaving');
  });

  test('rests with parts on its belt while the belt stands, and goes on with them', () => {
    const line = lineWithGap('bearing-1', 20);
    const washer = machineOf(line, 'B14');
    const inside = () => [...washer.flow!.partsInside().values()].reduce((sum, n) => sum + n, 0);
    while (washer.flow!.waiting !== 'blocked' && line.timeS < HOUR) runSeconds(line, 60);
    const [idleKw, parts, good] = [washer.powerKw, inside(), washer.flow!.good];
    expect(parts).toBeGreaterThan(0);
    const until = { watchdogS: 3 * HOUR, readyAt: 2 * HOUR * 1000 };
    expect(tell(line, 'B14', 'operating_level', 2, until)).toMatchObject([{ answer: 'accepted' }]);
    runSeconds(line, 60);
    expect(washer.powerKw).toBeLessThan(0.3 * idleKw);
    expect(inside()).toBe(parts);
    runSeconds(line, 2 * HOUR + 600 - line.timeS);
    expect(washer.packml.state).toBe('Execute');
    expect(washer.flow!.good).toBeGreaterThanOrEqual(good + parts - washer.flow!.scrap);
  });

  test('stays without auxiliaries while people change its rolls, whatever ends the command, until they start it again', () => {
    const line = lineWithGap('bearing-1', 5000);
    const mill = machineOf(line, 'B04-OR');
    while (mill.packml.state !== 'Held' && line.timeS < 4 * HOUR) runSeconds(line, 10);
    runSeconds(line, 130);
    // A change of rolls, not one of the small stops.
    while (mill.packml.state !== 'Held' && line.timeS < 4 * HOUR) runSeconds(line, 130);
    const heldKw = mill.powerKw;
    expect(tell(line, 'B04-OR', 'operating_level', 2)).toMatchObject([
      { answer: 'refused', reason: 'at-work' },
    ]);
    expect(tell(line, 'B04-OR', 'operating_level', 1, { watchdogS: 30 })).toMatchObject([
      { answer: 'accepted' },
    ]);
    runSeconds(line, 60);
    expect(mill.settings.takeAnswers()).toMatchObject([{ answer: 'returned', reason: 'watchdog' }]);
    expect(mill.packml.state).toBe('Held');
    expect(mill.powerKw).toBeCloseTo(0.3 * heldKw, 0);
    const good = mill.flow!.good;
    while (mill.packml.state === 'Held' && line.timeS < 5 * HOUR) runSeconds(line, 10);
    runSeconds(line, 60);
    expect(mill.standby.isSaving).toBe(false);
    expect(mill.flow!.good).toBeGreaterThan(good);
  });

  test('goes back by itself when the server no longer says to go on', () => {
    const line = lineWithGap('bearing-1', 20);
    runSeconds(line, 900);
    tell(line, 'B11-OR1', 'operating_level', 2);
    const grinder = machineOf(line, 'B11-OR1');
    runSeconds(line, 40);
    line.obey(addressOf('B11-OR1'), { do: 'keep', id: 'B11-OR1 operating_level', time: 0 });
    runSeconds(line, 50);
    expect(grinder.packml.state).toBe('Stopped');
    runSeconds(line, 15);
    expect(grinder.settings.takeAnswers()).toMatchObject([
      { answer: 'returned', reason: 'watchdog', value: 0 },
    ]);
    expect(grinder.standby.level).toBe(0);
    line.obey(addressOf('B11-OR1'), { do: 'keep', id: 'B11-OR1 operating_level', time: 0 });
    expect(grinder.settings.takeAnswers()).toMatchObject([{ answer: 'refused', reason: 'not-standing' }]);
  });

  test('begins no other part while its intake is closed, so that its section runs empty, and goes on when it is opened', () => {
    const line = lineWithGap('bearing-1', 5000);
    runSeconds(line, 600);
    const [heater, mill] = [machineOf(line, 'B02'), machineOf(line, 'B04-OR')];
    expect(tell(line, 'B02', 'intake', 0, { watchdogS: HOUR })).toMatchObject([
      { answer: 'accepted', value: 0, prior: 1 },
    ]);
    const begun = heater.flow!.good + heater.flow!.scrap;
    runSeconds(line, 120);
    // The blank at work is finished.
    expect(heater.flow!.good + heater.flow!.scrap - begun).toBeLessThanOrEqual(1);
    expect(heater.packml.state).toBe('Complete');
    const [milled, kw] = [mill.flow!.good, heater.powerKw];
    expect(kw).toBeLessThan(50);
    runSeconds(line, 600);
    expect(mill.flow!.good).toBe(milled);
    expect([...mill.flow!.partsInside().values()].every((parts) => parts === 0)).toBe(true);
    line.obey(addressOf('B02'), { do: 'return', id: 'B02 intake', time: 0 });
    runSeconds(line, 120);
    expect(heater.packml.state).toBe('Execute');
    expect(mill.flow!.good).toBeGreaterThan(milled);
  });

  test('opens a closed intake by its watchdog, and at the time it was told to be ready', () => {
    const line = lineWithGap('bearing-1', 5000);
    runSeconds(line, 600);
    const shear = machineOf(line, 'B01');
    tell(line, 'B01', 'intake', 0);
    tell(line, 'B02', 'intake', 0, { watchdogS: HOUR, readyAt: 1000 * 900 });
    runSeconds(line, 50);
    expect(shear.packml.state).toBe('Complete');
    const good = shear.flow!.good;
    runSeconds(line, 15);
    expect(shear.settings.takeAnswers()).toMatchObject([
      { answer: 'returned', reason: 'watchdog', value: 1 },
    ]);
    runSeconds(line, 60);
    expect(shear.flow!.good).toBeGreaterThan(good);
    const heater = machineOf(line, 'B02');
    runSeconds(line, 898 - line.timeS);
    expect(heater.settings.value('intake')).toBe(0);
    runSeconds(line, 62);
    expect(heater.settings.takeAnswers()).toMatchObject([{ reason: 'ready-time' }]);
    expect(heater.packml.state).toBe('Execute');
  });

  test('refuses what it does not have, cannot do, or may not do just now', () => {
    const line = lineWithGap('bearing-1', 5000);
    runSeconds(line, 60);
    const reasons = [
      tell(line, 'B16', 'fan', 1),
      tell(line, 'BU-C1', 'pressure_setpoint', 0.2),
      tell(line, 'B18', 'operating_level', 2),
      tell(line, 'B07', 'hold_setback', 80),
      tell(line, 'B07', 'operating_level', 2),
    ].flatMap((answers) => answers.map((a) => (a as Extract<CommandAnswer, { answer: 'refused' }>).reason));
    expect(reasons).toEqual(['unknown-setting', 'out-of-range', 'at-work', 'charge-inside', 'too-hot']);
  });

  test('wakes for work that comes, which takes its time, and no part is lost', () => {
    const line = lineWithGap('bearing-1', 20, HOUR);
    runSeconds(line, 900);
    for (const machine of line.machines)
      if (machine.flow && machine.isWaiting)
        tell(line, machine.equipment.id, 'operating_level', 2, { watchdogS: 3600 });
    runSeconds(line, HOUR - 900 + 600);
    const packer = machineOf(line, 'B20');
    expect(packer.packml.state).toBe('Execute');
    expect(line.flow.shipped).toBeGreaterThan(40);
    expect(packer.settings.takeAnswers()).toMatchObject([{ answer: 'returned', reason: 'work' }]);
  });

  test('is ready at the time it was told to be ready', () => {
    const line = lineWithGap('bearing-1', 20, HOUR);
    runSeconds(line, 900);
    tell(line, 'B11-OR1', 'operating_level', 2, { watchdogS: 3600, readyAt: 1000 * (HOUR - 300) });
    const grinder = machineOf(line, 'B11-OR1');
    runSeconds(line, HOUR - 300 - 900 - grinder.standby.profile.wakeS - 2);
    expect(grinder.standby.level).toBe(2);
    runSeconds(line, 4);
    expect(grinder.standby.level).toBe(0);
    expect(grinder.standby.secondsToReady()).toBeGreaterThan(80);
  });
});

describe('a spindle that rested', () => {
  test('is cold for a while, so that its parts are off in size and more are scrapped', () => {
    const line = lineWithGap('bearing-1', 20, 3 * HOUR);
    runSeconds(line, 900);
    tell(line, 'B12-1', 'operating_level', 2, { watchdogS: 3600 });
    runSeconds(line, 3500);
    const { standby, flow } = machineOf(line, 'B12-1');
    expect(standby.warmth).toBeLessThan(0.5);
    expect(flow!.coldScrapShare).toBeGreaterThan(0.01);
  });
});

describe('utilities', () => {
  test('a pump slows by the cube of its speed, and its grinders still get their coolant', () => {
    const line = lineWithGap('bearing-1', 5000);
    runSeconds(line, 120);
    tell(line, 'BU-COOL', 'pump_speed', 88, { watchdogS: 3600 });
    runSeconds(line, 60);
    const plant = machineOf(line, 'BU-COOL');
    expect(plant.powerKw / plant.usualPowerKw).toBeCloseTo(pumpPowerShare(0.88), 2);
    const grinder = machineOf(line, 'B11-OR1');
    const flow = grinder.signals.findIndex((s) => s.id === 'coolant_flow');
    expect(grinder.values[flow]).toBeGreaterThan(37);
  });

  test('less pressure takes 7 % less power per 0.1 MPa, and one of two compressors may rest', () => {
    const line = lineWithGap('bearing-1', 5000);
    runSeconds(line, 120);
    const [one, two] = ['BU-C1', 'BU-C2'].map((id) => machineOf(line, id));
    tell(line, 'BU-C1', 'pressure_setpoint', 0.6, { watchdogS: 3600 });
    runSeconds(line, 60);
    expect(one.powerKw / one.usualPowerKw).toBeGreaterThan(0.9);
    expect(one.powerKw / one.usualPowerKw).toBeLessThan(0.99);
    expect(tell(line, 'BU-C2', 'operating_level', 1, { watchdogS: 3600 })).toMatchObject([
      { answer: 'accepted' },
    ]);
    expect(tell(line, 'BU-C1', 'operating_level', 1)).toMatchObject([
      { answer: 'refused', reason: 'at-work' },
    ]);
    runSeconds(line, 120);
    const saved = one.usualPowerKw + two.usualPowerKw - one.powerKw - two.powerKw;
    expect(saved / (one.usualPowerKw + two.usualPowerKw)).toBeGreaterThan(0.08);
  });

  test('a fan is slower with the beam too when it is told, and tells what that saved apart from the time without beam', () => {
    const line = lineWithGap('weld-1', 500);
    runSeconds(line, 600);
    tell(line, 'L09-A', 'beam_fan_speed', 82, { watchdogS: 3600 });
    const fan = machineOf(line, 'L09-A');
    const speed = fan.signals.findIndex((s) => s.id === 'fan_speed');
    let fastest = 0;
    const before = [fan.energyKwh, fan.usualEnergyKwh];
    for (let minute = 0; minute < 20; minute++) {
      runSeconds(line, 60);
      if (minute > 0) fastest = Math.max(fastest, fan.values[speed]);
    }
    // Without beam it runs at its usual 88 %.
    expect(fastest).toBeLessThan(0.89 * 2850);
    const saved = fan.usualEnergyKwh - before[1] - (fan.energyKwh - before[0]);
    expect(saved).toBeGreaterThan(0.1);
    expect(fan.savedKwh('beam_fan_speed') / saved).toBeCloseTo(1, 0);
  });

  /** The welding line in a year whose air outside is always the same. */
  function lineIn(outsideC: number) {
    const plan = new LinePlan([{ startS: 0, endS: 10 * HOUR, quantity: 500 }]);
    const weather = new WeatherYear(3, 0);
    weather.at = () => ({ outsideC, dewPointC: outsideC - 5 });
    const clock = new SourceClock(0);
    return new LineSimulation({
      model: testPlant,
      line: 'weld-1',
      seed: 3,
      faults: [],
      clock,
      plan,
      weather,
      energyOnly: true,
    });
  }

  test('a chiller cooled by cold air outside draws its pump and a fan, and keeps its water', () => {
    const line = lineIn(5);
    runSeconds(line, 600);
    const chiller = machineOf(line, 'L07-A');
    const valueOf = (id: string) => chiller.values[chiller.signals.findIndex((s) => s.id === id)];
    expect(valueOf('outdoor_temp')).toBeCloseTo(5, 0);
    expect(tell(line, 'L07-A', 'free_cooling', 1, { watchdogS: 3600 })).toMatchObject([
      { answer: 'accepted' },
    ]);
    const before = [chiller.energyKwh, chiller.usualEnergyKwh];
    let warmest = 0;
    for (let minute = 0; minute < 30; minute++) {
      runSeconds(line, 60);
      warmest = Math.max(warmest, valueOf('source_temp'));
      expect(chiller.powerKw).toBeLessThan(3.4 + 0.05 * 27.6);
    }
    expect(warmest).toBeLessThan(23.5);
    expect(valueOf('spindle_speed')).toBeLessThan(1450);
    const saved = chiller.usualEnergyKwh - before[1] - (chiller.energyKwh - before[0]);
    expect(saved).toBeGreaterThan(0);
    expect(chiller.savedKwh('free_cooling') / saved).toBeCloseTo(1, 1);
    expect(Math.abs(chiller.savedKwh('source_setpoint'))).toBeLessThan(0.1 * saved);
  });

  test('a chiller refuses air outside that is too warm, and gets warmer water from air that has become so', () => {
    const line = lineIn(12.5);
    runSeconds(line, 60);
    expect(tell(line, 'L07-A', 'free_cooling', 1)).toMatchObject([{ answer: 'refused', reason: 'too-hot' }]);
    expect(freeCooledWaterC(22.5, 12, 35)).toBeCloseTo(22.5, 9);
    expect(freeCooledWaterC(22.5, 20, 27.6)).toBeGreaterThan(28);
  });

  test('a chiller at warmer water draws 5 to 10 % less for 2 to 3 K', () => {
    const line = lineWithGap('weld-1', 500);
    runSeconds(line, 600);
    const chiller = machineOf(line, 'L07-A');
    tell(line, 'L07-A', 'source_setpoint', 25, { watchdogS: 3600 });
    const before = [chiller.energyKwh, chiller.usualEnergyKwh];
    runSeconds(line, 1800);
    const share = (chiller.energyKwh - before[0]) / (chiller.usualEnergyKwh - before[1]);
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.985);
  });
});

describe('an empty furnace', () => {
  test('set back by 80 K holds with 15 to 25 % less, comes back by its ramp, and takes parts only when it is hot', () => {
    const line = lineWithGap('bearing-1', 9000);
    // Turning gives nothing any more, so the furnace runs out of parts.
    for (const { equipment, flow } of line.machines)
      if (equipment.kind === 'cnc-lathe') flow!.hasOrder = () => false;
    for (let m = 0; !machineOf(line, 'B07').isWaiting && m < 120; m++) runSeconds(line, 60);
    const furnace = machineOf(line, 'B07');
    expect(furnace.packml.state).toBe('Suspended');
    expect(tell(line, 'B07', 'hold_setback', 80, { watchdogS: 3600 })).toMatchObject([
      { answer: 'accepted' },
    ]);
    const zone = furnace.signals.findIndex((s) => s.id === 'zone_3_temp');
    runSeconds(line, HOUR - 60);
    line.obey(addressOf('B07'), { do: 'keep', id: 'B07 hold_setback', time: 0 });
    runSeconds(line, HOUR);
    line.obey(addressOf('B07'), { do: 'keep', id: 'B07 hold_setback', time: 0 });
    expect(furnace.values[zone]).toBeLessThan(770);
    const share = furnace.powerKw / furnace.usualPowerKw;
    expect(1 - share).toBeGreaterThan(0.15);
    expect(1 - share).toBeLessThan(0.25);
    line.obey(addressOf('B07'), { do: 'return', id: 'B07 hold_setback', time: 0 });
    let fastest = 0;
    for (let minute = 0; minute < 50; minute++) {
      const before = furnace.values[zone];
      runSeconds(line, 60);
      fastest = Math.max(fastest, furnace.values[zone] - before);
    }
    expect(fastest).toBeLessThan(4);
    expect(furnace.values[zone]).toBeGreaterThan(839);
  });

  test('slows its fan between beams without a word about flow or cartridge, which is told as it was with the beam', () => {
    const line = simulate('weld-1');
    runSeconds(line, 300);
    tell(line, 'L09-A', 'idle_fan_speed', 45, { watchdogS: 3600 });
    const machine = machineOf(line, 'L09-A');
    const slowest = { air_flow: Infinity, beam_air_flow: Infinity, beam_filter_dp: Infinity };
    const beyond = new Set<string>();
    runSeconds(line, 1800, () => {
      machine.signals.forEach((signal, slot) => {
        const value = machine.values[slot];
        if (signal.id in slowest) {
          const id = signal.id as keyof typeof slowest;
          slowest[id] = Math.min(slowest[id], value);
        }
        for (const { type, at } of signal.limits)
          if (type.startsWith('high') ? value > at : value < at) beyond.add(`${signal.id} ${type}`);
      });
    });
    expect(slowest.air_flow).toBeLessThan(2500);
    expect(slowest.beam_air_flow).toBeGreaterThan(3300);
    expect(slowest.beam_filter_dp).toBeGreaterThan(1000);
    expect([...beyond]).toEqual([]);
  });
});
