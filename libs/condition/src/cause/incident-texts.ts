import type { Medium, PlantModel } from '@linetwin/model';
import type { BilingualText } from '../bearing/advice.ts';
import type { IncidentTexts } from './incident-book.ts';
import type { PlantRelations } from './plant-relations.ts';

export const MEDIUM_NAMES: Readonly<Record<Medium, BilingualText>> = {
  compressedAir: { zh: '压缩空气', en: 'compressed air' },
  coolant: { zh: '冷却液', en: 'coolant' },
  coolingWater: { zh: '循环冷却水', en: 'cooling water' },
  chilledWater: { zh: '冷冻水', en: 'chilled water' },
  shieldGas: { zh: '保护气', en: 'shielding gas' },
  laserBeam: { zh: '激光', en: 'laser beam' },
  extraction: { zh: '烟尘净化', en: 'fume extraction' },
  electricity: { zh: '供电', en: 'electricity' },
  clamping: { zh: '装夹', en: 'clamping' },
  motion: { zh: '运动', en: 'motion' },
};

/** Machines named in a text; the rest is counted. */
const NAMED = 3;

/** What the reasoning says in words, with the plant's own names. */
export function incidentTexts(model: PlantModel, relations: PlantRelations): IncidentTexts {
  const machines = new Map(model.equipment.map((machine) => [machine.address as string, machine]));
  const nameOf = (address: string): BilingualText =>
    machines.get(address)?.name ?? { zh: address, en: address };
  return {
    lineOf: (equipment) => machines.get(equipment)?.line ?? equipment.split('/')[2] ?? '',
    silentSupplier: (equipment, medium) => ({
      zh: `${nameOf(equipment).zh}：多台设备同时缺${MEDIUM_NAMES[medium].zh}`,
      en: `${nameOf(equipment).en}: several machines lack ${MEDIUM_NAMES[medium].en} at the same time`,
    }),
    /** Whoever uses the same and shows nothing speaks against the supplier. */
    contradictions: ({ equipment }, symptoms) => {
      const affected = new Set(symptoms.map((symptom) => symptom.equipment));
      const users = relations.usersOf(equipment).filter(({ shownBy }) => shownBy.size > 0);
      const media = [...new Set(users.map(({ medium }) => medium))];
      return media.flatMap((medium): BilingualText[] => {
        const all = [...new Set(users.filter((one) => one.medium === medium).map(({ to }) => to))];
        const fine = all.filter((to) => !affected.has(to));
        if (fine.length === 0 || fine.length === all.length) return [];
        const named = fine.slice(0, NAMED).map(nameOf);
        const zhMore = fine.length > NAMED ? ` 等 ${fine.length} 台` : '';
        const enMore = fine.length > NAMED ? ` and ${fine.length - NAMED} more` : '';
        return [
          {
            zh: `同用${MEDIUM_NAMES[medium].zh}的${named.map(({ zh }) => zh).join('、')}${zhMore}没有异常`,
            en: `${named.map(({ en }) => en).join(', ')}${enMore} use the same ${MEDIUM_NAMES[medium].en} and show nothing`,
          },
        ];
      });
    },
  };
}
