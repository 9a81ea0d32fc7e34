import { describe, expect, test } from '@jest/globals';
import { machine, MINUTE, view, wait } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';

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

  test('save what the lower set point spares, and a third of what fans and drives take', () => {
    const [word] = wait(new MeasureEngine(), furnace(), 0, 2, { isOpen: false, nextStartMs: 180 * MINUTE });
    const { estimatedKwh } = (word as Extract<typeof word, { say: 'propose' }>).proposal;
    // 4 kW for about three hours: 15 to 25 % of it (domain table 3.3).
    expect(estimatedKwh / (4 * 3)).toBeGreaterThan(0.15);
    expect(estimatedKwh / (4 * 3)).toBeLessThan(0.25);
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
