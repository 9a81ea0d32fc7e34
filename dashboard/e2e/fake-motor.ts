import { diagnoseMotor, MOTOR_ADVICE } from '@linetwin/condition';
import type { FindingDetail } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import { currentBurst } from '@linetwin/testing';

/** A motor with a broken rotor bar, as the judgement of a burst of its current is kept. */
export function fakeMotorFinding(machine: Equipment, at: number): FindingDetail {
  const { samples, companions, sampleRateHz, speedRpm } = currentBurst({ time: at, sidebandDb: -42 });
  const diagnosis = diagnoseMotor(
    { phases: [samples, companions!.L2!, companions!.L3!], sampleRateHz, speedRpm },
    { plate: { polePairs: 2, ratedFrequencyHz: 50, ratedSpeedRpm: 1465 } },
  );
  const { title, checkFirst, action, spare } = MOTOR_ADVICE['rotor-bar'];
  const { verdict, grade, confidence } = diagnosis;
  return {
    id: 'finding-motor',
    equipment: machine.address,
    component: 'motor-current',
    componentName: { zh: '压缩机电机', en: 'Compressor motor' },
    kind: 'motor',
    verdict,
    grade,
    confidence,
    summary: {
      zh: `${title.zh}（明确，置信度 ${Math.round(100 * confidence)} %）`,
      en: `${title.en} (clear, confidence ${Math.round(100 * confidence)} %)`,
    },
    advice: [...checkFirst, action],
    sparePart: spare,
    status: 'open',
    firstSeenAt: at - 1_800_000,
    lastSeenAt: at,
    bursts: 6,
    speedRpm: diagnosis.speedRpm,
    diagnosis,
  };
}
