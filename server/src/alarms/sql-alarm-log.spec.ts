import { describe, expect, test } from '@jest/globals';
import { onEveryRecordsServer } from '../records/testing.ts';
import { alarmLogConformance, testAlarm } from './alarm-log.conformance.ts';
import { SqlAlarmLog } from './sql-alarm-log.ts';

onEveryRecordsServer((database) => {
  alarmLogConformance('SqlAlarmLog', async () => {
    await database.clear();
    return { log: new SqlAlarmLog(database.records), dispose: async () => undefined };
  });

  describe('SqlAlarmLog', () => {
    test('keeps who acknowledged and why with the event', async () => {
      await database.clear();
      const alarm = testAlarm('a', { state: 'Acknowledged' });
      await new SqlAlarmLog(database.records).append([
        { origin: 'x', alarm, event: 'AcknowledgedByPerson', at: 5, by: 'Li Wei', comment: 'on my way' },
      ]);
      const rows = await database.records.db
        .selectFrom('alarm_event')
        .select(['by', 'comment', 'event'])
        .execute();
      expect(rows).toEqual([{ by: 'Li Wei', comment: 'on my way', event: 'AcknowledgedByPerson' }]);
    });

    test('cannot have an event changed or removed, not even by hand', async () => {
      await database.clear();
      await new SqlAlarmLog(database.records).append([
        { origin: 'x', alarm: testAlarm('a'), event: 'Raised', at: 5 },
      ]);
      const { db } = database.records;
      await expect(db.updateTable('alarm_event').set({ at: 1 }).execute()).rejects.toThrow('only ever added');
      await expect(db.deleteFrom('alarm_event').execute()).rejects.toThrow('only ever added');
    });

    test('can be brought up to date again and from two processes at once', async () => {
      const other = database.connect();
      await Promise.all([database.records.migrate(), other.migrate()]);
      await other.stop();
    });
  });
});
