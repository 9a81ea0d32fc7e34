import type { AlarmKeeper } from '../alarms/alarm-keeper.ts';

/** The part of the alarms that live rules use. */
export type RuleAlarmDesk = Pick<AlarmKeeper, 'rules' | 'hearRule' | 'retireRules'>;
