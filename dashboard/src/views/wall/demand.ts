import type { HistorySeries } from '@linetwin/contracts';

/** Two-part tariffs bill the greatest mean power of 15 min (domain.md section 3.3). */
export const DEMAND_MS = 15 * 60_000;

export interface Demand {
  /** Mean power of the quarter of an hour that runs, kW; `null` before its first value. */
  now: number | null;
  /** Greatest mean of a quarter of an hour, the running one left out, kW; `null` before the first is complete. */
  peak: number | null;
  /** When that quarter began, ms UTC. */
  peakAt: number | null;
}

/** Start of the plant's day, ms UTC. Days of a clock change begin an hour off; the greatest demand stays right but for that hour. */
export function startOfDay(nowMs: number, zone: string): number {
  const [hours, minutes, seconds] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
    .format(nowMs)
    .split(':')
    .map(Number);
  return Math.floor(nowMs / 1000) * 1000 - ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/**
 * Demand from the power of a meter, one bucket for each quarter of an hour since `from`.
 *
 * @param power kW; each bucket's first time lies in its quarter
 */
export function demandOf(power: HistorySeries, from: number, nowMs: number): Demand {
  const running = Math.floor((nowMs - from) / DEMAND_MS);
  const demand: Demand = { now: null, peak: null, peakAt: null };
  power.time.forEach((time, i) => {
    const quarter = Math.floor((time - from) / DEMAND_MS);
    const mean = power.mean[i];
    if (quarter === running) demand.now = mean;
    else if (demand.peak === null || mean > demand.peak) {
      demand.peak = mean;
      demand.peakAt = from + quarter * DEMAND_MS;
    }
  });
  return demand;
}

/** Mean of every slot since `from`, `null` where nothing was measured, for a line that shows its holes. */
export function slotsOf(
  series: HistorySeries,
  from: number,
  slotMs: number,
  slots: number,
): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: slots }, () => null);
  series.time.forEach((time, i) => {
    const slot = Math.floor((time - from) / slotMs);
    if (slot >= 0 && slot < slots) values[slot] = series.mean[i];
  });
  return values;
}
