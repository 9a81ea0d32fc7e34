import type { SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';

/** One measurement for all: signals differ by a tag, so that a question names them and not a list of tables. */
export const MEASUREMENT = 'sample';
export const SIGNAL_TAG = 'signal';
/** Field of the value; a Bad point has none, so that no statistic meets it. */
export const VALUE_FIELD = 'value';
/** Field of the quality; a Good point has none, which is nearly every one. */
export const QUALITY_FIELD = 'quality';

/** @see InfluxDB 1.x line protocol reference: commas, equal signs and spaces in tag values are escaped */
export function escapeTag(value: string): string {
  return value.replaceAll(/[,= ]/g, (c) => `\\${c}`);
}

/** What comes before the value in a line, for each signal of a plant model. */
export function linePrefixes(addresses: readonly string[]): string[] {
  return addresses.map((address) => `${MEASUREMENT},${SIGNAL_TAG}=${escapeTag(address)} `);
}

/** Rows `from` to `to` (excluded) of a batch as line protocol, times in whole ms. */
export function encodeLines(
  samples: SampleBatch,
  prefixes: readonly string[],
  from: number,
  to: number,
): string {
  const { signal, time, value, quality } = samples;
  let lines = '';
  for (let row = from; row < to; row++) {
    const at = Math.round(time[row]);
    const prefix = prefixes[signal[row]];
    if (quality[row] === QUALITY_GOOD && Number.isFinite(value[row])) {
      lines += `${prefix}${VALUE_FIELD}=${value[row]} ${at}\n`;
    } else if (quality[row] === QUALITY_BAD || !Number.isFinite(value[row])) {
      lines += `${prefix}${QUALITY_FIELD}=${QUALITY_BAD}i ${at}\n`;
    } else {
      lines += `${prefix}${VALUE_FIELD}=${value[row]},${QUALITY_FIELD}=${quality[row]}i ${at}\n`;
    }
  }
  return lines;
}
