import {
  SHAFT_ADVICE,
  type OpenAlternative,
  type ShaftDiagnosis,
  type ShaftFault,
} from '@linetwin/condition';
import type { Equipment, Text } from '@linetwin/model';
import { faultSummary } from '../findings/finding-texts.ts';

const OPEN: Record<OpenAlternative, Text> = {
  'bent-shaft': { zh: '轴弯曲', en: 'a bent shaft' },
  imbalance: { zh: '不平衡', en: 'imbalance' },
  misalignment: { zh: '不对中', en: 'misalignment' },
  looseness: { zh: '松动', en: 'looseness' },
  resonance: { zh: '共振', en: 'a resonance' },
  'unverified-drive': { zh: '带长、轮径或齿数与档案不符', en: 'other belts or teeth than recorded' },
  'other-gear': { zh: '啮合的另一齿轮', en: 'the other gear of the mesh' },
  'other-rotor': { zh: '另一转子', en: 'another rotor' },
};

/** Words by which the spare parts of the plant's files say what they are for. */
const SPARES: Partial<Record<ShaftFault, RegExp>> = {
  imbalance: /^balance/,
  'bent-shaft': /spindle-cartridge|shaft/,
  misalignment: /coupling/,
  belt: /belt/,
  gear: /gear/,
  chatter: /dresser/,
};

/** One line that names what was found, how sure it is, and what it may be instead. */
export function shaftSummary(diagnosis: ShaftDiagnosis, equipment: Equipment): Text {
  const { verdict, cannotExclude, fixedHz } = diagnosis;
  if (verdict === 'healthy') return { zh: '未见故障', en: 'No fault found' };
  if (verdict === 'not-diagnosable') return { zh: '不可诊断', en: 'Not diagnosable' };
  const what = partName(diagnosis, equipment);
  const where = {
    zh: [what?.zh, fixedHz && `${fixedHz.toFixed(1)} Hz`].filter(Boolean).join('，'),
    en: [what?.en, fixedHz && `${fixedHz.toFixed(1)} Hz`].filter(Boolean).join(', '),
  };
  return faultSummary(
    SHAFT_ADVICE[verdict].title,
    diagnosis,
    cannotExclude.map((one) => OPEN[one]),
    where,
  );
}

/** What to do, in the order of doing it; the repair is only advised where the fault is clear. */
export function shaftAdvice({ verdict, grade }: ShaftDiagnosis): Text[] {
  if (grade === 'none') return [];
  const { checkFirst, action } = SHAFT_ADVICE[verdict as ShaftFault];
  return grade === 'clear' ? [...checkFirst, action] : [...checkFirst];
}

/** The spare that the machine's record names, otherwise the kind of part. */
export function shaftSparePart({ verdict, grade }: ShaftDiagnosis, equipment: Equipment): Text | null {
  if (grade === 'none') return null;
  const pattern = SPARES[verdict as ShaftFault];
  const listed = pattern && equipment.spareParts.find((part) => pattern.test(part.id));
  return listed?.name ?? SHAFT_ADVICE[verdict as ShaftFault].spare;
}

function partName({ part, verdict }: ShaftDiagnosis, { driveTrain }: Equipment): Text | undefined {
  if (part === null) return undefined;
  const [id, shaft] = part.split(':');
  if (verdict === 'belt') return driveTrain?.belts.find((belt) => belt.id === id)?.name;
  const gear = driveTrain?.gears.find((one) => one.id === id);
  if (!gear) return undefined;
  return shaft === '0'
    ? { zh: `${gear.name.zh}，被测轴上的齿轮`, en: `${gear.name.en}, the gear on the measured shaft` }
    : { zh: `${gear.name.zh}，对侧齿轮`, en: `${gear.name.en}, the gear opposite` };
}
