import { BEARING_ADVICE, type BearingDiagnosis, type BearingFault } from '@linetwin/condition';
import type { BearingDefinition, Equipment, Text } from '@linetwin/model';

/** What to do about a diagnosis, in the order of doing it; the swap is only advised where the fault is clear. */
export function adviceFor(diagnosis: BearingDiagnosis): Text[] {
  if (diagnosis.grade === 'none') return [];
  const advice = BEARING_ADVICE[diagnosis.verdict as BearingFault];
  return diagnosis.grade === 'clear' ? [...advice.checkFirst, advice.action] : advice.checkFirst;
}

/** The spare that the machine's record names for this bearing or its spindle, otherwise the bearing by designation. */
export function sparePartFor(
  diagnosis: BearingDiagnosis,
  bearing: BearingDefinition,
  equipment: Equipment,
): Text | null {
  if (diagnosis.grade === 'none') return null;
  const listed =
    equipment.spareParts.find((part) => part.for === bearing.id) ??
    equipment.spareParts.find((part) => /spindle|bearing/.test(part.id));
  return listed?.name ?? { zh: `轴承 ${bearing.designation}`, en: `Bearing ${bearing.designation}` };
}
