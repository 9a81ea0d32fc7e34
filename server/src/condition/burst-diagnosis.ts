import { decodeBurst, type Burst, type DiagnoseBurstJob, type Finding } from '@linetwin/contracts';
import { diagnoseBearing, type BearingDiagnosis } from '@linetwin/condition';
import type { BearingDefinition, Equipment, ModelIndex } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import type { BurstStore } from './burst-store.port.ts';
import { foldAssessment } from './finding-fold.ts';
import type { FindingStore } from './finding-store.port.ts';
import { adviceFor, sparePartFor } from './finding-advice.ts';
import { findingSummary } from './finding-texts.ts';

/** The worker's part: one burst in, a word on every bearing that its sensor shows, findings out. */
export class BurstDiagnosis {
  private readonly index: ModelIndex;
  private readonly bursts: BurstStore;
  private readonly store: FindingStore;

  constructor(index: ModelIndex, bursts: BurstStore, store: FindingStore) {
    this.index = index;
    this.bursts = bursts;
    this.store = store;
  }

  /** @returns ids of the findings that changed */
  async handleDiagnoseBurst(job: DiagnoseBurstJob): Promise<{ findings: string[] }> {
    const bytes = await this.bursts.readPending(job.burst);
    // Handled before, when a worker was killed between recording and reporting.
    if (!bytes) return { findings: [] };
    const equipment = this.index.equipment(job.equipment);
    const burst = decodeBurst(bytes);
    const findings: string[] = [];
    for (const bearing of equipment?.bearings ?? []) {
      if (bearing.burstSignal !== job.channel) continue;
      const diagnosis = diagnose(burst, bearing, equipment!);
      const id = `${job.equipment}/${bearing.id}/${job.time}`.replaceAll('/', '.');
      const changes = await this.store.record(
        {
          id,
          component: `${job.equipment}#${bearing.id}`,
          finding: assess(id, diagnosis, burst, bearing, equipment!),
          diagnosis,
          window: bytes,
        },
        (before, open) => foldAssessment(assess(id, diagnosis, burst, bearing, equipment!), before, open),
      );
      findings.push(...changes.map(({ finding }) => finding.id));
    }
    await this.bursts.settle(job.burst);
    return { findings };
  }
}

function diagnose(burst: Burst, bearing: BearingDefinition, equipment: Equipment): BearingDiagnosis {
  const speedRpm = Number.isFinite(burst.speedRpm) ? burst.speedRpm : (equipment.ratedSpeedRpm ?? null);
  return diagnoseBearing(
    { samples: burst.samples, sampleRateHz: burst.sampleRateHz, unit: burst.unit, speedRpm },
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
