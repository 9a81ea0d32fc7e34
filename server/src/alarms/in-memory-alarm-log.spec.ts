import { alarmLogConformance } from './alarm-log.conformance.ts';
import { InMemoryAlarmLog } from './in-memory-alarm-log.ts';

alarmLogConformance('InMemoryAlarmLog', async () => ({
  log: new InMemoryAlarmLog(),
  dispose: async () => undefined,
}));
