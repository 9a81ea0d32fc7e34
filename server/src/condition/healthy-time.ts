import { monitoredSignals, settledStretches, WorkingRows, type WorkingRow } from '@linetwin/condition';
import type { Alarm, Finding } from '@linetwin/contracts';
import type { Equipment, ModelIndex } from '@linetwin/model';
import type { HistoryStore } from '../history/history.port.ts';
import type { FindingStore } from './findings/finding-store.port.ts';

/** History is read in pieces of this length, so that values come as they were and one answer stays small. */
const PIECE_MS = 1_800_000;
/** How finely it is asked whether there is anything. */
const LOOK_MS = 300_000;
/** Signals of one question to history. */
const SIGNALS_AT_ONCE = 20;
/** What a fault does before it is said, and what a machine does before it is itself again. */
const AROUND_FAULT_MS = 900_000;

export interface Span {
  from: number;
  to: number;
}

/** Where it is recorded when machines were not healthy. */
export interface HealthRecords {
  findings: Pick<FindingStore, 'ofEquipment'>;
  /** Alarms that stand, and those that rose between two times. */
  alarms: {
    standing(): Promise<Alarm[]>;
    raisedBetween(from: number, to: number, limit: number): Promise<Alarm[]>;
  };
}

/** When a machine was not healthy, as its findings and alarms tell, with the time around them. */
export function unhealthySpans(
  equipment: string,
  findings: readonly Finding[],
  alarms: readonly Alarm[],
  now: number,
): Span[] {
  const faults = findings.filter(
    (finding) => finding.equipment === equipment && finding.verdict !== 'healthy' && finding.grade !== 'none',
  );
  const wide = (from: number, to: number | null) => ({
    from: from - AROUND_FAULT_MS,
    to: (to ?? now) + AROUND_FAULT_MS,
  });
  return [
    ...faults.map(({ firstSeenAt, lastSeenAt, status }) =>
      wide(firstSeenAt, status === 'open' ? null : lastSeenAt),
    ),
    ...alarms
      .filter((alarm) => alarm.equipment === equipment)
      .map(({ raisedAt, clearedAt }) => wide(raisedAt, clearedAt)),
  ];
}

/** The same from what is recorded; alarms are looked for so long before the span, because they may have stood into it. */
export async function recordedUnhealthySpans(
  { findings, alarms }: HealthRecords,
  equipment: string,
  { from, to }: Span,
  before: number,
): Promise<Span[]> {
  const [known, raised, standing] = await Promise.all([
    findings.ofEquipment(equipment, 500),
    alarms.raisedBetween(from - before, to, 1000),
    alarms.standing(),
  ]);
  const active = standing.filter(({ clearedAt }) => clearedAt === null);
  return unhealthySpans(equipment, known, [...raised, ...active], to);
}

/**
 * The newest rows of a machine's healthy working time between two times, from history.
 *
 * @param wanted rows that are enough; the newest are taken
 * @returns stretches without a gap; times spent in `unhealthy` are gaps
 */
export async function healthyRows(
  history: Pick<HistoryStore, 'read'>,
  index: ModelIndex,
  equipment: Equipment,
  { from, to }: Span,
  unhealthy: readonly Span[],
  wanted: number,
): Promise<{ rows: number; from: number; to: number; stretches: Float64Array[][] }> {
  const state = index.signalWithRole(equipment, 'state');
  const signals = monitoredSignals(index.signalsOf(equipment));
  if (!state || signals.length === 0) return { rows: 0, from, to, stretches: [] };
  const working = new WorkingRows(signals, state.index);
  const all: WorkingRow[] = [];
  const known = await knownPieces(history, [state, ...signals], { from, to });
  for (let begin = from; begin < to; begin += PIECE_MS) {
    if (!known.has((begin - from) / PIECE_MS)) continue;
    const piece = { from: begin, to: Math.min(begin + PIECE_MS, to) - 1 };
    for (const { signal, time, value } of await valuesOf(history, [state, ...signals], piece)) {
      const row = working.put(signal, time, value);
      if (row) all.push(row);
    }
  }
  const isHealthy = (at: number) => !unhealthy.some((span) => at >= span.from && at <= span.to);
  const healthy = all.map((row) => (row.values && !isHealthy(row.at) ? { ...row, values: null } : row));
  return newestOf(healthy, wanted);
}

function newestOf(rows: readonly WorkingRow[], wanted: number) {
  const stretches = settledStretches(rows);
  let left = wanted;
  const taken = stretches
    .toReversed()
    .map((stretch) => {
      const newest = stretch.slice(Math.max(0, stretch.length - left));
      left -= newest.length;
      return newest;
    })
    .filter(({ length }) => length > 0)
    .reverse();
  const times = new Map(rows.flatMap(({ at, values }) => (values ? [[values, at] as const] : [])));
  const all = taken.flat();
  return {
    rows: all.length,
    from: times.get(all[0]) ?? 0,
    to: times.get(all[all.length - 1]) ?? 0,
    stretches: taken,
  };
}

/**
 * Pieces of a span in which a machine told anything at all, by one question: most of the days before a plant's first one, and of
 * a machine that was away, would be asked for in vain otherwise.
 */
async function knownPieces(
  history: Pick<HistoryStore, 'read'>,
  signals: readonly { address: string }[],
  { from, to }: Span,
): Promise<Set<number>> {
  const series = await history.read({
    // The state alone may be told on change only.
    signals: signals.slice(0, SIGNALS_AT_ONCE).map(({ address }) => address),
    from,
    to,
    points: Math.ceil((to - from) / LOOK_MS),
  });
  const known = new Set<number>();
  // A point stands for some time within its bucket.
  for (const { time } of series)
    for (const at of time)
      for (const near of [at - LOOK_MS, at, at + LOOK_MS]) known.add(Math.floor((near - from) / PIECE_MS));
  return known;
}

/** All values of some signals in order of time; the state first where several are of one time, as it was live. */
async function valuesOf(
  history: Pick<HistoryStore, 'read'>,
  signals: readonly { index: number; address: string }[],
  { from, to }: Span,
): Promise<{ signal: number; time: number; value: number }[]> {
  const values: { signal: number; time: number; value: number }[] = [];
  for (let first = 0; first < signals.length; first += SIGNALS_AT_ONCE) {
    const some = signals.slice(first, first + SIGNALS_AT_ONCE);
    // A bucket a second: the values themselves for signals that come once a second, their newest for faster ones.
    const points = Math.ceil((to - from + 1) / 1000);
    const series = await history.read({ signals: some.map(({ address }) => address), from, to, points });
    series.forEach(({ time, last }, i) => {
      for (let k = 0; k < time.length; k++)
        values.push({ signal: some[i].index, time: time[k], value: last[k] });
    });
  }
  return values.sort((a, b) => a.time - b.time || (a.signal === signals[0].index ? -1 : 0));
}
