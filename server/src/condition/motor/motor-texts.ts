import {
  MOTOR_ADVICE,
  MOTOR_EXCLUSIONS,
  type MotorAlternative,
  type MotorDiagnosis,
  type MotorFault,
} from '@linetwin/condition';
import type { Equipment, Text } from '@linetwin/model';
import { faultSummary } from '../findings/finding-texts.ts';

const OPEN: Record<MotorAlternative, Text> = {
  'supply-unbalance': { zh: '供电电压不平衡', en: 'an unbalanced supply' },
  imbalance: { zh: '不平衡', en: 'imbalance' },
  misalignment: { zh: '不对中', en: 'misalignment' },
};

/** One line that names what was found, how sure it is, and what it may be instead. */
export function motorSummary(diagnosis: MotorDiagnosis): Text {
  const { verdict, watch } = diagnosis;
  if (verdict === 'not-diagnosable') return { zh: '不可诊断', en: 'Not diagnosable' };
  if (verdict === 'healthy')
    return watch
      ? { zh: '未见故障，转子边带需关注', en: 'No fault found; sidebands of the rotor to be watched' }
      : { zh: '未见故障', en: 'No fault found' };
  return faultSummary(
    MOTOR_ADVICE[verdict].title,
    diagnosis,
    diagnosis.cannotExclude.map((one) => OPEN[one]),
  );
}

/** What to do, in the order of doing it; the repair is only advised where the fault is clear. */
export function motorAdvice({ verdict, grade, cannotExclude }: MotorDiagnosis): Text[] {
  if (grade === 'none') return [];
  const { checkFirst, action } = MOTOR_ADVICE[verdict as MotorFault];
  const exclusions = cannotExclude.flatMap((one) => MOTOR_EXCLUSIONS[one] ?? []);
  return [...exclusions, ...checkFirst, ...(grade === 'clear' ? [action] : [])];
}

/** The motor, or its bearing, that the machine's record lists; otherwise the kind of part. */
export function motorSparePart({ verdict, grade }: MotorDiagnosis, { spareParts }: Equipment): Text | null {
  if (grade === 'none') return null;
  // What is wrong with a supply is not mended by a part of the motor.
  if (verdict === 'supply-unbalance') return MOTOR_ADVICE[verdict].spare;
  const wanted = verdict === 'eccentricity' ? /motor-bearing/ : /^motor$/;
  return spareParts.find(({ id }) => wanted.test(id))?.name ?? MOTOR_ADVICE[verdict as MotorFault].spare;
}
