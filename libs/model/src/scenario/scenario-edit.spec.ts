import { describe, expect, test } from '@jest/globals';
import { faultEntries, withFault, withFaultField, withoutFault, withSetting } from './scenario-edit.ts';

const text = `name: t # keep me
faults:
  # the first
  - { fault: imbalance, equipment: B12-1, onset: 1min }
  - fault: wheel-dull
    equipment: B11-OR1
    onset: 5min
    end: 2h
`;

describe('editing the text of a scenario', () => {
  test('changes one field and leaves comments and the rest alone', () => {
    const changed = withFaultField(text, 1, 'onset', '7min');
    expect(changed).toBe(text.replace('onset: 5min', 'onset: 7min'));
    expect(faultEntries(withFaultField(changed, 1, 'end', undefined))[1]).toEqual({
      fault: 'wheel-dull',
      equipment: 'B11-OR1',
      onset: '7min',
    });
  });

  test('adds and takes away faults and settings, also where there were none', () => {
    const entry = { fault: 'ball', equipment: 'B11-IR1', onset: '1h' };
    expect(faultEntries(withFault('name: t\n', entry))).toEqual([entry]);
    expect(faultEntries(withFault('name: t\nfaults: []\n', entry))).toEqual([entry]);
    expect(faultEntries(withoutFault(withFault(text, entry), 0)).map(({ fault }) => fault)).toEqual([
      'wheel-dull',
      'ball',
    ]);
    const setting = { equipment: 'BU-COOL', setting: 'pump_speed', value: 70, at: '10min' };
    expect(withSetting(text, setting)).toContain('pump_speed');
  });

  test('leaves a text that is no YAML as it is', () => {
    expect(withFaultField('name: [', 0, 'onset', '1min')).toBe('name: [');
    expect(faultEntries('name: [')).toEqual([]);
    expect(faultEntries('faults: 7')).toEqual([]);
  });
});
