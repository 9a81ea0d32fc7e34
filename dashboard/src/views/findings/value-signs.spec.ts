import { expect, test } from '@jest/globals';
import { doesHold, readValueEvidence, sensorNumbers } from './value-signs.ts';

const sign = {
  signal: 'filter_dp',
  feature: 'mean',
  over: 5,
  is: 'above',
  value: 90.4,
  threshold: 80,
  reference: null,
  holds: true,
};

test('reads the signs of a rule', () => {
  expect(readValueEvidence({ method: 'values', evidence: [sign] })).toMatchObject({
    rule: [{ signal: 'filter_dp', threshold: 80 }],
    sensor: null,
  });
});

test('reads what a sensor watch counted', () => {
  expect(readValueEvidence({ method: 'values', evidence: { samples: 12, usual: 3 } })).toMatchObject({
    rule: null,
    sensor: { samples: 12, usual: 3 },
  });
});

test('reads what a drifting sensor was compared with, and writes its numbers each in its way', () => {
  const read = readValueEvidence({
    method: 'values',
    evidence: { seen: 2.6, expected: 2.3, shift: 0.3, minutes: 10, cusum: 20, gain: 1.14 },
    against: 'bearing/bearing-1/B12-1/power',
  });
  expect(read?.against).toBe('bearing/bearing-1/B12-1/power');
  expect(sensorNumbers(read!.sensor!).map(({ name, as }) => `${name} ${as}`)).toEqual([
    'seen quantity',
    'expected quantity',
    'shift quantity',
    'gain ratio',
    'minutes count',
  ]);
});

test('leaves alone what is no finding from values', () => {
  expect(
    readValueEvidence({ method: { name: 'bearing', version: '1' }, evidence: { spectra: [] } }),
  ).toBeNull();
  expect(readValueEvidence(null)).toBeNull();
});

test('a sign holds or not only where there was something to compare it with', () => {
  const sign = { signal: 'power', feature: 'mean', is: 'below', value: 19.8, reference: null } as const;
  expect(doesHold({ ...sign, threshold: 25, holds: true })).toBe(true);
  expect(doesHold({ ...sign, threshold: 5, holds: false })).toBe(false);
  expect(doesHold({ ...sign, threshold: null, holds: false })).toBeNull();
  expect(doesHold({ ...sign, value: null, threshold: 25, holds: false })).toBeNull();
});
