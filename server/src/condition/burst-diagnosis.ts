import { decodeBurst, type Burst, type DiagnoseBurstJob, type Finding } from '@linetwin/contracts';
import {
  diagnoseBearing,
  PreparedBurst,
  type BearingDiagnosis,
  type HealthyBaseline,
} from '@linetwin/condition';
import type { BearingDefinition, Equipment, ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { foldBurst, newBearingState, type Circumstances, type ReferenceSpectra } from './bearing-health.ts';
import type { BearingHealthStore } from './bearing-health-store.port.ts';
import type { BurstStore } from './burst-store.port.ts';
import { foldAssessment } from './finding-fold.ts';
import type { FindingStore } from './finding-store.port.ts';
import { adviceFor, sparePartFor } from './finding-advice.ts';
import { findingSummary } from './finding-texts.ts';
import { isoGroupOf } from './iso-group.ts';
import { diagnoseShaftOf, DRIVE_TRAIN, shaftAssessment, showsShaft, speedOf } from './shaft-diagnosis.ts';
import { foldShaftBurst, newShaftState, referencesAt } from './shaft-health.ts';
import type { ShaftHealthStore } from './shaft-health-store.port.ts';

/** What a diagnosis is kept with: the burst before and a healthy one to be laid under it, and what it had to beat. */
export interface References {
  baseline: {
    version: number;
    learnedAt: number;
    levels: HealthyBaseline;
    reference: ReferenceSpectra;
  } | null;
  previous: ReferenceSpectra | null;
}

/** The worker's part: one burst in, a word on every bearing and on the shaft that its sensor shows, findings out. */
export class BurstDiagnosis {
  private readonly index: ModelIndex;
  private readonly bursts: BurstStore;
  private readonly store: FindingStore;
  private readonly health: BearingHealthStore;
  private readonly shafts: ShaftHealthStore;
  private readonly hasActiveAlarm: (equipment: string) => Promise<boolean>;

  constructor(parts: {
    index: ModelIndex;
    bursts: BurstStore;
    store: FindingStore;
    health: BearingHealthStore;
    shafts: ShaftHealthStore;
    hasActiveAlarm: (equipment: string) => Promise<boolean>;
  }) {
    this.index = parts.index;
    this.bursts = parts.bursts;
    this.store = parts.store;
    this.health = parts.health;
    this.shafts = parts.shafts;
    this.hasActiveAlarm = parts.hasActiveAlarm;
  }

  /** @returns ids of the findings that changed */
  async handleDiagnoseBurst(job: DiagnoseBurstJob): Promise<{ findings: string[] }> {
    const bytes = await this.bursts.readPending(job.burst);
    // Handled before, when a worker was killed between recording and reporting.
    if (!bytes) return { findings: [] };
    const equipment = this.index.equipment(job.equipment);
    const burst = decodeBurst(bytes);
    const findings: string[] = [];
    // All bearings of a sensor and its shaft turn at one speed, so they share what a diagnosis starts from.
    const prepared = PreparedBurst.of({ ...burst, speedRpm: equipment ? speedOf(burst, equipment) : null });
    for (const bearing of equipment?.bearings ?? []) {
      if (bearing.burstSignal !== job.channel) continue;
      const component = `${job.equipment}#${bearing.id}`;
      const known = await this.health.read(component);
      const baseline = known.baseline ?? null;
      const diagnosis = diagnose(prepared, bearing, equipment!, baseline?.levels ?? null);
      const references: References = {
        baseline: baseline && {
          version: baseline.version,
          learnedAt: baseline.learnedAt,
          levels: baseline.levels,
          reference: baseline.reference,
        },
        previous: known.state?.newest ?? null,
      };
      const id = `${job.equipment}/${bearing.id}/${job.time}`.replaceAll('/', '.');
      const changes = await this.store.record(
        {
          id,
          component,
          finding: assess(id, diagnosis, burst, bearing, equipment!),
          diagnosis: { ...diagnosis, references },
          window: bytes,
        },
        (before, open) => foldAssessment(assess(id, diagnosis, burst, bearing, equipment!), before, open),
      );
      findings.push(...changes.map(({ finding }) => finding.id));
      const around = await this.circumstances(job.equipment);
      await this.health.fold(component, job.time, (before) =>
        foldBurst(before ?? newBearingState(component, job.time), job.time, diagnosis, around),
      );
    }
    if (equipment && showsShaft(equipment, job.channel))
      findings.push(...(await this.judgeShaft(job, burst, prepared, bytes, equipment)));
    await this.bursts.settle(job.burst);
    return { findings };
  }

  private async judgeShaft(
    job: DiagnoseBurstJob,
    burst: Burst,
    prepared: PreparedBurst,
    bytes: Uint8Array,
    equipment: Equipment,
  ): Promise<string[]> {
    const component = `${job.equipment}#${DRIVE_TRAIN}`;
    const references = referencesAt(await this.shafts.read(component), prepared.speedRpm);
    const diagnosis = diagnoseShaftOf(prepared, equipment, references);
    const id = `${job.equipment}/${DRIVE_TRAIN}/${job.time}`.replaceAll('/', '.');
    const finding = shaftAssessment(id, diagnosis, burst, equipment);
    const changes = await this.store.record(
      { id, component, finding, diagnosis: { ...diagnosis, references }, window: bytes },
      (before, open) => foldAssessment(finding, before, open),
    );
    const around = await this.circumstances(job.equipment);
    await this.shafts.change(component, (before) =>
      foldShaftBurst(before ?? newShaftState(component), job.time, diagnosis, around),
    );
    return changes.map(({ finding: changed }) => changed.id);
  }

  private async circumstances(equipment: string): Promise<Circumstances> {
    const [open, alarmActive] = await Promise.all([this.store.open(), this.hasActiveAlarm(equipment)]);
    return { findingOpen: open.some((finding) => finding.equipment === equipment), alarmActive };
  }
}

function diagnose(
  burst: PreparedBurst,
  bearing: BearingDefinition,
  equipment: Equipment,
  baseline: HealthyBaseline | null,
): BearingDiagnosis {
  return diagnoseBearing(
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
    { baseline, isoGroup: isoGroupOf(equipment) },
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
