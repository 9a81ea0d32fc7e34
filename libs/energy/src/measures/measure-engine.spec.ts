import { describe, expect, test } from '@jest/globals';
import type { PackmlState } from '@linetwin/model';
import type { LineView, MachineView, SettingView } from './line-view.ts';
import { MeasureEngine, measuresFor } from './measure-engine.ts';
import { breakEvenS } from './rest-measures.ts';

const MINUTE = 60_000;

interface TestMachine extends MachineView {
  values: Record<string, number>;
}

function machine(id: string, kind: string, more: Partial<TestMachine> = {}): TestMachine {
  const settings: [string, SettingView][] = [
    ['operating_level', { value: 0, usual: 0, range: [0, 2], sinceMs: 0 }],
  ];
  return {
    address: `site/area/line/${id}`,
    id,
    kind,
    isInFlow: true,
    state: 'Execute' as PackmlState,
    stateSinceMs: 0,
    powerKw: 8,
    energyKwh: 0,
    settings: new Map(settings),
    values: {},
    value(signal) {
      return this.values[signal];
    },
    usual: () => undefined,
    ...more,
  };
}

function view(
  timeMs: number,
  machines: MachineView[],
  order: LineView['order'] = { isOpen: true },
): LineView {
  return { line: 'line', timeMs, machines, order };
}

/** Lets the engine see a machine wait for so long, look by look. */
function wait(
  engine: MeasureEngine,
  one: TestMachine,
  fromMs: number,
  minutes: number,
  order?: LineView['order'],
) {
  one.state = 'Suspended';
  one.stateSinceMs = fromMs;
  one.powerKw = 4;
  const words = [];
  for (let t = 0; t <= minutes * MINUTE; t += 30_000)
    words.push(...engine.look(view(fromMs + t, [one], order)));
  return words;
}

describe('a machine that waits', () => {
  test('is left alone while the wait is short, and loses its auxiliaries when it lasts', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    expect(wait(engine, grinder, 0, 2)).toEqual([]);
    const [word] = wait(engine, grinder, 0, 6);
    expect(word).toMatchObject({
      say: 'propose',
      proposal: { measure: 'idle-shutdown', command: { setting: 'operating_level', value: 1 } },
    });
  });

  test('goes to standby when no order comes for long, and is told to be ready and warm before the next', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    const nextStartMs = 180 * MINUTE;
    const words = wait(engine, grinder, 0, 2, { isOpen: false, nextStartMs });
    expect(words[0]).toMatchObject({
      say: 'propose',
      proposal: { measure: 'deep-standby', command: { value: 2 } },
    });
    const { readyAtMs } = (words[0] as Extract<(typeof words)[0], { say: 'propose' }>).proposal.command!;
    expect(nextStartMs - readyAtMs!).toBeGreaterThanOrEqual(engine.limits.warmUpS * 1000);
  });

  test('of a section with runs of its own rests between them, whatever is ordered of the line', () => {
    const nextStartMs = 180 * MINUTE;
    const press = machine('B03', 'forging-press', { order: { isOpen: false, nextStartMs } });
    expect(wait(new MeasureEngine(), press, 0, 2, { isOpen: true })[0]).toMatchObject({
      proposal: { measure: 'deep-standby', command: { value: 2 } },
    });
    const busy = machine('B03', 'forging-press', { order: { isOpen: true } });
    expect(wait(new MeasureEngine(), busy, 0, 2, { isOpen: false, nextStartMs })).toEqual([]);
  });

  test('is not told again what stands, nor for a while after it refused', () => {
    const engine = new MeasureEngine();
    const lathe = machine('B06', 'cnc-lathe');
    const order = { isOpen: false, nextStartMs: 120 * MINUTE };
    const [word] = wait(engine, lathe, 0, 1, order);
    engine.declined(lathe.address, 'operating_level', MINUTE);
    expect(engine.look(view(2 * MINUTE, [lathe], order))).toEqual([]);
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    expect(engine.look(view(30 * MINUTE, [lathe], order))).toEqual([]);
  });

  test('comes back when its parts are out of size or it faults: the guard says so once', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    const order = { isOpen: false, nextStartMs: 120 * MINUTE };
    const [word] = wait(engine, grinder, 0, 1, order);
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    grinder.values.size = 9;
    expect(engine.look(view(5 * MINUTE, [grinder], order))).toEqual([
      { say: 'end', equipment: grinder.address, setting: 'operating_level', guard: 'quality' },
    ]);
  });

  test('says nothing of a machine that is silent', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder', { state: undefined });
    expect(engine.look(view(0, [grinder], { isOpen: false, nextStartMs: 120 * MINUTE }))).toEqual([]);
  });
});

