import type { BearingHealth, IndicatorRow } from '@linetwin/contracts';
import { QUALITY_BAD, type Equipment, type Signal } from '@linetwin/model';
import type { LiveValues } from '../../../live/live-values.ts';
import type { StandingAlarm } from '../../../live/standing-alarms.ts';
import type { PaintedOverlay } from './overlay-names.ts';

/** What is known of one machine: one value, or one per zone, or a class. `null` is missing. */
export type Reading = readonly (number | string | null)[];

/** Where the values of an overlay come from, besides the live ones. */
export interface OverlaySources {
  alarms: ReadonlyMap<string, StandingAlarm>;
  /** Bearings of each machine by equipment address. */
  bearings: ReadonlyMap<string, readonly BearingHealth[]>;
  /** Indicators of each machine by equipment address. */
  indicators: ReadonlyMap<string, IndicatorRow>;
}

const MISSING: Reading = [null];
const ZONE = /^zone_\d+_temp$/;
const ZONES = 'ABCD';
const DEGREES = new Set(['°C', 'Cel', 'degC']);

/**
 * Reads what an overlay shows of one machine, in the units of its scale.
 *
 * @param signals all of the machine
 * @returns undefined of a machine that has nothing by which it could ever be told
 */
export function readOverlay(
  overlay: PaintedOverlay,
  machine: Equipment,
  signals: readonly Signal[],
  live: LiveValues,
  sources: OverlaySources,
): Reading | undefined {
  const value = (signal: Signal) => newest(live, signal);
  switch (overlay) {
    case 'temperature': {
      const zones = signals.filter(({ id }) => ZONE.test(id));
      if (zones.length > 0) return zones.map(value);
      const measured = signals.filter(({ role, unit }) => role === 'temperature' && DEGREES.has(unit));
      if (measured.length === 0) return undefined;
      const known = measured.map(value).filter((one) => one !== null);
      return known.length === 0 ? MISSING : [Math.max(...known)];
    }
    case 'energy': {
      const power = signals.find(({ role }) => role === 'power');
      return power && [value(power)];
    }
    case 'vibration': {
      if (machine.bearings.length === 0) return undefined;
      const zones = (sources.bearings.get(machine.address) ?? [])
        .map(({ isoZone }) => isoZone)
        .filter((zone) => zone !== null);
      return zones.length === 0
        ? MISSING
        : [zones.reduce((a, b) => (ZONES.indexOf(b) > ZONES.indexOf(a) ? b : a))];
    }
    case 'alarms': {
      const alarm = sources.alarms.get(machine.address);
      return [alarm ? `P${alarm.priority}` : 'none'];
    }
    case 'quality':
      return makesParts(signals)
        ? [percent(sources.indicators.get(machine.address)?.qualityRatio)]
        : undefined;
    case 'oee':
      return makesParts(signals) ? [percent(sources.indicators.get(machine.address)?.oee)] : undefined;
  }
}

/** The one value that stands for a machine: the hottest zone, the class, the number. */
export function mainValue(reading: Reading): number | string | null {
  const numbers = reading.filter((one) => typeof one === 'number');
  return numbers.length > 0 ? Math.max(...numbers) : reading[0];
}

/** `null` before the first value, for values that are stale and for bad ones: what nobody knows must look so. */
function newest(live: LiveValues, { index }: Signal): number | null {
  if (live.time[index] === 0 || live.quality[index] === QUALITY_BAD || live.isStale(index, live.now()))
    return null;
  const value = live.value[index];
  return Number.isFinite(value) ? value : null;
}

function makesParts(signals: readonly Signal[]): boolean {
  return signals.some(({ role }) => role === 'goodCount');
}

function percent(ratio: number | null | undefined): number | null {
  return ratio === null || ratio === undefined ? null : ratio * 100;
}
