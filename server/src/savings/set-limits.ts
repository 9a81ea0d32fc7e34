import { LIMIT_RANGES, limitsWith, type MeasureLimits } from '@linetwin/energy';
import type { SavingStore, SetLimit } from './saving-store.port.ts';

/** Limits of one line: the usual ones with what was set for it. One that this version does not know is left out. */
export function limitsOfLine(set: readonly SetLimit[], line: string): MeasureLimits {
  const own = new Map(set.filter((row) => row.line === line).map(({ limit, value }) => [limit, value]));
  return limitsWith(Object.fromEntries(LIMIT_RANGES.map(({ id }) => [id, own.get(id)])));
}

export async function readLimits(store: SavingStore, line: string): Promise<MeasureLimits> {
  return limitsOfLine(await store.limits(), line);
}
