import { FROM_BURSTS, type Alarm, type Finding, type IncidentMember } from '@linetwin/contracts';
import { ALARM_CONFIDENCE, withoutConfidence, type FindingClass, type Symptom } from '@linetwin/condition';
import { PACKML_STATES, type ModelIndex, type Text } from '@linetwin/model';

const CLASS_OF_KIND: Readonly<Record<string, FindingClass>> = {
  sensor: 'sensor',
  bearing: 'part',
  shaft: 'part',
  motor: 'part',
};

/** Priority of an incident that only a finding opened; sure ones are looked at in this shift. */
const CLEAR_PRIORITY = 2;
const PROBABLE_PRIORITY = 3;

const WORDS: Readonly<Record<Alarm['limit'], Text>> = {
  highHigh: { zh: '过高', en: 'very high' },
  high: { zh: '偏高', en: 'high' },
  low: { zh: '偏低', en: 'low' },
  lowLow: { zh: '过低', en: 'very low' },
  rule: { zh: '触发规则', en: 'fits a rule' },
};

/** An alarm as the reasoning sees it. */
export function symptomOfAlarm(alarm: Alarm, index: ModelIndex): Symptom {
  const signal = index.signal(alarm.signal);
  const id = signal?.id ?? alarm.signal.split('/').pop()!;
  const word = WORDS[alarm.limit];
  return {
    id: alarm.id,
    kind: 'alarm',
    equipment: alarm.equipment,
    key: alarm.rule ? `${id}.rule-${alarm.rule.id}` : `${id}.${alarm.limit}`,
    title: alarm.message ?? {
      zh: `${signal?.name.zh ?? id}${word.zh}`,
      en: `${signal?.name.en ?? id} ${word.en}`,
    },
    signal: id,
    at: alarm.raisedAt,
    endedAt: alarm.clearedAt,
    priority: alarm.priority,
    confidence: ALARM_CONFIDENCE,
    // What who wrote the rule asks of whoever sees its alarm.
    ...(alarm.rule?.action && { advice: [alarm.rule.action] }),
  };
}

/** A finding as the reasoning sees it. */
export function symptomOfFinding(finding: Finding): Symptom {
  return {
    id: finding.id,
    kind: 'finding',
    equipment: finding.equipment,
    key: finding.verdict,
    title: withoutConfidence(finding.summary),
    signal: (FROM_BURSTS as readonly string[]).includes(finding.kind) ? undefined : finding.component,
    at: finding.firstSeenAt,
    endedAt: finding.status === 'closed' ? finding.lastSeenAt : null,
    priority: finding.grade === 'clear' ? CLEAR_PRIORITY : PROBABLE_PRIORITY,
    confidence: finding.confidence,
    findingClass: CLASS_OF_KIND[finding.kind] ?? 'process',
    contradictedBy: finding.contradictedBy,
    advice: finding.advice,
    sparePart: finding.sparePart,
  };
}

/** Whether somebody should act on a finding, and it is not only the newest word on a bearing. */
export function isFault({ verdict, grade }: Finding): boolean {
  return grade !== 'none' && verdict !== 'healthy' && verdict !== 'not-diagnosable';
}

/** A standstill: `Suspended` for want of parts or room, `Aborted` by a fault of its own. */
export function symptomOfState(
  equipment: string,
  state: 'Suspended' | 'Aborted',
  at: number,
  endedAt: number | null,
): Symptom {
  return {
    id: `${equipment}#state`,
    kind: 'state',
    equipment,
    key: state,
    title:
      state === 'Aborted'
        ? { zh: '设备中止', en: 'Machine aborted' }
        : { zh: '设备挂起，缺料或堵料', en: 'Machine suspended: starved or blocked' },
    at,
    endedAt,
    priority: state === 'Aborted' ? CLEAR_PRIORITY : 4,
    confidence: state === 'Aborted' ? ALARM_CONFIDENCE : 0.1,
  };
}

/** What is known of a member when an incident is taken up again: enough to go on with it. */
export function symptomOfMember(member: IncidentMember, priority: Symptom['priority']): Symptom {
  const { kind, id, equipment, key, title, at, endedAt } = member;
  return {
    id,
    kind,
    equipment,
    key,
    title,
    ...(kind === 'alarm' && { signal: key.split('.')[0] }),
    at,
    endedAt,
    priority,
    confidence: kind === 'finding' ? 0.6 : kind === 'alarm' ? ALARM_CONFIDENCE : 0.1,
    ...(kind === 'finding' && { findingClass: key.startsWith('sensor-') ? 'sensor' : 'process' }),
  };
}

export const SUSPENDED = PACKML_STATES.indexOf('Suspended');
export const ABORTED = PACKML_STATES.indexOf('Aborted');
