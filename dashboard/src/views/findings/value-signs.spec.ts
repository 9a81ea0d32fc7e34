import { expect, test } from '@jest/globals';
import { readValueEvidence } from './value-signs.ts';

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

test('reads the signs of a rule and what would speak against it', () => {
  const against = { zh: '先核对压差表', en: 'check the gauge first' };
  const read = readValueEvidence({ method: 'values', evidence: [sign], contradictedBy: [against] });
  expect(read).toMatchObject({
    rule: [{ signal: 'filter_dp', threshold: 80 }],
    sensor: null,
    contradictedBy: [against],
  });
});

test('reads what a sensor watch counted', () => {
  expect(readValueEvidence({ method: 'values', evidence: { samples: 12, usual: 3 } })).toMatchObject({
    rule: null,
    sensor: { samples: 12, usual: 3 },
  });
});

test('leaves alone what is no finding from values', () => {
  expect(
    readValueEvidence({ method: { name: 'bearing', version: '1' }, evidence: { spectra: [] } }),
  ).toBeNull();
  expect(readValueEvidence(null)).toBeNull();
});
