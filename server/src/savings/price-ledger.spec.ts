import { expect, test } from '@jest/globals';
import { INTERVAL_MS, type IntervalRates } from '@linetwin/energy';
import { priceLedger } from './price-ledger.ts';

const row = {
  line: 'l1',
  measure: 'deep-standby',
  recommendations: 2,
  ended: 2,
  estimatedKwh: 10,
  measured: 2,
  measuredKwh: 9,
  verified: 1,
  verifiedKwh: 6,
  refuted: 0,
};
const T0 = 1000 * INTERVAL_MS;
/** Dear in the first quarter, cheap in the second, without a tariff after that. */
const ratesOf = (from: number): IntervalRates => ({
  floatingYuanPerKwh: from === T0 ? 1 : from === T0 + INTERVAL_MS ? 0.2 : null,
  fixedYuanPerKwh: from <= T0 + INTERVAL_MS ? 0.1 : null,
  kgPerKwh: 0.6,
});
const ended = (fromQuarter: number, toQuarter: number, measuredKwh: number) => ({
  line: 'l1',
  measure: 'deep-standby',
  measuredKwh,
  appliedAt: T0 + fromQuarter * INTERVAL_MS,
  endedAt: T0 + toQuarter * INTERVAL_MS,
});

test('what was saved has the price of the hours in which it was, and their emission', () => {
  const [priced] = priceLedger([row], [ended(0.5, 1.5, 6)], ratesOf);
  // Three kWh in the dear quarter at 1.1, three in the cheap one at 0.3.
  expect(priced.yuan).toBeCloseTo(3 * 1.1 + 3 * 0.3, 9);
  expect(priced.kgCo2).toBeCloseTo(3.6, 9);
  expect(priced).toMatchObject({ ...row, unpricedKwh: 0 });
});

test('energy of a time without a tariff is told and in no sum of money', () => {
  const [priced] = priceLedger([row], [ended(1, 3, 4)], ratesOf);
  expect(priced.yuan).toBeCloseTo(2 * 0.3, 9);
  expect(priced.unpricedKwh).toBeCloseTo(2, 9);
});

test('a measure that took more than it saved costs money', () => {
  expect(priceLedger([row], [ended(0, 1, -2)], ratesOf)[0].yuan).toBeCloseTo(-2.2, 9);
});
