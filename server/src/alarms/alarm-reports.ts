import { alarmPointOf, type Alarm, type AlarmPerformanceAnswer } from '@linetwin/contracts';
import { alarmPerformance, type AlarmMoment } from '@linetwin/kpi';
import { isAlarmActive, type ModelIndex } from '@linetwin/model';
import type { AlarmTransition } from './alarm-log.port.ts';
import { EVENT_WORDS, LIMIT_WORDS, PRIORITY_WORDS, STATE_WORDS } from './alarm-words.ts';

/** Transitions that one report looks at; a plant that meets the targets has some thousands a month. */
export const MAX_TRANSITIONS = 200_000;

/** Figures of a period from its transitions and from what stands now; of the part of it since the log began. */
export function performanceOf(
  transitions: readonly AlarmTransition[],
  standing: readonly Alarm[],
  period: { from: number; to: number },
  operators: number,
  logBegin?: number,
): AlarmPerformanceAnswer {
  const moments = transitions.map(({ alarm, event, at }): AlarmMoment => ({
    at,
    event,
    point: alarmPointOf(alarm),
    priority: alarm.priority,
    active: isAlarmActive(alarm.state),
  }));
  // What stands now and rose before the period stood when it began.
  const before = standing
    .filter(({ state, raisedAt }) => isAlarmActive(state) && raisedAt < period.from)
    .map((alarm) => [alarmPointOf(alarm), alarm.raisedAt] as const);
  const ofRules = [...transitions.map(({ alarm }) => alarm), ...standing].filter(({ rule }) => rule);
  const cut = transitions.length >= MAX_TRANSITIONS;
  const counted = countedOf(period, logBegin, cut ? transitions.at(-1)!.at : period.to);
  return {
    ...period,
    operators,
    counted,
    rules: Object.fromEntries(
      ofRules.map((alarm) => [alarmPointOf(alarm), { equipment: alarm.equipment, name: alarm.rule!.name }]),
    ),
    cut,
    // Of no time at all there is no rate: nothing happened in the whole of it, and nobody judges that.
    ...alarmPerformance(moments, new Map(before), counted.from < counted.to ? counted : period, operators),
  };
}

/** A log of some minutes says nothing of a week: rates are those of the time that it knows. */
function countedOf(period: { from: number; to: number }, begin = Infinity, end: number) {
  const to = Math.min(period.to, end);
  return { from: Math.min(to, Math.max(period.from, begin)), to };
}

type Language = 'zh' | 'en';

/** Which alarms a table is of; of all where left out. */
export interface AlarmFilter {
  line?: string;
  priority?: number;
  /** Words of the alarm, its signal or its machine. */
  search?: string;
}

const HEADS: Record<Language, string[]> = {
  zh: [
    '时间',
    '事件',
    '优先级',
    '设备',
    '设备名称',
    '报警',
    '信号',
    '限',
    '值',
    '设定值',
    '单位',
    '状态',
    '操作人',
    '原因',
    '编号',
  ],
  en: [
    'Time',
    'Event',
    'Priority',
    'Machine',
    'Name',
    'Alarm',
    'Signal',
    'Limit',
    'Value',
    'Set point',
    'Unit',
    'State',
    'By',
    'Reason',
    'Id',
  ],
};

/** Rows of an export: what happened to alarms, one transition each, in the words, numbers and plant time of the pages. */
export function exportRows(
  transitions: readonly AlarmTransition[],
  index: ModelIndex,
  language: Language,
  filter: AlarmFilter = {},
): (string | number)[][] {
  const zone = index.model.site.timeZone;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const word = filter.search?.trim().toLowerCase() ?? '';
  const isWanted = (alarm: Alarm) =>
    (!filter.line || index.equipment(alarm.equipment)?.line === filter.line) &&
    (!filter.priority || alarm.priority === filter.priority) &&
    (word === '' || textsOf(alarm, index, language).join(' ').toLowerCase().includes(word));
  return [
    HEADS[language],
    ...transitions
      .filter(({ alarm }) => isWanted(alarm))
      .map(({ alarm, event, at }) => {
        const signal = index.signal(alarm.signal);
        const rounded = (value: number) =>
          signal?.decimals === undefined ? value : Number(value.toFixed(signal.decimals));
        const { by, reason } = whoAndWhy(alarm, event);
        return [
          clock.format(at),
          EVENT_WORDS[event][language],
          PRIORITY_WORDS[alarm.priority][language],
          ...textsOf(alarm, index, language),
          LIMIT_WORDS[alarm.limit][language],
          rounded(alarm.value),
          alarm.setPoint === null ? '' : rounded(alarm.setPoint),
          signal?.unit ?? '',
          STATE_WORDS[alarm.state][language],
          by ?? '',
          reason ?? '',
          alarm.id,
        ];
      }),
  ];
}

/** Machine, its name, what the alarm says, and its signal. */
function textsOf(alarm: Alarm, index: ModelIndex, language: Language): string[] {
  const machine = index.equipment(alarm.equipment);
  const signal = index.signal(alarm.signal)?.name[language] ?? alarm.signal;
  return [
    machine?.id ?? alarm.equipment,
    machine?.name[language] ?? '',
    alarm.message?.[language] ?? `${signal} ${LIMIT_WORDS[alarm.limit][language]}`,
    signal,
  ];
}

function whoAndWhy(
  { acknowledgedBy, suppression }: Alarm,
  event: AlarmTransition['event'],
): { by?: string | null; reason?: string | null } {
  if (event === 'AcknowledgedByPerson') return { by: acknowledgedBy };
  if (event === 'ShelvedByPerson' || event === 'TakenOutOfService') return { ...suppression };
  return {};
}
