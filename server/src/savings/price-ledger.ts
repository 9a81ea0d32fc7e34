import type { LedgerRow, PricedLedgerRow } from '@linetwin/contracts';
import { INTERVAL_MS, intervalStart, type IntervalRates } from '@linetwin/energy';
import type { EndedSaving } from './saving-store.port.ts';

/**
 * The ledger with what its measured energy cost and emitted, at the rates of the quarters of an hour in which each measure
 * stood: its kWh are spread evenly over them. Energy of a time without a tariff is told and in no sum of money.
 */
export function priceLedger(
  rows: readonly LedgerRow[],
  ended: readonly EndedSaving[],
  ratesOf: (from: number) => IntervalRates,
): PricedLedgerRow[] {
  const priced = new Map(rows.map((row) => [keyOf(row), { ...row, yuan: 0, kgCo2: 0, unpricedKwh: 0 }]));
  for (const one of ended) {
    const row = priced.get(keyOf(one));
    if (!row) continue;
    for (const [from, share] of quartersOf(one)) {
      const kwh = one.measuredKwh * share;
      const { floatingYuanPerKwh, fixedYuanPerKwh, kgPerKwh } = ratesOf(from);
      if (floatingYuanPerKwh === null) row.unpricedKwh += kwh;
      else row.yuan += kwh * (floatingYuanPerKwh + (fixedYuanPerKwh ?? 0));
      row.kgCo2 += kwh * (kgPerKwh ?? 0);
    }
  }
  return [...priced.values()];
}

/** Quarters of an hour that a measure stood in, with the share of its time. */
function quartersOf({ appliedAt, endedAt }: EndedSaving): [number, number][] {
  if (endedAt <= appliedAt) return [[intervalStart(endedAt), 1]];
  const quarters: [number, number][] = [];
  for (let at = appliedAt; at < endedAt;) {
    const end = Math.min(endedAt, intervalStart(at) + INTERVAL_MS);
    quarters.push([intervalStart(at), (end - at) / (endedAt - appliedAt)]);
    at = end;
  }
  return quarters;
}

function keyOf({ line, measure }: { line: string; measure: string }): string {
  return `${line} ${measure}`;
}
