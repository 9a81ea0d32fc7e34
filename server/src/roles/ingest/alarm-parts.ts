import { AlarmEngine } from '../../alarms/alarm-engine.ts';
import { AlarmKeeper } from '../../alarms/alarm-keeper.ts';
import { SqlAlarmLog } from '../../alarms/sql-alarm-log.ts';
import { standingFile } from '../../alarms/standing-file.ts';
import { BackTestFeeder } from '../../rules/back-test-feeder.ts';
import { LiveRules } from '../../rules/live-rules.ts';
import { liveRulesFile } from '../../rules/live-rules-file.ts';
import { SqlBackTestStore } from '../../rules/sql-back-test-store.ts';
import { SqlRuleStore } from '../../rules/sql-rule-store.ts';
import type { PlantParts } from '../plant-parts.ts';

/** Alarms of the plant file, and rules that engineers wrote and that raise alarms too. */
export interface AlarmParts {
  alarms: AlarmKeeper;
  liveRules: LiveRules;
  backTests: BackTestFeeder;
}

export function createAlarmParts(plant: PlantParts): AlarmParts {
  const { logger, index, events, twin, outbox, history, records, folder } = plant;
  const alarms = new AlarmKeeper({
    engine: new AlarmEngine(index, twin),
    log: new SqlAlarmLog(records),
    outbox,
    file: standingFile(folder('standing-alarms.json')),
    events,
    logger,
  });
  const store = new SqlRuleStore(records);
  return {
    alarms,
    liveRules: new LiveRules({
      twin,
      events,
      alarms,
      store,
      history,
      file: liveRulesFile(folder('live-rules.json')),
      logger,
    }),
    backTests: new BackTestFeeder({
      index,
      rules: store,
      tests: new SqlBackTestStore(records),
      history,
      logger,
    }),
  };
}
