import type { Alarm } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';

/** States in which the condition of an alarm is there, whatever people did about it. */
const ACTIVE: ReadonlySet<Alarm['state']> = new Set(['Unacknowledged', 'Acknowledged']);

/** Which alarm of each machine rose first in a span of time, of those that are active: what stopped it, if one did. */
export class FirstAlarms {
  private readonly active = new Map<string, Map<string, Alarm>>();
  private unsubscribe: () => void = () => undefined;
  private readonly events: EventBus;

  constructor(events: EventBus) {
    this.events = events;
  }

  start(): void {
    this.unsubscribe = this.events.on('AlarmChanged', 'production', (alarm) => this.onAlarm(alarm));
  }

  stop(): void {
    this.unsubscribe();
  }

  /** Signal address and limit of the alarm, with a blank between. */
  of(machine: string, from: number, to: number): string | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.active.get(machine)?.values() ?? [])
      if (alarm.raisedAt >= from && alarm.raisedAt <= to && (!first || alarm.raisedAt < first.raisedAt))
        first = alarm;
    return first && `${first.signal} ${first.limit}`;
  }

  private onAlarm(alarm: Alarm): void {
    const own = this.active.get(alarm.equipment) ?? new Map<string, Alarm>();
    if (ACTIVE.has(alarm.state)) own.set(alarm.id, alarm);
    else own.delete(alarm.id);
    this.active.set(alarm.equipment, own);
  }
}
