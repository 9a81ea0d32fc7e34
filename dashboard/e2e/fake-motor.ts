import { diagnoseMotor, healthyMotorBurst, MOTOR_ADVICE, type MotorFault } from '@linetwin/condition';
import type { FindingDetail } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import { currentBurst, type CurrentOptions } from '@linetwin/testing';

const PLATE = { polePairs: 2, ratedFrequencyHz: 50, ratedSpeedRpm: 1465 };

/** A motor with a broken rotor bar, as the judgement of a burst of its current is kept. */
export function fakeMotorFinding(machine: Equipment, at: number): FindingDetail {
  return findingOf(machine, { time: at, sidebandDb: -42 }, []);
}

/** A motor with a short of its winding, of which the voltages are measured too. */
export function fakeWindingFinding(machine: Equipment, at: number): FindingDetail {
  const usual = { time: at, voltageUnbalance: 0.004 };
  const { features } = judged(usual, []);
  const healthy = Array.from({ length: 20 }, (_, i) => healthyMotorBurst(at - i, features!));
  return findingOf(machine, { ...usual, negative: 0.045, thirdDb: -47 }, healthy);
}

type Healthy = ReturnType<typeof healthyMotorBurst>[];

function judged(shown: CurrentOptions, bursts: Healthy) {
  const { samples, companions, sampleRateHz, speedRpm } = currentBurst(shown);
  const { L2, L3, U1, U2, U3 } = companions!;
  const voltages = U1 && U2 && U3 ? [U1, U2, U3] : [];
  return diagnoseMotor(
    { phases: [samples, L2!, L3!], voltages, sampleRateHz, speedRpm },
    { plate: PLATE, baseline: bursts.length > 0 ? { bursts } : null },
  );
}

function findingOf(machine: Equipment, shown: CurrentOptions, bursts: Healthy): FindingDetail {
  const diagnosis = judged(shown, bursts);
  const { verdict, grade, confidence } = diagnosis;
  const { title, checkFirst, action, spare } = MOTOR_ADVICE[verdict as MotorFault];
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
    firstSeenAt: shown.time - 1_800_000,
    lastSeenAt: shown.time,
    bursts: 6,
    speedRpm: diagnosis.speedRpm,
    diagnosis,
  };
}
