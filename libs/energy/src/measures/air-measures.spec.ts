import { describe, expect, test } from '@jest/globals';
import { machine, MINUTE, type TestMachine, view } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';

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

  describe('when no order is due for long', () => {
    const nextStartMs = 180 * MINUTE;
    const closed = { isOpen: false, nextStartMs };
    const [last, sequenced] = ['BU-C1', 'BU-C2'].map((id) => () => compressor(id));
    const user = (kind: string, level: number) => {
      const one = machine(kind, kind, { uses: new Set(['compressedAir']), state: 'Stopped' });
      one.settings.get('operating_level')!.value = level;
      return one;
    };
    const resting = () => {
      const one = sequenced();
      one.settings.get('operating_level')!.value = 1;
      return one;
    };
    /** What is said of the compressors at the second look. */
    const said = (users: TestMachine[], engine = new MeasureEngine()) => {
      const machines = [last(), resting(), ...users];
      engine.look(view(0, machines, closed));
      return engine
        .look(view(MINUTE, machines, closed))
        .flatMap((word) =>
          word.say === 'propose' && word.proposal.equipment.includes('BU-') ? [word.proposal] : [],
        );
    };

    test('stop, the last of them, where every user of air has its valve shut', () => {
      expect(said([user('bar-shear', 2), user('assembly-cell', 2)])).toMatchObject([
        {
          measure: 'deep-standby',
          equipment: 'site/area/line/BU-C1',
          command: { setting: 'operating_level', value: 2 },
        },
      ]);
    });

    test('go on for one user whose valve is open', () => {
      expect(said([user('bar-shear', 2), user('assembly-cell', 1)])).toEqual([]);
      expect(said([])).toEqual([]);
    });

    test('hold the pressure again before the first spindle turns to get warm', () => {
      const readyBeforeS = (kind: string) =>
        (nextStartMs - said([user(kind, 2)])[0].command!.readyAtMs!) / 1000;
      const { warmUpS } = new MeasureEngine().limits;
      expect(readyBeforeS('assembly-cell')).toBeGreaterThan(60);
      expect(readyBeforeS('cnc-lathe')).toBeGreaterThan(warmUpS + 60);
    });

    test('come back when a user opens its valve', () => {
      const engine = new MeasureEngine();
      const users = [user('assembly-cell', 2)];
      const [proposal] = said(users, engine);
      engine.applied(proposal);
      users[0].settings.get('operating_level')!.value = 0;
      expect(engine.look(view(2 * MINUTE, [last(), resting(), ...users], closed))).toMatchObject([
        { say: 'end', equipment: 'site/area/line/BU-C1', guard: 'weakest-user' },
      ]);
    });

    test('keep their sequence while all of them rest', () => {
      const engine = new MeasureEngine();
      const [first, second] = [last(), sequenced()];
      for (const one of [first, second]) one.values = { air_flow: 4 };
      const words = engine.look(view(0, [first, second, user('assembly-cell', 0)]));
      const sequence = words.find((w) => w.say === 'propose' && w.proposal.measure === 'air-sequencing');
      engine.applied((sequence as Extract<typeof sequence, { say: 'propose' }>).proposal);
      for (const one of [first, second]) one.settings.get('operating_level')!.value = 2;
      expect(engine.look(view(MINUTE, [first, second, user('assembly-cell', 2)], closed))).toEqual([]);
    });
  });

  describe('of which the weakest user has more pressure than it needs', () => {
    const settings = () =>
      new Map([
        [
          'pressure_setpoint',
          { value: 0.65, usual: 0.65, range: [0.5, 0.75] as [number, number], sinceMs: 0 },
        ],
      ]);
    const pressureAfter = (minutes: number, seenAt: (minute: number, one: TestMachine) => void) => {
      const engine = new MeasureEngine();
      const one = machine('BU-C1', 'compressor', { isInFlow: false, settings: settings() });
      const values = [];
      for (let m = 0; m < minutes; m++) {
        one.state = 'Execute';
        one.values = { air_pressure: 0.65, air_flow: 8 };
        seenAt(m, one);
        for (const word of engine.look(view(m * MINUTE, [one])))
          if (word.say === 'propose')
            values.push([m, word.proposal.command!.value, word.proposal.because.weakestMpa]);
      }
      return values;
    };

    test('hold less after a day of it, however often they rested meanwhile without pressure', () => {
      const rests = (m: number, one: TestMachine) => {
        if (m % 480 < 60) Object.assign(one, { state: 'Stopped', values: { air_pressure: 0 } });
      };
      expect(pressureAfter(24 * 60, rests)).toEqual([]);
      const [[minute, value]] = pressureAfter(26 * 60, rests);
      expect([minute >= 24 * 60, value]).toEqual([true, 0.63]);
    });

    test('say by which pressure they were judged, not what it is at that moment', () => {
      const dips = (m: number, one: TestMachine) => {
        if (m >= 24 * 60) one.values.air_pressure = 0.61;
      };
      const [[, , weakestMpa]] = pressureAfter(25 * 60, dips);
      expect(weakestMpa).toBeCloseTo(0.62, 3);
    });

    test('hold what they hold where the mean of a day leaves no margin', () => {
      const low = (_: number, one: TestMachine) => {
        one.values.air_pressure = 0.625;
      };
      expect(pressureAfter(50 * 60, low)).toEqual([]);
    });
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
