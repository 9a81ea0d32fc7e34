import { diagnoseMotor, type MotorBaseline, type MotorDiagnosis } from '@linetwin/condition';
import type { Burst, DiagnoseBurstJob, Finding } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import type { Circumstances } from '../bearing/bearing-health.ts';
import type { ComponentStateStore } from '../component-state/component-state-store.port.ts';
import { foldAssessment } from '../findings/finding-fold.ts';
import type { FindingStore } from '../findings/finding-store.port.ts';
import { foldMotorBurst, newMotorState, type MotorState } from './motor-health.ts';
import { motorAdvice, motorSparePart, motorSummary } from './motor-texts.ts';

/** Component of a machine that the findings of its current are about; `motor` alone names its bearing in many plants. */
export const MOTOR = 'motor-current';

/** What a motor's finding is kept with, so that it can be computed again. */
export interface MotorReferences {
  baseline: MotorBaseline | null;
}

/** Judges the phase currents of each motor, and keeps its findings and what its healthy bursts were like. */
export class MotorJudge {
  private readonly store: FindingStore;
  private readonly motors: ComponentStateStore<MotorState>;

  constructor({ store, motors }: { store: FindingStore; motors: ComponentStateStore<MotorState> }) {
    this.store = store;
    this.motors = motors;
  }

  /**
   * @param equipment with a motor whose burst this is
   * @returns ids of findings that changed
   */
  async judge(
    job: DiagnoseBurstJob,
    burst: Burst,
    bytes: Uint8Array,
    equipment: Equipment,
    around: Circumstances,
  ): Promise<string[]> {
    const component = `${job.equipment}#${MOTOR}`;
    const known = await this.motors.read(component);
    const references: MotorReferences = { baseline: known?.baseline ?? null };
    const diagnosis = diagnoseMotorOf(burst, equipment, references);
    const id = `${job.equipment}/${MOTOR}/${job.time}`.replaceAll('/', '.');
    const finding = motorAssessment(id, diagnosis, burst, equipment);
    const changes = await this.store.record(
      { id, component, finding, diagnosis: { ...diagnosis, references }, window: bytes },
      (before, open) => foldAssessment(finding, before, open),
    );
    await this.motors.change(component, (before) =>
      foldMotorBurst(before ?? newMotorState(component), job.time, diagnosis, around),
    );
    return changes.map(({ finding: one }) => one.id);
  }
}

/** A diagnosis by what the plant's files say of the motor, and by its healthy bursts. */
export function diagnoseMotorOf(
  { samples, companions, sampleRateHz, speedRpm }: Burst,
  equipment: Equipment,
  { baseline }: MotorReferences,
): MotorDiagnosis {
  const { L2, L3, U1, U2, U3 } = companions ?? {};
  const { polePairs, ratedFrequencyHz, ratedSpeedRpm } = equipment.motor!;
  return diagnoseMotor(
    {
      phases: L2 && L3 ? [samples, L2, L3] : [samples],
      ...(U1 && U2 && U3 && { voltages: [U1, U2, U3] }),
      sampleRateHz,
      // The rated speed would make a slip of its own: without a measured one nothing is said.
      speedRpm: Number.isFinite(speedRpm) ? speedRpm : null,
    },
    { plate: { polePairs, ratedFrequencyHz, ratedSpeedRpm }, baseline },
  );
}

function motorAssessment(id: string, diagnosis: MotorDiagnosis, burst: Burst, equipment: Equipment): Finding {
  return {
    id,
    equipment: equipment.address,
    component: MOTOR,
    componentName: equipment.motor!.name,
    kind: 'motor',
    verdict: diagnosis.verdict,
    grade: diagnosis.grade,
    confidence: diagnosis.confidence,
    summary: motorSummary(diagnosis),
    advice: motorAdvice(diagnosis),
    sparePart: motorSparePart(diagnosis, equipment),
    status: 'closed',
    firstSeenAt: burst.time,
    lastSeenAt: burst.time,
    bursts: 1,
    speedRpm: diagnosis.speedRpm,
  };
}
