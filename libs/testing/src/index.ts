export { currentBurst, type CurrentOptions } from './current-burst.ts';
export { eventually } from './eventually.ts';
export { FakeClock } from './fake-clock.ts';
export { freePort } from './free-port.ts';
export { Inbox } from './inbox.ts';
export {
  impactBurst,
  impactBurstBytes,
  seamMessage,
  telemetryBytes,
  type ImpactOptions,
} from './messages.ts';
export { InfluxServer } from './influx-server.ts';
export { MosquittoServer, type MosquittoOptions } from './mosquitto-server.ts';
export { hasPostgres, PostgresServer } from './postgres-server.ts';
export { hasRealServer, installedProgram } from './real-server.ts';
export { RedisServer } from './redis-server.ts';
export { rowsOf, samplesOf, type SampleRow } from './samples.ts';
export { sharedDatabase, type SharedDatabaseKind } from './shared-database.ts';
export { ServerProcess, type ServerCommand } from './server-process.ts';
export { temporaryFolder, writePlant } from './temporary-folder.ts';
export {
  TEST_LAST,
  TEST_OTHER_LINE,
  TEST_PLANT_TEXTS,
  TEST_PRESS,
  TEST_SPINDLE,
  testPlant,
  WIDE_MACHINE,
  widePlantTexts,
} from './test-plant.ts';
