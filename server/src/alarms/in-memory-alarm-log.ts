import type { Alarm } from '@linetwin/contracts';
import { AlarmLog, type LoggedTransition } from './alarm-log.port.ts';

/** Alarm log for tests that need no data base. */
export class InMemoryAlarmLog extends AlarmLog {
  private readonly transitions: LoggedTransition[] = [];

  async append(transitions: readonly LoggedTransition[]): Promise<void> {
    for (const one of transitions) {
      if (this.transitions.some(({ origin }) => origin === one.origin)) continue;
      this.transitions.push(structuredClone(one));
    }
  }

  async standing(): Promise<Alarm[]> {
    return [...this.newest().values()]
      .filter((alarm) => alarm.state !== 'Normal')
      .map((alarm) => structuredClone(alarm));
  }

  async raisedBetween(from: number, to: number, limit: number): Promise<Alarm[]> {
    const newest = this.newest();
    const ids = new Set(
      this.transitions
        .filter(({ event, at }) => event === 'Raised' && at >= from && at <= to)
        .map(({ alarm }) => alarm.id)
        .reverse(),
    );
    return [...ids]
      .slice(0, limit)
      .map((id) => structuredClone(newest.get(id)!))
      .sort((a, b) => b.raisedAt - a.raisedAt);
  }

  private newest(): Map<string, Alarm> {
    return new Map(this.transitions.map(({ alarm }) => [alarm.id, alarm]));
  }
}
