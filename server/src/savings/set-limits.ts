import { DEFAULT_LIMITS, LIMIT_RANGES, limitsWith, type MeasureLimits } from '@linetwin/energy';
import type { SavingStore, SetLimit } from './saving-store.port.ts';

/** Limits of one line: the usual ones with what was set for it. One that this version does not know is left out. */
export function limitsOfLine(set: readonly SetLimit[], line: string): MeasureLimits {
  const own = new Map(set.filter((row) => row.line === line).map(({ limit, value }) => [limit, value]));
  return limitsWith(Object.fromEntries(LIMIT_RANGES.map(({ id }) => [id, own.get(id)])));
}

export async function readLimits(store: SavingStore, line: string): Promise<MeasureLimits> {
  return limitsOfLine(await store.limits(), line);
}

/** From which share of the contract on the site's demand is warned of: the least that was set for a line with machines that can give way. */
export async function readDemandShare(store: SavingStore, lines: readonly string[]): Promise<number> {
  const set = await store.limits();
  const shares = lines.map((line) => limitsOfLine(set, line).demandShare);
  return shares.length > 0 ? Math.min(...shares) : DEFAULT_LIMITS.demandShare;
}
