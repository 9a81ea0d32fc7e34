import { expect, test } from '@jest/globals';
import { fakeShaftFinding } from '../../../e2e/fake-shaft.ts';
import { lineName, lookAlikes, readShaftDiagnosis, shownLines } from './shaft-diagnosis.ts';

const machine = { address: 's/a/l/m' } as Parameters<typeof fakeShaftFinding>[0];
const words = { belt: 'Belt', fixed: '50 Hz' };
const diagnosis = (change: object = {}) =>
  readShaftDiagnosis({ ...(fakeShaftFinding(machine, 1e12).diagnosis as object), ...change })!;
const withLines = (keys: readonly string[], change: object) => {
  const { features, evidence } = diagnosis();
  const lines = keys.map((key, i) => ({ key, order: i + 1, mmPerS: 1, prominence: 20, readable: true }));
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
