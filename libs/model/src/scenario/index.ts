/** Stories for the simulators; reached as `@linetwin/model/scenario` so that only who edits or runs them loads a YAML parser. */
export {
  componentsOf,
  FAULT_KINDS,
  FAULT_PARAMETERS,
  faultKind,
  fitsMachine,
  type FaultId,
  type FaultKind,
} from './fault-kinds.ts';
export { severityAt, type Fault } from './fault.ts';
export { durationS, durationText } from './duration-text.ts';
export {
  checkScenario,
  MAX_SCENARIO_FAULTS,
  MAX_SCENARIO_TEXT,
  sameUntil,
  scenarioHead,
  type CheckedScenario,
  type Scenario,
  type ScenarioProblem,
  type SettingChange,
} from './scenario.ts';
export {
  faultEntries,
  withFault,
  withFaultField,
  withoutFault,
  withSetting,
  type FaultEntry,
  type SettingEntry,
} from './scenario-edit.ts';