describe('a wait', () => {
  /** Lets a machine wait as often and as long as told, half an hour of work in between; looks come every 30 s. */
  const afterWaits = (one: TestMachine, waitsS: number[]) => {
    const engine = new MeasureEngine();
    const memory = engine.memoryOf(one.address);
    let t = 0;
    const step = (state: PackmlState, seconds: number, kw: number) => {
      Object.assign(one, { state, stateSinceMs: t, powerKw: kw });
      for (let s = 0; s < seconds; s += 30) memory.note(one, t + 1000 * s);
      t += 1000 * seconds;
    };
    for (const seconds of waitsS) {
      step('Suspended', seconds, 29);
      step('Execute', 1800, 250);
    }
    return { engine, startMs: t };
  };
  const proposedAfter = (one: TestMachine, waitsS: number[], waitedS: number, order = { isOpen: true }) => {
    const { engine, startMs } = afterWaits(one, waitsS);
    Object.assign(one, { state: 'Suspended', stateSinceMs: startMs, powerKw: 29 });
    const words = [];
    for (let s = 0; s <= waitedS; s += 30) words.push(...engine.look(view(startMs + 1000 * s, [one], order)));
    return words.flatMap((w) => (w.say === 'propose' ? [w.proposal] : []));
  };
  const heater = () => machine('B02', 'induction-heater');

  test('is remembered as long as it was, also where nobody looked when it ended', () => {
    const { engine } = afterWaits(heater(), [45, 100, 170]);
    expect(engine.memoryOf(heater().address).waitsS).toEqual([45, 100, 170]);
  });

  test('begins anew with the order: how long there was none says nothing of the machine that starts', () => {
    const engine = new MeasureEngine();
    const lathe = machine('B06', 'cnc-lathe', { state: 'Complete', powerKw: 4 });
    const closed = { isOpen: false };
    for (let m = 0; m < 200; m++) engine.look(view(m * MINUTE, [lathe], closed));
    expect(engine.look(view(200 * MINUTE, [lathe], { isOpen: true }))).toEqual([]);
    expect(engine.memoryOf(lathe.address).waitedS(201 * MINUTE)).toBe(60);
  });

  test('of which earlier ones tell that it goes on ends auxiliaries after a minute, not after three', () => {
    const long = Array.from({ length: 12 }, () => 600);
    const lathe = () => machine('B06', 'cnc-lathe');
    expect(proposedAfter(lathe(), long, 60)).toMatchObject([{ measure: 'idle-shutdown' }]);
    // One in three goes on: 160 s more in the mean are not worth it so soon, and a few waits tell nothing.
    const mixed = [...long, ...Array.from({ length: 24 }, () => 90)];
    expect(proposedAfter(lathe(), mixed, 60).map(({ measure }) => measure)).not.toContain('induction-hold');
    expect(proposedAfter(lathe(), [600, 600, 600], 60)).toEqual([]);
  });

  test('of an induction heater is worth holding for what that saves until it goes off, and no more', () => {
    // All waits last for an hour: 120 s more are held, the heater goes off from there, and no way back from the hold is paid.
    const hour = [3600, 3600, 3600];
    const [hold] = proposedAfter(heater(), hour, 30);
    expect(hold).toMatchObject({ measure: 'induction-hold', command: { value: 1 } });
    expect(hold.estimatedKwh).toBeCloseTo((0.6 * 29 * 120) / 3600, 6);
    // Half of them end after 60 s: (30 + 120) / 2 s are held, and half of the ways back are paid.
    const half = proposedAfter(heater(), [60, 60, 60, ...hour], 30);
    expect(half[0].estimatedKwh).toBeCloseTo((0.6 * 29 * 75) / 3600 - 0.5 * 0.5, 6);
    expect(proposedAfter(heater(), [60, 60, 60, 60, 60, 60], 30)).toEqual([]);
    // Ten minutes are too short to go off: it is held for all that is left of them.
    const ten = proposedAfter(heater(), [600, 600, 600, 600], 30);
    expect(ten[0].estimatedKwh).toBeCloseTo((0.6 * 29 * 570) / 3600 - 0.5, 6);
  });
});

