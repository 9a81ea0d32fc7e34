import { alarmPointOf, type Alarm, type AlarmPerformanceAnswer } from '@linetwin/contracts';
import { alarmPerformance, type AlarmMoment } from '@linetwin/kpi';
import { isAlarmActive, type ModelIndex } from '@linetwin/model';
import type { AlarmTransition } from './alarm-log.port.ts';

/** Transitions that one report looks at; a plant that meets the targets has some thousands a month. */
export const MAX_TRANSITIONS = 200_000;

/** Figures of a period from its transitions and from what stands now. */
export function performanceOf(
  transitions: readonly AlarmTransition[],
  standing: readonly Alarm[],
  period: { from: number; to: number },
  operators: number,
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
  return {
    ...period,
    operators,
    cut: transitions.length >= MAX_TRANSITIONS,
    ...alarmPerformance(moments, new Map(before), period, operators),
  };
}

type Language = 'zh' | 'en';

const HEADS: Record<Language, string[]> = {
  zh: ['时间', '事件', '优先级', '设备', '信号', '限', '状态', '值', '设定值', '报警', '编号'],
  en: [
    'Time',
    'Event',
    'Priority',
    'Machine',
    'Signal',
    'Limit',
    'State',
    'Value',
    'Set point',
    'Alarm',
    'Id',
  ],
};

/** Rows of an export: what happened to alarms, one transition each. */
export function exportRows(
  transitions: readonly AlarmTransition[],
  index: ModelIndex,
  language: Language,
): (string | number)[][] {
  const zone = index.model.site.timeZone;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return [
    HEADS[language],
    ...transitions.map(({ alarm, event, at }) => [
      clock.format(at),
      event,
      alarm.priority,
      index.equipment(alarm.equipment)?.id ?? alarm.equipment,
      alarm.signal,
      alarm.limit,
      alarm.state,
      alarm.value,
      alarm.setPoint ?? '',
      alarm.message?.[language] ?? index.signal(alarm.signal)?.name[language] ?? '',
      alarm.id,
    ]),
  ];
}
