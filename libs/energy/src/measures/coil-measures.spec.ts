import { describe, expect, test } from '@jest/globals';
import { machine, MINUTE, view } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';

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
