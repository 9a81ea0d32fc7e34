import {
  decodeBurst,
  vibrationOf,
  type Burst,
  type DiagnoseBurstJob,
  type Finding,
} from '@linetwin/contracts';
import {
  diagnoseOverBursts,
  PreparedBurst,
  type BearingDiagnosis,
  type BearingSeries,
  type DiagnosisOverBursts,
  type HealthyBaseline,
} from '@linetwin/condition';
import type { BearingDefinition, Equipment, ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import {
  foldBurst,
  newBearingState,
  type Circumstances,
  type ReferenceSpectra,
} from '../bearing/bearing-health.ts';
import type { BearingHealthStore } from '../bearing/bearing-health-store.port.ts';
import type { BurstStore } from './burst-store.port.ts';
import { foldAssessment } from '../findings/finding-fold.ts';
import type { FindingStore } from '../findings/finding-store.port.ts';
import { adviceFor, sparePartFor } from '../findings/finding-advice.ts';
import { findingSummary } from '../findings/finding-texts.ts';
import { isoGroupOf } from '../iso-group.ts';
import { blind } from '../mount/mount-diagnosis.ts';
import { isSeenThrough, throughLoose } from '../mount/through-loose.ts';
import type { MotorState } from '../motor/motor-health.ts';
import { MotorJudge } from '../motor/motor-judge.ts';
import { MountJudge, type JudgedMount } from '../mount/mount-judge.ts';
import {
  diagnoseShaftOf,
  DRIVE_TRAIN,
  shaftAssessment,
  showsShaft,
  speedOf,
} from '../shaft/shaft-diagnosis.ts';
import { foldShaftBurst, newShaftState, referencesAt, type ShaftState } from '../shaft/shaft-health.ts';
import type { ComponentStateStore } from '../component-state/component-state-store.port.ts';

/** What a diagnosis is kept with: the burst before and a healthy one to be laid under it, and what it had to beat. */
export interface References {
  baseline: {
    version: number;
    learnedAt: number;
    levels: HealthyBaseline;
    reference: ReferenceSpectra;
  } | null;
  previous: ReferenceSpectra | null;
  /** What the bursts before showed together, where that changed the word: without it the diagnosis could not be computed again. */
  series: BearingSeries | null;
  /** What the bursts of a series had in common besides speed and level. */
  circumstance: string;
}

/** The worker's part: one burst in, a word on every bearing and on the shaft that its sensor shows, or on the motor of its current, findings out. */
export class BurstDiagnosis {
  private readonly index: ModelIndex;
  private readonly bursts: BurstStore;
  private readonly store: FindingStore;
  private readonly health: BearingHealthStore;
  private readonly shafts: ComponentStateStore<ShaftState>;
  private readonly mounts: MountJudge;
  private readonly motors: MotorJudge;
  private readonly hasActiveAlarm: (equipment: string) => Promise<boolean>;

  constructor(parts: {
    index: ModelIndex;
    bursts: BurstStore;
    store: FindingStore;
    health: BearingHealthStore;
    shafts: ComponentStateStore<ShaftState>;
    motors: ComponentStateStore<MotorState>;
    hasActiveAlarm: (equipment: string) => Promise<boolean>;
  }) {
    this.index = parts.index;
    this.bursts = parts.bursts;
    this.store = parts.store;
    this.health = parts.health;
    this.shafts = parts.shafts;
    this.mounts = new MountJudge(parts);
    this.motors = new MotorJudge({ store: parts.store, motors: parts.motors });
    this.hasActiveAlarm = parts.hasActiveAlarm;
  }

  /** @returns ids of the findings that changed */
  async handleDiagnoseBurst(job: DiagnoseBurstJob): Promise<{ findings: string[] }> {
    const bytes = await this.bursts.readPending(job.burst);
    // Handled before, when a worker was killed between recording and reporting.
    if (!bytes) return { findings: [] };
    const equipment = this.index.equipment(job.equipment);
    const burst = decodeBurst(bytes);
    const findings =
      burst.unit === 'A'
        ? await this.judgeCurrent(job, burst, bytes, equipment)
        : await this.judgeVibration(job, burst, bytes, equipment);
    await this.bursts.settle(job.burst);
    return { findings };
  }

  private async judgeCurrent(
    job: DiagnoseBurstJob,
    burst: Burst,
    bytes: Uint8Array,
    equipment: Equipment | undefined,
  ): Promise<string[]> {
    if (equipment?.motor?.burstSignal !== job.channel) return [];
    return this.motors.judge(job, burst, bytes, equipment, await this.circumstances(job.equipment));
  }

  private async judgeVibration(
    job: DiagnoseBurstJob,
    burst: Burst,
    bytes: Uint8Array,
    equipment: Equipment | undefined,
  ): Promise<string[]> {
    const findings: string[] = [];
    const speedRpm = equipment ? speedOf(burst, equipment) : null;
    // All bearings of a sensor and its shaft turn at one speed, so they share what a diagnosis starts from.
    const measured = PreparedBurst.of({
      ...vibrationOf(burst),
      axial: burst.companions?.axial,
      speedRpm,
    });
    // Sensors first: what a loose one shows is no fault of the machine.
    const mount = await this.mounts.judge(job, burst, measured, bytes, equipment);
    const prepared = mount.burst;
    findings.push(...mount.findings);
    for (const bearing of equipment?.bearings ?? []) {
      if (bearing.burstSignal !== job.channel) continue;
      const component = `${job.equipment}#${bearing.id}`;
      const known = await this.health.read(component);
      const baseline = known.baseline ?? null;
      const circumstance = `baseline ${baseline?.version ?? 0}`;
      // One that comes late was made before what is known: it stands alone.
      const isNewest = job.time > (known.state?.at ?? 0);
      const seen = mount.isLoose ? seenThroughLoose(measured, bearing, equipment!) : null;
      const { diagnosis, series, before } =
        seen ??
        diagnose(prepared, bearing, equipment!, {
          baseline: baseline?.levels ?? null,
          series: isNewest ? (known.state?.series ?? []) : [],
          circumstance,
        });
      const references: References = {
        // What is seen through a loose mount was compared with nothing.
        baseline:
          seen || !baseline
            ? null
            : {
                version: baseline.version,
                learnedAt: baseline.learnedAt,
                levels: baseline.levels,
                reference: baseline.reference,
              },
        previous: known.state?.newest ?? null,
        series: diagnosis.series ? before : null,
        circumstance,
      };
      const id = `${job.equipment}/${bearing.id}/${job.time}`.replaceAll('/', '.');
      const grade = seen ? ('probable' as const) : diagnosis.grade;
      const said = assess(id, { ...diagnosis, grade }, burst, bearing, equipment!);
      const finding = seen ? throughLoose(said) : mount.isLoose ? blind(said) : said;
      const changes = await this.store.record(
        { id, component, finding, diagnosis: { ...diagnosis, references }, window: bytes },
        (earlier, open) => foldAssessment(finding, earlier, open),
      );
      findings.push(...changes.map(({ finding: one }) => one.id));
      if (mount.isLoose) continue;
      const around = await this.circumstances(job.equipment);
      await this.health.fold(component, job.time, (stored) => {
        const state = stored ?? newBearingState(component, job.time);
        const change = foldBurst(state, job.time, diagnosis, around);
        // Where another worker's burst came in between, its series stays: two that began at the same one cannot be joined.
        const goesOn = isNewest && state.at === (known.state?.at ?? state.at);
        return { ...change, state: { ...change.state, series: goesOn ? series : state.series } };
      });
    }
    if (equipment && showsShaft(equipment, job.channel))
      findings.push(...(await this.judgeShaft(job, burst, mount, bytes, equipment)));
    return findings;
  }

  private async judgeShaft(
    job: DiagnoseBurstJob,
    burst: Burst,
    { burst: prepared, isLoose, levelsDb }: JudgedMount,
    bytes: Uint8Array,
    equipment: Equipment,
  ): Promise<string[]> {
    const component = `${job.equipment}#${DRIVE_TRAIN}`;
    const references = referencesAt(await this.shafts.read(component), prepared.speedRpm);
    const diagnosis = diagnoseShaftOf(prepared, equipment, references);
    const id = `${job.equipment}/${DRIVE_TRAIN}/${job.time}`.replaceAll('/', '.');
    const word = shaftAssessment(id, diagnosis, burst, equipment);
    const finding = isLoose ? blind(word) : word;
    const changes = await this.store.record(
      { id, component, finding, diagnosis: { ...diagnosis, references }, window: bytes },
      (before, open) => foldAssessment(finding, before, open),
    );
    const changed = changes.map(({ finding: one }) => one.id);
    if (isLoose) return changed;
    const around = await this.circumstances(job.equipment);
    await this.shafts.change(component, (before) =>
      foldShaftBurst(before ?? newShaftState(component), job.time, diagnosis, around, levelsDb),
    );
    return changed;
  }

  private async circumstances(equipment: string): Promise<Circumstances> {
    const [open, alarmActive] = await Promise.all([this.store.open(), this.hasActiveAlarm(equipment)]);
    return { findingOpen: open.some((finding) => finding.equipment === equipment), alarmActive };
  }
}

/** Null where a loose accelerometer shows no fault of the bearing that may be told. */
function seenThroughLoose(
  measured: PreparedBurst,
  bearing: BearingDefinition,
  equipment: Equipment,
): DiagnosisOverBursts | null {
  const alone = diagnose(measured, bearing, equipment, { baseline: null, series: [], circumstance: '' });
  return isSeenThrough(alone.diagnosis) ? alone : null;
}

function diagnose(
  burst: PreparedBurst,
  bearing: BearingDefinition,
  equipment: Equipment,
  known: {
    baseline: HealthyBaseline | null;
    series: readonly BearingSeries[];
    circumstance: string;
  },
): DiagnosisOverBursts {
  return diagnoseOverBursts(
    burst,
    {
      orders: bearingOrders({
        elements: bearing.elements,
        elementDiameterMm: bearing.elementDiameterMm,
        pitchDiameterMm: bearing.pitchDiameterMm,
        contactAngleDeg: bearing.contactAngleDeg,
      }),
      designation: bearing.designation,
      verified: bearing.verified,
    },
    { ...known, isoGroup: isoGroupOf(equipment) },
  );
}

function assess(
  id: string,
  diagnosis: BearingDiagnosis,
  burst: Burst,
  bearing: BearingDefinition,
  equipment: Equipment,
): Finding {
  return {
    id,
    equipment: equipment.address,
    component: bearing.id,
    componentName: bearing.name,
    kind: 'bearing',
    verdict: diagnosis.verdict,
    grade: diagnosis.grade,
    confidence: diagnosis.confidence,
    summary: findingSummary(diagnosis),
    advice: adviceFor(diagnosis),
    sparePart: sparePartFor(diagnosis, bearing, equipment),
    status: 'closed',
    firstSeenAt: burst.time,
    lastSeenAt: burst.time,
    bursts: 1,
    speedRpm: diagnosis.shaft.speedRpm,
  };
}
