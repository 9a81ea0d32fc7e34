import type { BearingDiagnosis } from '@linetwin/condition';
import type { BearingDefinition, Equipment, Text } from '@linetwin/model';

/** What to do about a diagnosis, in the order of doing it. */
export function adviceFor(diagnosis: BearingDiagnosis): Text[] {
  if (diagnosis.grade === 'none') return [];
  return [
    { zh: '检查润滑（油气、脂量）与预紧', en: 'Check lubrication (oil-air, grease) and preload' },
    { zh: '复测一次振动，确认谱线仍在', en: 'Measure again and confirm that the lines are still there' },
    ...(diagnosis.grade === 'clear'
      ? [{ zh: '订备件，安排停机更换', en: 'Order the spare and plan the swap' }]
      : []),
  ];
}

/** The spare named in the machine's record for its spindle or bearing, otherwise the bearing by designation. */
export function sparePartFor(
  diagnosis: BearingDiagnosis,
  bearing: BearingDefinition,
  equipment: Equipment,
): Text | null {
  if (diagnosis.grade === 'none') return null;
  const listed =
    equipment.spareParts.find((part) => part.for === bearing.id) ??
    equipment.spareParts.find((part) => /spindle|bearing/.test(part.id));
  if (listed) return listed.name;
  return { zh: `轴承 ${bearing.designation}`, en: `Bearing ${bearing.designation}` };
}
