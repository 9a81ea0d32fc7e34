import { UsageError } from './usage-error.ts';

const UNIT_S: Record<string, number> = { ms: 0.001, s: 1, min: 60, m: 60, h: 3600, d: 86_400 };

/**
 * Reads a duration such as `200ms`, `90s`, `30min`, `24h` or `7d`; a bare number means seconds.
 *
 * @returns seconds
 * @throws UsageError naming the text
 */
export function parseDurationS(text: string, what = 'duration'): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?\s*$/.exec(text);
  const seconds = match ? Number(match[1]) * UNIT_S[match[2] ?? 's'] : NaN;
  if (!(seconds > 0))
    throw new UsageError(`"${text}" is no ${what}; write for example 200ms, 90s, 30min, 24h or 7d.`);
  return seconds;
}
