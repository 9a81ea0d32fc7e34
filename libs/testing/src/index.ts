export { eventually } from './eventually.ts';
export { FakeClock } from './fake-clock.ts';
export { Inbox } from './inbox.ts';
export {
  impactBurst,
  impactBurstBytes,
  seamMessage,
  telemetryBytes,
  type ImpactOptions,
} from './messages.ts';
export { rowsOf, samplesOf, type SampleRow } from './samples.ts';
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
