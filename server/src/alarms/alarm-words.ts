import type { Alarm } from '@linetwin/contracts';
import type { AlarmEvent, AlarmPriority, AlarmState, Text } from '@linetwin/model';

/** What tables call the events of an alarm; its states, limits and priorities are called what the pages call them. */
export const EVENT_WORDS: Record<AlarmEvent, Text> = {
  Raised: { zh: '发生', en: 'Raised' },
  Cleared: { zh: '恢复', en: 'Cleared' },
  Latched: { zh: '恢复并锁存', en: 'Latched' },
  AcknowledgedByPerson: { zh: '确认', en: 'Acknowledged' },
  ShelvedByPerson: { zh: '搁置', en: 'Shelved' },
  UnshelvedByPerson: { zh: '取消搁置', en: 'Unshelved' },
  ShelfExpired: { zh: '搁置到期', en: 'Shelf expired' },
  SuppressedByState: { zh: '设计抑制', en: 'Suppressed by design' },
  SuppressionEnded: { zh: '抑制结束', en: 'Suppression ended' },
  ResetByPerson: { zh: '复位', en: 'Reset' },
  TakenOutOfService: { zh: '停用', en: 'Taken out of service' },
  ReturnedToService: { zh: '恢复使用', en: 'Returned to service' },
};

export const STATE_WORDS: Record<AlarmState, Text> = {
  Normal: { zh: '已恢复', en: 'Back to normal' },
  Unacknowledged: { zh: '未确认', en: 'Unacknowledged' },
  Acknowledged: { zh: '已确认', en: 'Acknowledged' },
  ReturnedToNormalUnacknowledged: { zh: '已恢复，未确认', en: 'Back to normal, unacknowledged' },
  LatchedUnacknowledged: { zh: '锁存，未确认', en: 'Latched, unacknowledged' },
  LatchedAcknowledged: { zh: '锁存，已确认', en: 'Latched, acknowledged' },
  Shelved: { zh: '已搁置', en: 'Shelved' },
  SuppressedByDesign: { zh: '设计抑制', en: 'Suppressed by design' },
  OutOfService: { zh: '停用', en: 'Out of service' },
};

export const LIMIT_WORDS: Record<Alarm['limit'], Text> = {
  lowLow: { zh: '下下限', en: 'Low low' },
  low: { zh: '下限', en: 'Low' },
  high: { zh: '上限', en: 'High' },
  highHigh: { zh: '上上限', en: 'High high' },
  rule: { zh: '规则', en: 'Rule' },
};

export const PRIORITY_WORDS: Record<AlarmPriority, Text> = {
  1: { zh: '紧急', en: 'Urgent' },
  2: { zh: '高', en: 'High' },
  3: { zh: '中', en: 'Medium' },
  4: { zh: '低', en: 'Low' },
};