describe('furnaces', () => {
  const furnace = () =>
    machine('B07', 'mesh-belt-furnace', {
      usual: (signal) => (signal === 'zone_2_temp' ? 840 : signal === 'power' ? 180 : undefined),
      settings: new Map([['hold_setback', { value: 0, usual: 0, range: [0, 120], sinceMs: 0 }]]),
    });

  test('are set back only over a gap of an hour and more whose end is known', () => {
    const long = wait(new MeasureEngine(), furnace(), 0, 2, { isOpen: false, nextStartMs: 150 * MINUTE });
    expect(long[0]).toMatchObject({ proposal: { measure: 'holding-setback', command: { value: 80 } } });
    expect(wait(new MeasureEngine(), furnace(), 0, 2, { isOpen: false, nextStartMs: 50 * MINUTE })).toEqual(
      [],
    );
    expect(wait(new MeasureEngine(), furnace(), 0, 300)).toEqual([]);
  });

  test('are not set back while their belt stands full, because the next machine does', () => {
    const blocked = furnace();
    blocked.values.interlock = 2;
    expect(wait(new MeasureEngine(), blocked, 0, 2, { isOpen: false, nextStartMs: 150 * MINUTE })).toEqual(
      [],
    );
  });

  test('are estimated by what they hold with, whatever they drew while they fell and heated up again', () => {
    const engine = new MeasureEngine();
    const one = furnace();
    const setback = one.settings.get('hold_setback')!;
    const holdsKw = () => engine.memoryOf(one.address).idleKw;
    wait(engine, one, MINUTE, 10);
    expect(holdsKw()).toBeCloseTo(4, 6);
    const look = (fromMinute: number, minutes: number, kw: number) => {
      one.powerKw = kw;
      for (let m = fromMinute; m < fromMinute + minutes; m++) engine.look(view(m * MINUTE, [one]));
    };
    Object.assign(setback, { value: 80, sinceMs: 12 * MINUTE });
    look(12, 60, 0);
    Object.assign(setback, { value: 0, sinceMs: 72 * MINUTE });
    look(72, 50, 12);
    expect(holdsKw()).toBeCloseTo(4, 6);
    look(140, 300, 5);
    expect(holdsKw()).toBeCloseTo(5, 1);
  });

  test('are known by what they draw empty, not with a charge inside that the next machine blocks', () => {
    const engine = new MeasureEngine();
    const one = furnace();
    one.values.interlock = 2;
    wait(engine, one, 0, 10);
    expect(engine.memoryOf(one.address).idleKw).toBeUndefined();
    one.values.interlock = 1;
    wait(engine, one, 10 * MINUTE, 10);
    expect(engine.memoryOf(one.address).idleKw).toBeCloseTo(4, 6);
  });

  test('are advised to be filled only after two hours of low load without a break', () => {
    const engine = new MeasureEngine();
    const one = furnace();
    wait(engine, one, 0, 10);
    one.state = 'Execute';
    const advised = (fromMinute: number, minutes: number, kw: number) => {
      one.powerKw = kw;
      const words = [];
      for (let m = fromMinute; m < fromMinute + minutes; m++)
        words.push(...engine.look(view(m * MINUTE, [one])));
      return words.flatMap((w) => (w.say === 'propose' ? [w.proposal.measure] : []));
    };
    expect(advised(11, 100, 60)).toEqual([]);
    expect(advised(111, 10, 170)).toEqual([]);
    expect(advised(121, 119, 60)).toEqual([]);
    expect(advised(240, 5, 60)).toEqual(['furnace-consolidation']);
  });

  test('end their setback when parts are inside', () => {
    const engine = new MeasureEngine();
    const one = furnace();
    const [word] = wait(engine, one, 0, 2, { isOpen: false, nextStartMs: 150 * MINUTE });
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    one.state = 'Execute';
    expect(engine.look(view(10 * MINUTE, [one]))).toMatchObject([{ say: 'end', guard: 'charge-inside' }]);
  });
});

