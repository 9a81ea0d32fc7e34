import { expect, test } from '@jest/globals';
import { lineName, lookAlikes, readShaftDiagnosis, shownLines } from './shaft-diagnosis.ts';

const line = (key: string, order: number, mmPerS: number) => ({
  key,
  order,
  mmPerS,
  prominence: 20,
  readable: true,
});
const sign = (quantity: string, is: 'above' | 'below', than: number, value: number | null) => ({
  quantity,
  is,
  than,
  value,
  holds: value === null ? null : is === 'above' ? value >= than : value < than,
});
const IMBALANCE = {
  method: { name: 'shaft-orders' },
  verdict: 'imbalance',
  grade: 'probable',
  reason: null,
  cannotExclude: ['bent-shaft', 'resonance'],
  part: null,
  fixedHz: null,
  signs: [
    { ...sign('order-1-rise-db', 'above', 6, 12.8), role: 'required' },
    {
      ...sign('axial-1-over-radial', 'below', 0.5, null),
      role: 'excludes',
      alternative: 'bent-shaft',
    },
    { ...sign('speed-law-deviation', 'below', 1, null), role: 'excludes', alternative: 'resonance' },
    { ...sign('order-1-off-bins', 'below', 1, 0.2), role: 'excludes', alternative: 'other-rotor' },
  ],
  rejected: [
    {
      fault: 'misalignment',
      reason: 'sign-missing',
      missing: [sign('order-2-rise-db', 'above', 6, 2.7), sign('order-2-over-1', 'above', 0.5, 0.055)],
    },
    { fault: 'looseness', reason: 'sign-missing', missing: [sign('harmonics-risen', 'above', 4, 0)] },
  ],
  shaft: { speedRpm: 1480 },
  severity: { isoZone: 'C', alertMmPerS: 2.5 },
  features: {
    speedRpm: 1480,
    velocityRmsMmPerS: 2.91,
    resolution: 0.01,
    lines: [line('1x', 1, 2.71), line('2x', 2, 0.15), line('3x', 3, 0.07)],
  },
  evidence: {
    spectrum: { order: [0, 1, 2], mmPerS: [0, 2.7, 0.2] },
    comparedWith: 20,
    reference: { '1x': 0.62, '2x': 0.11, '3x': 0.06 },
  },
};
const words = { belt: 'Belt', fixed: '50 Hz' };
const diagnosis = (change: object = {}) => readShaftDiagnosis({ ...IMBALANCE, ...change })!;
const withLines = (keys: readonly string[], change: object) => {
  const { features, evidence } = diagnosis();
  const lines = keys.map((key, i) => line(key, i + 1, 1));
  return diagnosis({ features: { ...features, lines }, evidence: { ...evidence, reference: {} }, ...change });
};

test('marks the line that speaks for an imbalance, with what it was compared with', () => {
  const lines = shownLines(diagnosis());
  expect(lines.map(({ key, counts, hasRisen }) => [key, counts, hasRisen])).toEqual([
    ['1x', true, true],
    ['2x', false, false],
    ['3x', false, false],
  ]);
  expect(lines[0]).toMatchObject({ mmPerS: 2.71, referenceMmPerS: 0.62 });
  expect(lines[0].ratio).toBeCloseTo(2.71 / 0.62, 9);
});

test('marks the mesh of the gear that is meant with the sidebands of its shaft only', () => {
  const keys = ['1x', 'gear:a:mesh', 'gear:a:0:-1', 'gear:a:0:1', 'gear:a:1:1', 'gear:b:mesh'];
  const counted = shownLines(withLines(keys, { verdict: 'gear', part: 'a:0' })).filter((one) => one.counts);
  expect(counted.map(({ key }) => lineName(key, words))).toEqual(['GMF', 'GMF−1', 'GMF+1']);
});

test('marks harmonics and half orders of a loose part, and the belt that is meant', () => {
  const loose = withLines(['1x', '0.5x', '4x', '10x'], { verdict: 'looseness' });
  expect(
    shownLines(loose)
      .filter((one) => one.counts)
      .map(({ key }) => key),
  ).toEqual(['0.5x', '4x', '10x']);
  const belt = withLines(['belt:fan:1', 'belt:fan:2', 'belt:pump:1'], { verdict: 'belt', part: 'fan' });
  expect(shownLines(belt).map(({ key }) => lineName(key, words))).toEqual(['Belt 1×', 'Belt 2×']);
});

test('puts a frequency that is fixed in Hz at its order', () => {
  const resonance = diagnosis({ verdict: 'resonance', fixedHz: 49.3 });
  expect(shownLines(resonance).at(-1)).toMatchObject({ key: 'fixed', counts: true });
  expect(shownLines(resonance).at(-1)!.order).toBeCloseTo((60 * 49.3) / 1480, 9);
});

test('tells first what is not excluded, then by which measurement the others are', () => {
  expect(
    lookAlikes(diagnosis()).map(({ name, isOpen, sign }) => [name, isOpen, sign?.quantity, sign?.value]),
  ).toEqual([
    ['bent-shaft', true, 'axial-1-over-radial', null],
    ['resonance', true, 'speed-law-deviation', null],
    ['other-rotor', false, 'order-1-off-bins', 0.2],
    ['misalignment', false, 'order-2-rise-db', 2.7],
    ['looseness', false, 'harmonics-risen', 0],
  ]);
});

test('reads no diagnosis of a bearing or of values', () => {
  expect(readShaftDiagnosis({ method: 'values', evidence: [] })).toBeUndefined();
  expect(readShaftDiagnosis({ method: { name: 'bearing-envelope', version: '1' } })).toBeUndefined();
});
