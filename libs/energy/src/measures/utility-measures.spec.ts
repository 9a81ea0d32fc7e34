import { describe, expect, test } from '@jest/globals';
import { machine, MINUTE, type TestMachine, view } from '../testing/seen-machine.ts';
import type { LineView } from './line-view.ts';
import { MeasureEngine } from './measure-engine.ts';

describe('the coolant plant', () => {
  const plant = () =>
    machine('BU-COOL', 'coolant-plant', {
      isInFlow: false,
      powerKw: 34,
      settings: new Map([['pump_speed', { value: 100, usual: 100, range: [50, 100], sinceMs: 0 }]]),
    });
  const grinders = (levels: number[]) =>
    levels.map((level, i) => {
      const one = machine(`B11-${i}`, 'raceway-grinder', { uses: new Set(['coolant']) });
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
      uses: new Set(['coolant']),
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