describe('the coolant plant', () => {
  const plant = () =>
    machine('BU-COOL', 'coolant-plant', {
      isInFlow: false,
      powerKw: 34,
      settings: new Map([['pump_speed', { value: 100, usual: 100, range: [50, 100], sinceMs: 0 }]]),
    });
  const grinders = (levels: number[]) =>
    levels.map((level, i) => {
      const one = machine(`B11-${i}`, 'raceway-grinder');
      one.settings.get('operating_level')!.value = level;
      return one;
    });
  const speedOf = (levels: number[], order?: LineView['order']) => {
    const words = new MeasureEngine().look(view(0, [plant(), ...grinders(levels)], order));
    const word = words.find((w) => w.say === 'propose' && w.proposal.measure === 'pump-speed');
    return word?.say === 'propose' ? word.proposal.command!.value : undefined;
  };

  test('keeps the flow of grinders whose coolant is off for a moment, as they may be back in seconds', () => {
    expect(speedOf([0, 0, 1, 1])).toBe(speedOf([0, 0, 0, 0]));
    expect(speedOf([0, 0, 2, 2])).toBeLessThan(speedOf([0, 0, 1, 1])!);
  });

  test('runs at its least while they warm up dry for an order that is not due yet, and not when it is', () => {
    const least = plant().settings.get('pump_speed')!.range[0];
    expect(speedOf([1, 1, 1, 1], { isOpen: false, nextStartMs: 20 * MINUTE })).toBe(least);
    expect(speedOf([1, 1, 1, 1], { isOpen: false, nextStartMs: 2 * MINUTE })).toBeGreaterThan(80);
  });
});

describe('coolant and its pump', () => {
  const plant = (speed: number) =>
    machine('BU-COOL', 'coolant-plant', {
      isInFlow: false,
      powerKw: 15,
      settings: new Map([
        ['operating_level', { value: 0, usual: 0, range: [0, 2], sinceMs: 0 }],
        ['pump_speed', { value: speed, usual: 100, range: [50, 100], sinceMs: 0 }],
      ]),
    });
  const grinder = (level: number, flow = 20) => {
    const one = machine('B11', 'raceway-grinder', {
      usual: (id) => (id === 'coolant_flow' ? 20 : undefined),
    });
    one.settings.get('operating_level')!.value = level;
    one.values.coolant_flow = flow;
    one.state = level > 0 ? 'Stopped' : 'Execute';
    return one;
  };
  const closed = { isOpen: false, nextStartMs: 120 * MINUTE };
  const restOf = (cooling: TestMachine, users: TestMachine[]) => {
    const engine = new MeasureEngine();
    engine.look(view(0, [cooling, ...users], closed));
    const words = engine.look(view(MINUTE, [cooling, ...users], closed));
    return words.flatMap((w) =>
      w.say === 'propose' && w.proposal.measure === 'deep-standby' && w.proposal.equipment === cooling.address
        ? [w.proposal]
        : [],
    );
  };

  test('stand while there is no order and every grinder rests, once the pump is at its least', () => {
    expect(restOf(plant(50), [grinder(2), grinder(1)])).toMatchObject([{ command: { value: 2 } }]);
    expect(restOf(plant(50), [grinder(2), grinder(0)])).toEqual([]);
    expect(restOf(plant(92), [grinder(2), grinder(2)])).toEqual([]);
    // From its power at the least speed, not from the mean of the day.
    expect(restOf(plant(50), [grinder(2)])[0].usualKw).toBe(15);
  });

  test('come back at once when a grinder cuts', () => {
    const engine = new MeasureEngine();
    const [cooling, user] = [plant(50), grinder(2)];
    engine.look(view(0, [cooling, user], closed));
    const word = engine
      .look(view(MINUTE, [cooling, user], closed))
      .find((w) => w.say === 'propose' && w.proposal.equipment === cooling.address);
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    user.settings.get('operating_level')!.value = 0;
    user.state = 'Execute';
    expect(engine.look(view(2 * MINUTE, [cooling, user], closed))).toContainEqual({
      say: 'end',
      equipment: cooling.address,
      setting: 'operating_level',
      guard: 'order-begins',
    });
  });

  test('give less by and by while all grinders have their flow, and more as soon as some is missing', () => {
    const engine = new MeasureEngine();
    const cooling = plant(100);
    const speed = cooling.settings.get('pump_speed')!;
    // A pump that is built for a sixth more than all grinders take.
    const look = (fromMinute: number, minutes: number) => {
      for (let m = fromMinute; m < fromMinute + minutes; m++) {
        const users = [0, 0, 0, 0].map(() => grinder(0, 20 * Math.min(1, speed.value / 100 / 0.86)));
        for (const word of engine.look(view(m * MINUTE, [cooling, ...users])))
          if (word.say === 'propose' && word.proposal.command?.setting === 'pump_speed')
            Object.assign(speed, { value: word.proposal.command.value });
      }
    };
    look(0, 5);
    expect(speed.value).toBe(92);
    look(5, 60);
    const least = speed.value;
    expect(least).toBeGreaterThanOrEqual(84);
    expect(least).toBeLessThan(88);
    // What was too little is not tried again before a week is over.
    look(65, 600);
    expect(speed.value).toBeGreaterThanOrEqual(86);
    expect(speed.value).toBeLessThan(88);
  });
});

