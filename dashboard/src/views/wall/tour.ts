/** Where the camera of a wall stands. */
export type TourStop =
  { kind: 'hall' } | { kind: 'line'; line: string } | { kind: 'machine'; address: string };

export interface Tour {
  stop: TourStop;
  /** When the camera went there, ms. */
  since: number;
  /** Machines in trouble that were known when the camera went there or came up since. */
  known: readonly string[];
}

/** What there is to be seen. */
export interface TourPlan {
  lines: readonly string[];
  /** Addresses of machines in trouble, most urgent first. */
  trouble: readonly string[];
}

/** Long enough to find one's way in the picture and read what stands under it. */
const STAY_MS = { hall: 20_000, line: 20_000, machine: 25_000 };
/** Not even news turn the camera away sooner: a picture that jumps is not calm. */
export const LEAST_STAY_MS = 8000;
/** More than these are seen in the whole hall. */
const MOST_VISITED = 4;

export function startTour(nowMs: number, { trouble }: TourPlan): Tour {
  return { stop: { kind: 'hall' }, since: nowMs, known: trouble };
}

/**
 * Where the camera should be now. Goes to new trouble first, then round: the hall and every machine in trouble, or, when
 * all is well, the hall and every line. Returns `tour` itself while it stays.
 */
export function nextStop(tour: Tour, nowMs: number, plan: TourPlan): Tour {
  const stayed = nowMs - tour.since;
  if (stayed < LEAST_STAY_MS) return tour;
  const go = (stop: TourStop): Tour => ({ stop, since: nowMs, known: plan.trouble });
  const news = plan.trouble.find((address) => !tour.known.includes(address));
  if (news !== undefined && !isAt(tour.stop, { kind: 'machine', address: news }))
    return go({ kind: 'machine', address: news });
  const round = roundOf(plan);
  const at = round.findIndex((stop) => isAt(tour.stop, stop));
  if (at < 0) return go(round[0]);
  if (stayed < STAY_MS[tour.stop.kind]) return tour;
  const next = round[(at + 1) % round.length];
  return isAt(tour.stop, next) ? tour : go(next);
}

function roundOf({ lines, trouble }: TourPlan): TourStop[] {
  const machines = trouble.slice(0, MOST_VISITED).map((address) => ({ kind: 'machine' as const, address }));
  const all = lines.map((line) => ({ kind: 'line' as const, line }));
  // One line is the hall.
  const seen = machines.length > 0 ? machines : all.length > 1 ? all : [];
  return [{ kind: 'hall' }, ...seen];
}

function isAt(a: TourStop, b: TourStop): boolean {
  if (a.kind === 'machine') return b.kind === 'machine' && a.address === b.address;
  if (a.kind === 'line') return b.kind === 'line' && a.line === b.line;
  return b.kind === 'hall';
}
