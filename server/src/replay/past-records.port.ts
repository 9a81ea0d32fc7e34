import type { RecordEvent, RecordsSnapshot } from '@linetwin/contracts';

/** Indicators are logged once a minute; older ones are of a line that nobody owned since. */
export const KPI_AGE_MS = 5 * 60_000;

/** Everything that stood at an instant. */
export type PastStanding = Pick<RecordsSnapshot, 'alarms' | 'findings' | 'incidents' | 'seams' | 'kpis'>;

type OfKind<E> = E extends { kind: 'alarm' | 'finding' | 'incident' | 'seam' | 'seam-verdict' | 'kpi' }
  ? Omit<E, 'sequence'>
  : never;

/** A record as it stood after a change, with the plant time of the change. */
export type PastChange = OfKind<RecordEvent>;

/**
 * Records as they stood: folds over what was only ever added to.
 *
 * Promises: `standingAt` gives each alarm that was not Normal, each finding and incident that was open, as the last of its changes up to
 * and with the instant left it, the newest seam of each machine that had ended with its verdict, and the newest indicators of each line that
 * are not older than some minutes; what was learned later does not show. A verdict is made of its seam alone within a moment: it has
 * the time of the seam's end, and comes after it. `changes` gives
 * what changed after one time, up to and with another, in order of time, changes of one record in the order in which they were
 * made, and no more than the first `limit`.
 */
export abstract class PastRecords {
  abstract standingAt(time: number): Promise<PastStanding>;
  abstract changes(after: number, upTo: number, limit: number): Promise<PastChange[]>;
}

/** Identity of the record that a change is about. */
export function recordKey(change: PastChange): string {
  switch (change.kind) {
    case 'alarm':
      return `alarm ${change.alarm.id}`;
    case 'finding':
      return `finding ${change.finding.id}`;
    case 'incident':
      return `incident ${change.incident.id}`;
    case 'seam':
      return `seam ${change.equipment}`;
    case 'seam-verdict':
      return `seam-verdict ${change.equipment}`;
    case 'kpi':
      return `kpi ${change.kpi.line}`;
  }
}

/** What stands after the last change of each record. */
export function standingAfter(newest: Iterable<PastChange>): PastStanding {
  const standing: PastStanding = { alarms: [], findings: [], incidents: [], seams: [], kpis: [] };
  const verdicts: Extract<PastChange, { kind: 'seam-verdict' }>[] = [];
  for (const change of newest) {
    if (change.kind === 'alarm' && change.alarm.state !== 'Normal') standing.alarms.push(change.alarm);
    if (change.kind === 'finding' && change.finding.status === 'open') standing.findings.push(change.finding);
    if (change.kind === 'incident' && change.incident.state === 'open')
      standing.incidents.push(change.incident);
    if (change.kind === 'kpi') standing.kpis.push(change.kpi);
    if (change.kind === 'seam') standing.seams.push({ equipment: change.equipment, seam: change.seam });
    if (change.kind === 'seam-verdict') verdicts.push(change);
  }
  for (const welded of standing.seams) {
    const of = ({ equipment, endedAt }: (typeof verdicts)[number]) =>
      equipment === welded.equipment && endedAt === welded.seam.time;
    const verdict = verdicts.find(of)?.verdict;
    if (verdict) welded.verdict = verdict;
  }
  return standing;
}
