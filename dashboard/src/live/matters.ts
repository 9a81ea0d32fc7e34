import type { Alarm, Finding } from '@linetwin/contracts';
import type { AlarmPriority } from '@linetwin/model';
import { isActionable, isUnacknowledged } from './record-store.ts';

/** One machine that needs eyes, with what is known to be behind it. */
export interface Matter {
  equipment: string;
  /** What it all began with: a diagnosis where there is one, else the alarm that stood first. */
  cause: { finding: Finding } | { alarm: Alarm };
  /** Most urgent of its alarms; `null` where there is only a diagnosis. */
  priority: AlarmPriority | null;
  /** When the first of it was seen, ms UTC. */
  since: number;
  /** Whether an alarm still waits for a person. */
  waits: boolean;
  /** Who took it, where somebody did. */
  takenBy: string | null;
  /** Alarms and findings that stand on this machine. */
  count: number;
}

/** A diagnosis without an alarm is as urgent as an alarm of this priority. */
const FINDING_RANK = 2;

/** Standing alarms and open findings, one entry for each machine, most urgent first. */
export function mattersOf(alarms: readonly Alarm[], findings: readonly Finding[]): Matter[] {
  const machines = new Map<string, { alarms: Alarm[]; findings: Finding[] }>();
  const of = (equipment: string) => {
    const known = machines.get(equipment) ?? { alarms: [], findings: [] };
    machines.set(equipment, known);
    return known;
  };
  for (const alarm of alarms) of(alarm.equipment).alarms.push(alarm);
  for (const finding of findings) if (isActionable(finding)) of(finding.equipment).findings.push(finding);
  return [...machines].map(([equipment, all]) => matterOf(equipment, all)).sort(byRank);
}

function matterOf(equipment: string, all: { alarms: Alarm[]; findings: Finding[] }): Matter {
  const alarms = all.alarms.toSorted((a, b) => a.raisedAt - b.raisedAt);
  const findings = all.findings.toSorted((a, b) => b.confidence - a.confidence);
  const times = [...alarms.map(({ raisedAt }) => raisedAt), ...findings.map((f) => f.firstSeenAt)];
  return {
    equipment,
    cause: findings.length > 0 ? { finding: findings[0] } : { alarm: alarms[0] },
    priority: alarms.toSorted((a, b) => a.priority - b.priority)[0]?.priority ?? null,
    since: Math.min(...times),
    waits: alarms.some(isUnacknowledged),
    takenBy: alarms.findLast(({ acknowledgedBy }) => acknowledgedBy !== null)?.acknowledgedBy ?? null,
    count: alarms.length + findings.length,
  };
}

function byRank(a: Matter, b: Matter): number {
  const rank = ({ priority, cause }: Matter) =>
    Math.min(priority ?? FINDING_RANK, 'finding' in cause ? FINDING_RANK : 4);
  return (
    rank(a) - rank(b) ||
    Number(b.waits) - Number(a.waits) ||
    b.since - a.since ||
    (a.equipment < b.equipment ? -1 : 1)
  );
}
