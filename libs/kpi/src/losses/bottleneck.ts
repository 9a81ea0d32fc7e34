import type { TimeByClass } from '../production/time-classes.ts';
import { plannedBusySeconds } from './loss-tree.ts';

/** One station of the flow, in its order, with the time of its machines added up. */
export interface StationTime {
  station: string;
  time: TimeByClass;
}

export interface Bottleneck {
  station: string;
  /** Shares of its planned busy time. */
  starved: number;
  blocked: number;
  run: number;
  /** `turning-point`: what stands before it is rather blocked, what comes after rather starved; else it only waits least. */
  evidence: 'turning-point' | 'least-waiting';
}

/** Stations seen for less of the time than this are no witnesses. */
const MIN_SEEN_S = 300;

/**
 * The station that holds the others up: of those where blocking turns into starving the one that waits least itself; where
 * no such turn is, the one that waits least of all (turning-point method: Li, Chang and Ni, "Data driven bottleneck detection
 * of manufacturing systems", Int. J. Production Research 47 (2009) 5019). `undefined` when nothing waits, or nothing was seen.
 */
export function bottleneck(stations: readonly StationTime[]): Bottleneck | undefined {
  const seen = stations.flatMap(({ station, time }) => {
    const all = plannedBusySeconds(time);
    if (all < MIN_SEEN_S) return [];
    return [{ station, starved: time.starved / all, blocked: time.blocked / all, run: time.run / all }];
  });
  if (seen.length < 2 || seen.every(({ starved, blocked }) => starved + blocked === 0)) return undefined;
  const waits = ({ starved, blocked }: { starved: number; blocked: number }) => starved + blocked;
  const lean = seen.map(({ starved, blocked }) => blocked - starved);
  const turns = seen.filter((_one, i) => {
    const before = lean.slice(0, i);
    const after = lean.slice(i + 1);
    return (
      (before.length === 0 || before[before.length - 1] > 0) &&
      (after.length === 0 || after[0] < 0) &&
      waits(seen[i]) <= Math.min(...[seen[i - 1], seen[i + 1]].filter(Boolean).map(waits))
    );
  });
  const evidence = turns.length > 0 ? 'turning-point' : 'least-waiting';
  const candidates = turns.length > 0 ? turns : seen;
  const least = candidates.reduce((best, one) => (waits(one) < waits(best) ? one : best));
  return { ...least, evidence };
}
