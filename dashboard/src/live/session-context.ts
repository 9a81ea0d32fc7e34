import type { Alarm, Finding, Incident, LineKpi } from '@linetwin/contracts';
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { TICK_MS, type ConnectionState } from './connection-state.ts';
import type { LatestValueStore } from './latest-value-store.ts';
import type { LiveSession, PlantSession } from './live-session.ts';
import type { WeldedSeam } from './record-store.ts';
import type { Steering } from './replay-state.ts';

/** A server that comes back closes many gaps within a moment. */
const GAPS_SETTLE_MS = 300;

export const SessionContext = createContext<LiveSession | null>(null);
/** Set below the gate that waits for the first model; a new model version mounts everything below it anew. */
export const PlantContext = createContext<PlantSession | null>(null);

export function useSession(): LiveSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionContext above it.');
  return session;
}

export function usePlant(): PlantSession {
  const plant = useContext(PlantContext);
  if (!plant) throw new Error('usePlant needs a PlantContext above it.');
  return plant;
}

export function useConnection(): ConnectionState {
  const { connection } = useSession();
  return useSyncExternalStore(connection.subscribe, connection.state);
}

/** Whether this page shows the past. */
export function useIsReplay(): boolean {
  const { replay } = useSession();
  return useSyncExternalStore(replay.subscribe, replay.isOn);
}

/** How the replay of this page is steered; null while it shows what is live. */
export function useSteering(): Steering | null {
  const { replay } = useSession();
  return useSyncExternalStore(replay.subscribe, replay.steering);
}

export function useAlarms(): readonly Alarm[] {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, records.alarms);
}

export function useQuietAlarms(): readonly Alarm[] {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, records.quietAlarms);
}

export function useIncidents(): readonly Incident[] {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, records.incidents);
}

export function useFindings(): readonly Finding[] {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, records.findings);
}

export function useKpi(line: string): LineKpi | undefined {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, () => records.kpi(line));
}

export function useSeam(equipment: string): WeldedSeam | undefined {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, () => records.seam(equipment));
}

/** Last seam of every machine that welds. */
export function useSeams(): ReadonlyMap<string, WeldedSeam> {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, records.seams);
}

/** Calls `again` when the register of gaps has changed, for many changes of one moment once. */
export function useGapsChanged(again: () => void): void {
  const { records } = useSession();
  const revision = useSyncExternalStore(records.subscribe, records.gapsRevision);
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    const timer = setTimeout(() => {
      seen.current = revision;
      again();
    }, GAPS_SETTLE_MS);
    return () => clearTimeout(timer);
  }, [revision, again]);
}

export function useRecordsLoaded(): boolean {
  const { records } = useSession();
  return useSyncExternalStore(records.subscribe, () => records.loaded);
}

/**
 * Calls `paint` after every batch and once a second, outside React: it writes to the page by itself. `paint`
 * gets server time, in which all ages are reckoned. Layout effects, because a painter must be gone in the same
 * commit as the elements that it holds: a passive clean-up comes later, and a batch in between finds null.
 */
export function useLivePaint(paint: (live: LatestValueStore, nowMs: number) => void): void {
  const { live } = usePlant();
  const latest = useRef(paint);
  useLayoutEffect(() => {
    latest.current = paint;
    paint(live, live.now());
  });
  useLayoutEffect(() => {
    const run = () => latest.current(live, live.now());
    const unsubscribe = live.subscribe(run);
    const timer = setInterval(run, TICK_MS);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [live]);
}
