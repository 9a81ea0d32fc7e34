import type { TimeByClass } from '../production/time-classes.ts';
import { plannedBusySeconds } from './loss-tree.ts';

/** One station of the flow, in its order, with the time and the planned run times of its machines added up. */
export interface StationTime {
  station: string;
  time: TimeByClass;
  /** Planned run times of the items that came out, s. */
  plannedRunS: number;
}

export interface Bottleneck {
  station: string;
  /** Shares of its planned busy time. */
  starved: number;
  blocked: number;
  run: number;
  /** Planned run times of what it made, as a share of its planned busy time. */
  load: number;
  /** `turning-point`: what stands before it is rather blocked, what comes after rather starved; else it is only the busiest. */
  evidence: 'turning-point' | 'busiest';
}

/** Stations seen for less of the time than this are no witnesses. */
const MIN_SEEN_S = 300;

/**
 * The station that holds the others up: where blocking turns into starving (turning-point method: Li, Chang and Ni, "Data driven
 * bottleneck detection of manufacturing systems", Int. J. Production Research 47 (2009) 5019). Of several such stations, or of all
 * where there is none, the one with the greatest load: a belt that always runs never waits, and says nothing by that.
 * `undefined` when nothing waits, or nothing was seen.
 */
export function bottleneck(stations: readonly StationTime[]): Bottleneck | undefined {
  const seen = stations.flatMap(({ station, time, plannedRunS }) => {
    const all = plannedBusySeconds(time);
    if (all < MIN_SEEN_S) return [];
    const { starved, blocked, run } = time;
    return [
      { station, starved: starved / all, blocked: blocked / all, run: run / all, load: plannedRunS / all },
    ];
  });
  if (seen.length < 2 || seen.every(({ starved, blocked }) => starved + blocked === 0)) return undefined;
  const waits = ({ starved, blocked }: { starved: number; blocked: number }) => starved + blocked;
  const lean = (i: number) => seen[i].blocked - seen[i].starved;
  const turns = seen.filter(
    (one, i) =>
      (i === 0 || (lean(i - 1) > 0 && waits(one) <= waits(seen[i - 1]))) &&
      (i === seen.length - 1 || (lean(i + 1) < 0 && waits(one) <= waits(seen[i + 1]))),
  );
  const evidence = turns.length > 0 ? 'turning-point' : 'busiest';
  const candidates = turns.length > 0 ? turns : seen;
  const busiest = candidates.reduce((best, one) => (one.load > best.load ? one : best));
  return { ...busiest, evidence };
}