describe('the chiller of a laser', () => {
  const cell = (dewMarginK: number, moduleC: number) => {
    const setting = { value: 22.5, usual: 22.5, range: [20, 27] as const, sinceMs: 0 };
    const chiller = machine('L07', 'chiller', {
      isInFlow: false,
      lane: 'A',
      settings: new Map([['source_setpoint', setting]]),
    });
    const source = machine('L01', 'fibre-laser', { isInFlow: false, lane: 'A' });
    source.values = { dew_margin: dewMarginK, module_temp: moduleC };
    return [chiller, source];
  };

  test.each([
    [10, 26, true],
    [2, 26, false],
    [10, 34, false],
  ])('is set warmer at a dew-point margin of %d K and modules at %d C: %p', (margin, moduleC, isSet) => {
    const words = new MeasureEngine().look(view(0, cell(margin, moduleC)));
    expect(words.some((w) => w.say === 'propose' && w.proposal.measure === 'chiller-set-point')).toBe(isSet);
    // Nobody acts on what saves nothing, also before the compressor was seen to come and go.
    for (const w of words) if (w.say === 'propose') expect(w.proposal.estimatedKwh).toBeGreaterThan(0);
  });
});

describe('an induction coil', () => {
  const proposed = (rise: number) => {
    const heater = machine('B02', 'induction-heater', { powerKw: 250 });
    heater.values = { heating_power: 240, water_in_temp: 29, water_flow_1: 60, water_flow_2: 60 };
    heater.values.water_out_temp = 29 + rise;
    const engine = new MeasureEngine();
    // Nothing before a day was seen.
    expect(engine.look(view(0, [heater]))).toEqual([]);
    const words = engine.look(view(24 * 60 * MINUTE, [heater]));
    return words.flatMap((w) => (w.say === 'propose' ? [w.proposal] : []));
  };

  test('is for people to match and insulate where its water takes more than a quarter of its power', () => {
    // 2 x 60 L/min and 8 K are 67 kW of 240.
    expect(proposed(8)).toMatchObject([
      { measure: 'coil-match', command: undefined, because: { coilLossShare: expect.closeTo(0.279, 3) } },
    ]);
    // The middle of 3 to 9 % of 250 kW, for a day.
    expect(proposed(8)[0].estimatedKwh).toBeCloseTo(0.06 * 250 * 24, 6);
    expect(proposed(7)).toEqual([]);
  });
});

