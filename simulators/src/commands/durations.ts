import { durationS } from '@linetwin/model/scenario';
import { UsageError } from './usage-error.ts';

/**
 * Reads a duration such as `200ms`, `90s`, `30min`, `24h` or `7d`; a bare number means seconds.
 *
 * @returns seconds
 * @throws UsageError naming the text
 */
export function parseDurationS(text: string, what = 'duration'): number {
  const seconds = durationS(text) ?? NaN;
  if (!(seconds > 0))
    throw new UsageError(`"${text}" is no ${what}; write for example 200ms, 90s, 30min, 24h or 7d.`);
  return seconds;
}
