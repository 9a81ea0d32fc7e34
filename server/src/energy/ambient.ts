import type { HistorySeries } from '@linetwin/contracts';
import type { SignalAddress } from '@linetwin/model';

/** Buckets of one signal over a time, both ends included; as the history gives them. */
export type TemperatureReader = (range: {
  signals: readonly string[];
  from: number;
  to: number;
  points: number;
}) => Promise<HistorySeries[]>;

const HOUR_MS = 3_600_000;
/** Share of the hours of a period that must be known. */
const MIN_KNOWN = 0.8;

/** Mean of a signal in each period, from means of hours; `undefined` where too little of one is known. */
export async function meanByPeriod(
  read: TemperatureReader,
  signal: SignalAddress,
  periods: readonly { from: number; to: number }[],
): Promise<(number | undefined)[]> {
  const from = Math.floor(Math.min(...periods.map((one) => one.from)) / HOUR_MS) * HOUR_MS;
  const to = Math.ceil(Math.max(...periods.map((one) => one.to)) / HOUR_MS) * HOUR_MS;
  const [series] = await read({ signals: [signal], from, to: to - 1, points: (to - from) / HOUR_MS });
  const hours = new Map<number, number>();
  series?.time.forEach((time, i) => hours.set(Math.floor(time / HOUR_MS), series.mean[i]));
  return periods.map((period) => {
    const known: number[] = [];
    const first = Math.floor(period.from / HOUR_MS);
    const last = Math.ceil(period.to / HOUR_MS);
    for (let hour = first; hour < last; hour++) {
      const mean = hours.get(hour);
      if (mean !== undefined) known.push(mean);
    }
    if (known.length < MIN_KNOWN * (last - first)) return undefined;
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
