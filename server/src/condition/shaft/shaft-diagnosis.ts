import {
  diagnoseShaft,
  PLAIN_SHAFT,
  type DriveTrain,
  type ShaftDiagnosis,
  type VibrationBurst,
} from '@linetwin/condition';
import type { Burst, Finding } from '@linetwin/contracts';
import type { Equipment, Text } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { isoGroupOf } from '../iso-group.ts';
import type { ShaftReferences } from './shaft-health.ts';
import { shaftAdvice, shaftSparePart, shaftSummary } from './shaft-texts.ts';

/** Component of a machine that its shaft's findings are about; bearings have their own. */
export const DRIVE_TRAIN = 'drive-train';
const NAME: Text = { zh: '轴系', en: 'Shaft and drive' };

/** Whether a sensor shows the shaft of its machine: the one that the plant's files name, else that of the first bearing. */
export function showsShaft(equipment: Equipment, channel: string): boolean {
  return (equipment.driveTrain?.burstSignal ?? equipment.bearings[0]?.burstSignal) === channel;
}

/** Speed that a burst says, else the rated one. */
export function speedOf(burst: Burst, equipment: Equipment): number | null {
  return Number.isFinite(burst.speedRpm) ? burst.speedRpm : (equipment.ratedSpeedRpm ?? null);
}

export function diagnoseShaftOf(
  burst: VibrationBurst,
  equipment: Equipment,
  { baseline, history }: ShaftReferences,
): ShaftDiagnosis {
  return diagnoseShaft(burst, {
    drive: driveTrainOf(equipment),
    baseline,
    history,
    isoGroup: isoGroupOf(equipment),
  });
}

/** The machine's drive in orders of the measured shaft. */
export function driveTrainOf({ driveTrain, bearings }: Equipment): DriveTrain {
  return {
    ...PLAIN_SHAFT,
    machining: driveTrain?.machining ?? false,
    belts: (driveTrain?.belts ?? []).map(({ id, pulleyDiameterMm, lengthMm, verified }) => ({
      id,
      order: (Math.PI * pulleyDiameterMm) / lengthMm,
      verified,
    })),
    gears: (driveTrain?.gears ?? []).map(({ id, teeth, otherTeeth, verified }) => ({
      id,
      meshOrder: teeth,
      shaftOrders: [1, teeth / otherTeeth] as [number, number],
      verified,
    })),
    otherRotors: (driveTrain?.otherRotors ?? []).map(({ id, lowRpm, highRpm }) => ({
      id,
      lowHz: lowRpm / 60,
      highHz: highRpm / 60,
    })),
    bearings: bearings.map((bearing) => bearingOrders(bearing)),
  };
}

/** The word of a burst on the shaft, as a finding of its own. */
export function shaftAssessment(
  id: string,
  diagnosis: ShaftDiagnosis,
  burst: Burst,
  equipment: Equipment,
): Finding {
  return {
    id,
    equipment: equipment.address,
    component: DRIVE_TRAIN,
    componentName: NAME,
    kind: 'shaft',
    verdict: diagnosis.verdict,
    grade: diagnosis.grade,
    confidence: diagnosis.confidence,
    summary: shaftSummary(diagnosis, equipment),
    advice: shaftAdvice(diagnosis),
    sparePart: shaftSparePart(diagnosis, equipment),
    status: 'closed',
    firstSeenAt: burst.time,
    lastSeenAt: burst.time,
    bursts: 1,
    speedRpm: diagnosis.shaft.speedRpm,
  };
}
