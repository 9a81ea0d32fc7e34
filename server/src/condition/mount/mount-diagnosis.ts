import {
  MOUNT_TEXTS,
  type HealthyLevels,
  type MountDiagnosis,
  type ShaftBaseline,
} from '@linetwin/condition';
import type { Burst, Finding } from '@linetwin/contracts';
import type { Equipment, Text } from '@linetwin/model';
import { BLIND_SUMMARY } from '../findings/finding-texts.ts';

/** Healthy bursts of the shaft that a sensor shows, as far as their bands were kept. */
export function healthyLevels(baseline: ShaftBaseline | null): HealthyLevels[] {
  return (baseline?.bursts ?? []).flatMap(({ at, speedRpm, levelsDb }) =>
    levelsDb ? { at, speedRpm, levelsDb } : [],
  );
}

/** The word of a burst on the mount of its sensor, as a finding of its own. @param name name of the sensor's channel */
export function mountAssessment(
  id: string,
  { verdict, grade, confidence, resonance, speedRpm }: MountDiagnosis,
  burst: Burst,
  equipment: Equipment,
  name: Text,
): Finding {
  const isLoose = verdict === 'sensor-loose';
  return {
    id,
    equipment: equipment.address,
    component: burst.channel,
    componentName: name,
    kind: 'sensor',
    verdict,
    grade,
    confidence,
    summary: isLoose ? looseSummary(resonance!.hz, grade, confidence) : FIRM,
    advice: isLoose ? [...MOUNT_TEXTS.advice] : [],
    ...(isLoose && { contradictedBy: [...MOUNT_TEXTS.contradictedBy] }),
    sparePart: null,
    status: 'closed',
    firstSeenAt: burst.time,
    lastSeenAt: burst.time,
    bursts: 1,
    speedRpm,
  };
}

/** A word on a bearing or shaft whose sensor is loose: kept as the newest, and counted for nothing. */
export function blind(finding: Finding): Finding {
  return { ...finding, summary: BLIND_SUMMARY, blind: true };
}

const FIRM: Text = { zh: '加速度计安装牢固', en: 'Accelerometer firmly mounted' };

function looseSummary(hz: number, grade: Finding['grade'], confidence: number): Text {
  const { title } = MOUNT_TEXTS;
  const kHz = (hz / 1000).toFixed(1);
  const percent = Math.round(confidence * 100);
  return {
    zh: `${title.zh}：安装共振 ${kHz} kHz（${grade === 'clear' ? '明确' : '疑似'}，置信度 ${percent} %）`,
    en: `${title.en}: mount resonates at ${kHz} kHz (${grade}, confidence ${percent} %)`,
  };
}
