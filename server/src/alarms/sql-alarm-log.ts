import type { Alarm } from '@linetwin/contracts';
import type { RecordsDatabase } from '../records/records-database.ts';
import { AlarmLog, type AlarmTransition, type LoggedTransition } from './alarm-log.port.ts';

export class SqlAlarmLog extends AlarmLog {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async append(transitions: readonly LoggedTransition[]): Promise<void> {
    if (transitions.length === 0) return;
    await this.records.db
      .insertInto('alarm_event')
      .values(
        transitions.map(({ origin, alarm, event, at, by, comment }) => ({
          origin,
          alarm_id: alarm.id,
          at,
          event,
          by: by ?? null,
          comment: comment ?? null,
          alarm: JSON.stringify(alarm),
        })),
      )
      .onConflict((conflict) => conflict.column('origin').doNothing())
      .execute();
  }

  async standing(): Promise<Alarm[]> {
    const newest = await this.newestPerAlarm().execute();
    return newest.map((row) => row.alarm).filter((alarm) => alarm.state !== 'Normal');
  }

  async raisedBetween(from: number, to: number, limit: number, at?: number): Promise<Alarm[]> {
    const raised = this.records.db
      .selectFrom('alarm_event')
      .select('alarm_id')
      // An alarm that rose again before it was acknowledged has risen more than once, but is one alarm.
      .groupBy('alarm_id')
      .where('event', '=', 'Raised')
      .where('at', '>=', from)
      .where('at', '<=', at === undefined ? to : Math.min(to, at))
      .orderBy((event) => event.fn.max('sequence'), 'desc')
      .limit(limit);
    const rows = await this.newestPerAlarm()
      .where('alarm_id', 'in', raised)
      .$if(at !== undefined, (query) => query.where('at', '<=', at!))
      .execute();
    return rows.map((row) => row.alarm).sort((a, b) => b.raisedAt - a.raisedAt);
  }

  async transitions(from: number, to: number, limit: number): Promise<AlarmTransition[]> {
    const rows = await this.records.db
      .selectFrom('alarm_event')
      .select(['at', 'event', 'alarm'])
      .where('at', '>=', from)
      .where('at', '<=', to)
      .orderBy('at')
      .orderBy('sequence')
      .limit(limit)
      .execute();
    return rows.map(({ at, event, alarm }) => ({ at, event: event as AlarmTransition['event'], alarm }));
  }

  async begin(): Promise<number | undefined> {
    const first = await this.records.db
      .selectFrom('alarm_event')
      .select((event) => event.fn.min('at').as('at'))
      .executeTakeFirst();
    return first?.at ?? undefined;
  }

  private newestPerAlarm() {
    return this.records.db
      .selectFrom('alarm_event')
      .distinctOn('alarm_id')
      .select('alarm')
      .orderBy('alarm_id')
      .orderBy('sequence', 'desc');
  }
}