describe('compressors', () => {
  const compressor = (id: string) => machine(id, 'compressor', { isInFlow: false });
  /** Two days in which the first follows the net and the second goes between full load and none. */
  const watched = (unloadedOf10: number, isSteadyResting = false) => {
    const engine = new MeasureEngine();
    const [steady, switching] = [compressor('BU-C1'), compressor('BU-C2')];
    if (isSteadyResting) steady.settings.get('operating_level')!.value = 1;
    for (let i = 0; i < 6000; i++) {
      steady.values = { load_state: 1, air_flow: 4 };
      steady.powerKw = 34;
      const isUnloaded = i % 10 < unloadedOf10;
      switching.values = { load_state: isUnloaded ? 0 : 1, air_flow: isUnloaded ? 0 : 11 };
      switching.powerKw = isUnloaded ? 20 : 75;
      for (const one of [steady, switching]) engine.memoryOf(one.address).note(one, i * 30_000);
    }
    return engine
      .look(view(6000 * 30_000, [switching, steady]))
      .flatMap((w) => (w.say === 'propose' ? [w.proposal] : []));
  };

  test('rest the one that runs unloaded, so that the one with speed control takes what varies', () => {
    const [proposal] = watched(5).filter(({ measure }) => measure === 'air-sequencing');
    expect(proposal).toMatchObject({ equipment: 'site/area/line/BU-C2', command: { value: 1 } });
    // Unloaded half of the time at 20 kW.
    expect(proposal.estimatedKwh).toBeGreaterThan(0.9 * 10 * 24);
    expect(proposal.estimatedKwh).toBeLessThan(1.1 * 10 * 24);
  });

  /** A day with a night of so many machines at a level, then work. */
  const afterNight = (level: number, nightFlow: number) => {
    const engine = new MeasureEngine();
    const [first, second] = [compressor('BU-C1'), compressor('BU-C2')];
    const parts = Array.from({ length: 10 }, (_, i) => machine(`B06-${i}`, 'cnc-lathe'));
    const advice = [];
    for (let m = 0; m < 25 * 60; m++) {
      const isNight = m < 6 * 60;
      for (const one of [first, second])
        Object.assign(one, { powerKw: isNight ? 20 : 30, values: { air_flow: isNight ? nightFlow / 2 : 4 } });
      for (const part of parts) {
        part.state = isNight ? 'Complete' : 'Execute';
        part.settings.get('operating_level')!.value = isNight ? level : 0;
      }
      const words = engine.look(view(m * MINUTE, [first, second, ...parts], { isOpen: !isNight }));
      for (const w of words)
        if (w.say === 'propose' && w.proposal.measure === 'air-leaks') advice.push(w.proposal);
    }
    return { advice, netKw: engine.memoryOf(first.address).netKw };
  };

  test('tell of leaks once for the whole net, from a night in which machines were on', () => {
    const { advice, netKw } = afterNight(0, 2);
    expect(advice).toMatchObject([
      { equipment: 'site/area/line/BU-C1', command: undefined, because: { nightFlow: 2, share: 0.25 } },
    ]);
    // The low end of 10 to 20 % of what both take.
    expect(advice[0].estimatedKwh / (0.1 * netKw * 24)).toBeCloseTo(1, 1);
    // 40 kW at night and 60 at work.
    expect(netKw).toBeGreaterThan(45);
    expect(netKw).toBeLessThan(60);
    expect(afterNight(0, 1).advice).toEqual([]);
  });

  test('tell nothing of leaks from a night in which the machines had shut their air', () => {
    expect(afterNight(2, 2).advice).toEqual([]);
  });

  test('rest none while both together give more than one can', () => {
    expect(watched(1).filter(({ measure }) => measure === 'air-sequencing')).toEqual([]);
  });

  test('are for people to replace by one with speed control where the last that runs is unloaded for a fifth', () => {
    const advice = (unloadedOf10: number) =>
      watched(unloadedOf10, true).filter(({ measure }) => measure === 'air-speed-control');
    expect(advice(5)).toMatchObject([{ equipment: 'site/area/line/BU-C2', command: undefined }]);
    // 15 % of the mean of 20 and 75 kW.
    expect(advice(5)[0].estimatedKwh).toBeCloseTo(0.15 * 47.5 * 24, -1);
    expect(advice(1)).toEqual([]);
  });
});

