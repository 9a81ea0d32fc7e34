import { describe, expect, test } from '@jest/globals';
import { machine, setting, type TestMachine, view } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';

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
