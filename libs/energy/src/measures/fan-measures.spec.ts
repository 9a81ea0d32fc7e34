import { describe, expect, test } from '@jest/globals';
import { machine, setting, type TestMachine, view } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';

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
