export { diagnoseBearing } from './bearing/diagnose-bearing.ts';
export { diagnoseOverBursts } from './bearing/series/diagnose-over-bursts.ts';
export type { DiagnosisOverBursts, SeriesOptions } from './bearing/series/diagnose-over-bursts.ts';
export { bearingSeriesSchema } from './bearing/series/series.schema.ts';
export type { BearingSeries } from './bearing/series/series.schema.ts';
export { PreparedBurst } from './burst/prepared-burst.ts';
export type { VibrationBurst } from './burst/prepared-burst.ts';
export type { BearingBurst, BearingDiagnosisOptions, BearingUnderTest } from './bearing/diagnose-bearing.ts';
export {
  bearingDiagnosisSchema,
  NOT_DIAGNOSABLE_REASONS,
  REJECTION_REASONS,
} from './bearing/diagnosis.schema.ts';
export type {
  BearingDiagnosis,
  BearingDiagnosisView,
  MarkedLine,
  NotDiagnosableReason,
  RejectionReason,
} from './bearing/diagnosis.schema.ts';
export { BEARING_FAULTS, BEARING_VERDICTS, DIAGNOSIS_GRADES, VIEW_KINDS } from './bearing/faults.ts';
export type { BearingFault, BearingVerdict, DiagnosisGrade, ViewKind } from './bearing/faults.ts';
export { healthyBaseline } from './bearing/build-baseline.ts';
export type { BaselineSource } from './bearing/build-baseline.ts';
export type { BaselineLevel, HealthyBaseline } from './bearing/baseline.ts';
export { BEARING_METHOD_VERSION, DEFAULT_BEARING_PARAMETERS } from './bearing/parameters.ts';
export type { BearingDiagnosisParameters } from './bearing/parameters.ts';
export { NAMED_BEARINGS, namedBearing } from './bearing/named-bearings.ts';
export type { NamedBearing } from './bearing/named-bearings.ts';
export {
  ISO_20816_GROUPS,
  ISO_20816_LIMITS_MM_PER_S,
  ISO_20816_ZONES,
  iso20816Zone,
} from './bearing/severity.ts';
export type { Iso20816Group, Iso20816Zone } from './bearing/severity.ts';
export { BEARING_ADVICE, bearingAdviceSchema, bilingualTextSchema } from './bearing/advice.ts';
export type { BearingAdvice, BilingualText } from './bearing/advice.ts';
export { FAULT_PATTERNS, VIEW_OBJECTIONS } from './bearing/decision.ts';
export type { FaultPattern, ViewObjection } from './bearing/decision.ts';
export { DEFAULT_MONITOR_PARAMETERS, MONITOR_METHOD_VERSION } from './monitor/parameters.ts';
export type { MonitorParameters } from './monitor/parameters.ts';
export { healthMonitorSchema } from './monitor/monitor.schema.ts';
export type { HealthMonitor } from './monitor/monitor.schema.ts';
export { HealthyTimeError, trainMonitor } from './monitor/train-monitor.ts';
export type { HealthyTime } from './monitor/train-monitor.ts';
export { MonitorRun } from './monitor/monitor-run.ts';
export type { Contribution, MonitorJudgement } from './monitor/monitor-run.ts';
export { DEFAULT_WORKING_ROWS, monitoredSignals, WorkingRows } from './monitor/working-rows.ts';
export type { WorkingRow, WorkingRowParameters } from './monitor/working-rows.ts';
export {
  DEFAULT_UNUSUAL,
  MACHINE_MONITOR_PARAMETERS,
  settledStretches,
  UnusualWatch,
} from './monitor/unusual-watch.ts';
export type { UnusualParameters, UnusualWord } from './monitor/unusual-watch.ts';
export { explain } from './cause/explain.ts';
export type { CauseRelation, Explanation } from './cause/explain.ts';
export { faultName, withoutConfidence } from './cause/fault-name.ts';
export { rankCauses } from './cause/first-cause.ts';
export type { CauseCandidate, FirstCauses } from './cause/first-cause.ts';
export { IncidentBook } from './cause/incident-book.ts';
export type {
  IncidentCauseState,
  IncidentMemberState,
  IncidentState,
  IncidentTexts,
} from './cause/incident-book.ts';
export { PlantRelations } from './cause/plant-relations.ts';
export type { Supply } from './cause/plant-relations.ts';
export { ALARM_CONFIDENCE } from './cause/symptom.ts';
export type { FindingClass, Symptom, SymptomKind } from './cause/symptom.ts';
export { incidentTexts, MEDIUM_NAMES } from './cause/incident-texts.ts';
export { diagnoseMount } from './mount/diagnose-mount.ts';
export { bandCentresHz, bandLevelsDb } from './mount/band-levels.ts';
export { MOUNT_ABSTENTION_REASONS, MOUNT_SIGNS, mountDiagnosisSchema } from './mount/diagnosis.schema.ts';
export type { HealthyLevels, MountDiagnosis } from './mount/diagnosis.schema.ts';
export { DEFAULT_MOUNT_PARAMETERS, MOUNT_METHOD_VERSION } from './mount/parameters.ts';
export { MOUNT_TEXTS } from './mount/mount-texts.ts';
export { knownOfStep, GUIDED_TREES, treesFor } from './trees/guided-trees.ts';
export type { GuidedTree, TreeStep } from './trees/guided-trees.ts';
export { LineWatch } from './process/line-watch.ts';
export type { ValueVerdict } from './process/line-watch.ts';
export { PROCESS_RULES } from './process/process-rules.ts';
export type { ProcessRule, RuleCondition } from './process/process-rule.ts';
export { SENSOR_FAULTS } from './sensor/sensor-fault.ts';
export type { SensorFault } from './sensor/sensor-fault.ts';
export { DEFAULT_LEVEL_WATCH, LEVEL_WATCH_VERSION, LevelWatch } from './trend/level-watch.ts';
export type { LevelWatchParameters } from './trend/level-watch.ts';
export {
  DEFAULT_DEGRADATION,
  DEGRADATION_WATCH_VERSION,
  DegradationWatch,
} from './trend/degradation-watch.ts';
export type {
  DegradationObservation,
  DegradationParameters,
  DegradationSnapshot,
  DegradationState,
} from './trend/degradation-watch.ts';
export { judgeSeam, lessonOf } from './weld/judge-seam.ts';
export { DEFAULT_WELD_PARAMETERS, WELD_METHOD_VERSION } from './weld/parameters.ts';
export type { WeldParameters } from './weld/parameters.ts';
export { SEAM_COLUMNS } from './weld/seam-input.ts';
export type { SeamColumn, SeamTrace, SeamUnderTest } from './weld/seam-input.ts';
export { emptyReference, isSameRecipe, learnSeam, recipeName, recipeOf } from './weld/seam-reference.ts';
export type { Recipe, SeamReference } from './weld/seam-reference.ts';
export type { SeamFeatures } from './weld/seam-view.ts';
export { SeamTraces } from './weld/seam-traces.ts';
export { SEAM_DEFECT_KINDS, SEAM_DOUBTS, SEAM_GRADES, seamVerdictSchema } from './weld/verdict.schema.ts';
export type { SeamDefect, SeamDefectKind, SeamFact, SeamGrade, SeamVerdict } from './weld/verdict.schema.ts';
export { DEFAULT_SOILING, SOILING_METHOD_VERSION, soilingOf, withSeam } from './weld/soiling-trend.ts';
export type { Soiling, SoilingPoint } from './weld/soiling-trend.ts';
export { SEAM_ADVICE } from './weld/seam-advice.ts';
export { SEAM_COMPONENT, SeamFindings, type OpenSeamFault } from './weld/seam-findings.ts';
export { REFERENCE_LIVES, REMAINING_LIFE_VERSION, remainingLife } from './trend/remaining-life.ts';
export type { ReferenceLife, RemainingLife } from './trend/remaining-life.ts';
export { diagnoseShaft } from './shaft/diagnose-shaft.ts';
export type { ShaftBurst, ShaftDiagnosisOptions } from './shaft/diagnose-shaft.ts';
export {
  SHAFT_ABSTENTION_REASONS,
  SHAFT_REJECTION_REASONS,
  shaftDiagnosisSchema,
} from './shaft/diagnosis.schema.ts';
export type { ShaftAbstentionReason, ShaftDiagnosis } from './shaft/diagnosis.schema.ts';
export { SHAFT_FAULTS, SHAFT_VERDICTS } from './shaft/faults.ts';
export type { ShaftFault, ShaftVerdict } from './shaft/faults.ts';
export { PLAIN_SHAFT } from './shaft/drive-train.ts';
export type { DriveTrain } from './shaft/drive-train.ts';
export { healthyShaftBurst } from './shaft/baseline.ts';
export type { HealthyShaftBurst, ShaftBaseline } from './shaft/baseline.ts';
export { remember } from './shaft/history.ts';
export type { ShaftHistory } from './shaft/history.ts';
export { QUANTITIES } from './shaft/quantities.ts';
export type { QuantityName } from './shaft/quantities.ts';
export { SHAFT_RULES } from './shaft/rules.ts';
export { OPEN_ALTERNATIVES } from './shaft/shaft-rule.ts';
export type { OpenAlternative, ShaftRule } from './shaft/shaft-rule.ts';
export { SHAFT_ADVICE } from './shaft/shaft-advice.ts';
export { DEFAULT_SHAFT_PARAMETERS, SHAFT_METHOD_VERSION } from './shaft/parameters.ts';
export type { ShaftDiagnosisParameters } from './shaft/parameters.ts';
export { diagnoseMotor } from './motor/diagnose-motor.ts';
export type { CurrentBurst, MotorDiagnosisOptions } from './motor/diagnose-motor.ts';
export { motorDiagnosisSchema, MOTOR_ABSTENTION_REASONS } from './motor/diagnosis.schema.ts';
export type { MotorDiagnosis } from './motor/diagnosis.schema.ts';
export { MOTOR_ALTERNATIVES, MOTOR_FAULTS, MOTOR_VERDICTS } from './motor/faults.ts';
export type { MotorAlternative, MotorFault, MotorVerdict } from './motor/faults.ts';
export { healthyMotorBurst } from './motor/baseline.ts';
export type { HealthyMotorBurst, MotorBaseline } from './motor/baseline.ts';
export type { MotorPlate } from './motor/name-plate.ts';
export { MOTOR_ADVICE, MOTOR_EXCLUSIONS } from './motor/motor-advice.ts';
export { DEFAULT_MOTOR_PARAMETERS, MOTOR_METHOD_VERSION } from './motor/parameters.ts';
export type { MotorDiagnosisParameters } from './motor/parameters.ts';