function setting(value: number, usual: number, range: [number, number]) {
  return { value, usual, range, sinceMs: 0 };
}

describe('the fan of a fume extraction', () => {
  const fan = (beamPercent = 100, idlePercent = 45) => {
    return machine('L09', 'fume-extraction', {
      isInFlow: false,
      settings: new Map([
        ['idle_fan_speed', setting(idlePercent, 88, [30, 100])],
        ['beam_fan_speed', setting(beamPercent, 100, [60, 100])],
      ]),
    });
  };
  /** Looks at a fan that has the beam half of the time; it delivers so much at full speed. */
  const watched = (one: TestMachine, fullFlow: number, engine = new MeasureEngine(), fromMs = 0) => {
    for (let i = 0; i < 4000; i++) {
      const share = i % 2 === 0 ? one.settings.get('beam_fan_speed')!.value / 100 : 0.45;
      one.values = { fan_speed: 2850 * (i === 0 && fromMs === 0 ? 1 : share), air_flow: fullFlow * share };
      if (i === 0 && fromMs === 0) one.values.air_flow = fullFlow;
      one.powerKw = 9 * share ** 3;
      engine.memoryOf(one.address).note(one, fromMs + i * 30_000);
    }
    return engine;
  };
  const speedOf = (engine: MeasureEngine, one: TestMachine, timeMs = 200_000_000) => {
    const words = engine.look(view(timeMs, [one]));
    const word = words.find((w) => w.say === 'propose' && w.proposal.measure === 'fan-speed');
    return word?.say === 'propose' ? word.proposal : undefined;
  };

  test('that delivers more than a quarter too much is slowed to what is needed and a tenth more', () => {
    const proposal = speedOf(watched(fan(), 4500), fan())!;
    // 3300 of 4500 m3/h, and a tenth more: 80.7 %.
    expect(proposal.command).toMatchObject({ setting: 'beam_fan_speed', value: 81 });
    // By the cube law, at 9 kW for half of a day.
    expect(proposal.estimatedKwh).toBeCloseTo(9 * (1 - 0.81 ** 3) * 12, 0);
  });

  test('that delivers no more than a quarter too much is left, and so is one that runs faster without beam', () => {
    expect(speedOf(watched(fan(), 4100), fan())).toBeUndefined();
    const fast = fan(100, 88);
    expect(speedOf(watched(fast, 4500), fast)).toBeUndefined();
  });

  test('is set faster when its cartridges load up, and goes back when too little is drawn off', () => {
    const engine = watched(fan(), 4500);
    engine.applied(speedOf(engine, fan())!);
    const slow = fan(81);
    watched(slow, 4300, engine, 200_030_000);
    expect(speedOf(engine, slow, 400_000_000)?.command?.value).toBe(85);
    watched(slow, 4000, engine, 400_030_000);
    expect(engine.look(view(600_000_000, [slow]))).toMatchObject([
      { say: 'end', setting: 'beam_fan_speed', guard: 'least-flow' },
    ]);
  });
});

