import { describe, expect, test } from '@jest/globals';
import { measuresFor } from './measure-engine.ts';

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
