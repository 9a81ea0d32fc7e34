import { describe, expect, test } from '@jest/globals';
import { testPlant } from '../line/test-plant.ts';
import { parseScenario, readScenario } from './scenario.ts';
import { findScenario, shippedScenarios } from './shipped.ts';

const parse = (text: string) => parseScenario(text, 'x.yaml', testPlant);

describe('shipped scenarios', () => {
  test.each(shippedScenarios().map((s) => [s.id, s.file]))('%s fits the reference plant', (id, file) => {
    expect(readScenario(file, testPlant).name).toBe(id);
  });

  test('are found by name', () => {
    expect(findScenario('demo')).toMatch(/demo\.yaml$/);
    expect(() => findScenario('nope')).toThrow(/shipped: bearing-ball/);
  });
});

describe('a scenario file', () => {
  test('gives times in seconds and full addresses', () => {
    const { faults } = parse(`
name: t
faults:
  - { fault: wheel-dull, equipment: B11-OR1, onset: 10min, tau: 2h, severity: 2 }
`);
    expect(faults).toEqual([
      {
        id: 'wheel-dull',
        equipment: 'liaocheng/bearing/bearing-1/B11-OR1',
        component: undefined,
        signal: undefined,
        onsetS: 600,
        endS: Infinity,
        severity: 2,
        growth: 'ramp',
        tauS: 7200,
        maxSeverity: 4,
      },
    ]);
  });

  test.each([
    ['an unknown fault', 'fault: nope, equipment: B03, onset: 1', /x\.yaml:4 faults\.0\.fault/],
    [
      'unknown equipment',
      'fault: imbalance, equipment: B99, onset: 1',
      /x\.yaml:4 .*there is no equipment "B99"/,
    ],
    [
      'a fault of another kind',
      'fault: wheel-dull, equipment: B03, onset: 1',
      /means nothing on a forging-press/,
    ],
    [
      'an unknown bearing',
      'fault: ball, equipment: B03, component: x, onset: 1',
      /no bearing "x"; known: flywheel-motor/,
    ],
    ['a machine without bearings', 'fault: ball, equipment: B07, onset: 1', /no bearing under watch/],
    ['a missing signal', 'fault: stuck-sensor, equipment: B03, onset: 1', /needs a signal/],
    ['an unknown signal', 'fault: stuck-sensor, equipment: B03, signal: x, onset: 1', /no signal "x"/],
    ['a bad time', 'fault: imbalance, equipment: B03, onset: soon', /"soon" is no duration/],
    [
      'an end before the onset',
      'fault: imbalance, equipment: B03, onset: 60, end: 30',
      /end: must be after the onset/,
    ],
    [
      'an unknown furnace zone',
      'fault: furnace-element, equipment: B07, component: zone_99, onset: 1',
      /no zone "zone_99"; known: zone_1/,
    ],
    ['a severity out of range', 'fault: imbalance, equipment: B03, onset: 1, severity: 21', /severity: .*20/],
    ['an unknown key', 'fault: imbalance, equipment: B03, onset: 1, colour: red', /colour/],
  ])('with %s is refused with file, line and field', (_what, entry, message) => {
    expect(() => parse(`name: t\n\nfaults:\n  - { ${entry} }\n`)).toThrow(message);
  });

  test('that is no YAML is refused with its line', () => {
    expect(() => parse('name: t\nfaults: [\n')).toThrow(/x\.yaml:\d/);
  });

  test('changes settings within what the machine accepts', () => {
    const change = (entry: string) => parse(`name: t\nsettings:\n  - { ${entry} }\n`).settings;
    expect(change('equipment: BU-COOL, setting: pump_speed, value: 70, at: 2min')).toEqual([
      { equipment: 'liaocheng/bearing/bearing-1/BU-COOL', setting: 'pump_speed', value: 70, atS: 120 },
    ]);
    expect(() => change('equipment: BU-COOL, setting: pump_speed, value: 40, at: 1')).toThrow(
      /x\.yaml:3 settings\.0\.value: must be from 50 to 100 %/,
    );
    expect(() => change('equipment: BU-COOL, setting: nope, value: 40, at: 1')).toThrow(
      /no setting "nope"; known: .*pump_speed/,
    );
  });

  test('that would grow without end by naming itself is refused', () => {
    const bomb = `name: t\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b]\n`;
    expect(() => parse(bomb)).toThrow(/alias/i);
  });
});