describe('a chiller with a cooler outdoors', () => {
  const chiller = (outdoor_temp: number | undefined, more: { free?: boolean; source_temp?: number } = {}) => {
    const one = machine('L07', 'chiller', {
      isInFlow: false,
      lane: 'A',
      settings: new Map([
        ['source_setpoint', setting(22.5, 22.5, [20, 27])],
        ['free_cooling', setting(more.free ? 1 : 0, 0, [0, 1])],
      ]),
    });
    one.values = { source_temp: more.source_temp ?? 22.6 };
    if (outdoor_temp !== undefined) one.values.outdoor_temp = outdoor_temp;
    return one;
  };
  const source = () => {
    const one = machine('L01', 'fibre-laser', { isInFlow: false, lane: 'A' });
    one.values = { dew_margin: 10, module_temp: 26 };
    return one;
  };
  /** Looks with a compressor that draws something every other time, beside pumps of 2 kW. */
  const watched = (one: TestMachine) => {
    const engine = new MeasureEngine();
    for (let i = 0; i < 8000; i++) {
      one.powerKw = i % 2 === 0 ? 2 : 4;
      engine.memoryOf(one.address).note(one, i * 30_000);
    }
    return engine;
  };
  const said = (engine: MeasureEngine, one: TestMachine) =>
    engine
      .look(view(240_000_000, [one, source()]))
      .flatMap((word) => (word.say === 'propose' ? [word.proposal] : []));

  test.each([
    [11.9, true],
    [12, false],
    [undefined, false],
  ])('is cooled by air outside at %p C: %p', (outsideC, isCooled) => {
    const one = chiller(outsideC);
    const found = said(watched(one), one).find(({ measure }) => measure === 'free-cooling');
    expect(found !== undefined).toBe(isCooled);
    // The compressor's mean of 1 kW without what the fan takes, for a day.
    if (found) {
      expect(found.command).toMatchObject({ setting: 'free_cooling', value: 1 });
      expect(found.estimatedKwh).toBeCloseTo(0.9 * 24, 0);
    }
  });

  test('is not set warmer while air cools it: its compressor stands', () => {
    const one = chiller(5, { free: true });
    expect(said(watched(one), one)).toEqual([]);
  });

  test.each([
    [12.9, 22.6, undefined],
    [13, 22.6, 'outside-air'],
    [5, 23.6, 'source-temperature'],
    [undefined, 22.6, 'silent'],
  ])('goes on at %p C outside with water at %d C until: %p', (outsideC, waterC, guard) => {
    const one = chiller(5);
    const engine = watched(one);
    engine.applied(said(engine, one).find(({ measure }) => measure === 'free-cooling')!);
    const now = chiller(outsideC, { free: true, source_temp: waterC });
    const ended = engine.look(view(240_030_000, [now, source()]));
    expect(ended).toEqual(
      guard === undefined ? [] : [{ say: 'end', equipment: now.address, setting: 'free_cooling', guard }],
    );
  });
});

describe('the main meter', () => {
  const said = (power_factor: number, thd: number) => {
    const meter = machine('BU-METER', 'main-meter', { isInFlow: false });
    meter.values = { power_factor, thd, total_power: 1000 };
    return new MeasureEngine()
      .look(view(0, [meter]))
      .map((word) => (word.say === 'propose' ? word.proposal.measure : word.guard));
  };

  test.each([
    [0.95, 5, []],
    [0.91, 5, ['power-factor']],
    [0.95, 8.5, ['harmonic-filter']],
    // Capacitors would resonate: the filter comes first.
    [0.91, 8.5, ['harmonic-filter']],
  ])('at a power factor of %d and %d %% of harmonics proposes %j', (factor, thd, measures) => {
    expect(said(factor, thd)).toEqual(measures);
  });
});

test('the break-even is twice the energy of the way back over the idle power', () => {
  expect(breakEvenS(0.2, 4)).toBe(360);
  expect(breakEvenS(0.2, 0)).toBe(Infinity);
});

describe('the measures of a line', () => {
  const build = (kind: string, ...settings: string[]) => ({ kind, settings: new Set(settings) });

  test('are those that its machines can carry out', () => {
    expect(measuresFor([build('cnc-lathe', 'operating_level')])).toEqual(
      new Set(['deep-standby', 'idle-shutdown']),
    );
    expect(measuresFor([build('mesh-belt-furnace', 'operating_level', 'hold_setback')])).toEqual(
      new Set(['holding-setback', 'furnace-consolidation']),
    );
    expect(measuresFor([build('fibre-laser', 'operating_level'), build('main-meter')])).toEqual(
      new Set(['laser-standby', 'power-factor', 'harmonic-filter']),
    );
    expect(measuresFor([build('leak-tester')])).toEqual(new Set());
  });
});
