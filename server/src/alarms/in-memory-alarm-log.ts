import type { Alarm } from '@linetwin/contracts';
import { AlarmLog, type AlarmTransition, type LoggedTransition } from './alarm-log.port.ts';

/** Alarm log for tests that need no data base. */
export class InMemoryAlarmLog extends AlarmLog {
  private readonly logged: LoggedTransition[] = [];

  async append(transitions: readonly LoggedTransition[]): Promise<void> {
    for (const one of transitions) {
      if (this.logged.some(({ origin }) => origin === one.origin)) continue;
      this.logged.push(structuredClone(one));
    }
  }

  async standing(): Promise<Alarm[]> {
    return [...this.newest().values()]
      .filter((alarm) => alarm.state !== 'Normal')
      .map((alarm) => structuredClone(alarm));
  }

  async raisedBetween(from: number, to: number, limit: number, at = Infinity): Promise<Alarm[]> {
    const newest = this.newest(at);
    const until = Math.min(to, at);
    const ids = new Set(
      this.logged
        .filter((one) => one.event === 'Raised' && one.at >= from && one.at <= until)
        .map(({ alarm }) => alarm.id)
        .reverse(),
    );
    return [...ids]
      .slice(0, limit)
      .map((id) => structuredClone(newest.get(id)!))
      .sort((a, b) => b.raisedAt - a.raisedAt);
  }

  async transitions(from: number, to: number, limit: number): Promise<AlarmTransition[]> {
    return this.logged
      .filter(({ at }) => at >= from && at <= to)
      .sort((a, b) => a.at - b.at)
      .slice(0, limit)
      .map(({ alarm, event, at }) => ({ alarm: structuredClone(alarm), event, at }));
  }

  async begin(): Promise<number | undefined> {
    return this.logged.length === 0 ? undefined : Math.min(...this.logged.map(({ at }) => at));
  }

  private newest(until = Infinity): Map<string, Alarm> {
    return new Map(this.logged.filter(({ at }) => at <= until).map(({ alarm }) => [alarm.id, alarm]));
  }
}
