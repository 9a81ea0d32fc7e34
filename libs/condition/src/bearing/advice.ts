import { z } from 'zod';
import type { BearingFault } from './faults.ts';

/** A text in the two languages of the product. */
export const bilingualTextSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type BilingualText = z.infer<typeof bilingualTextSchema>;

export const bearingAdviceSchema = z.object({
  title: bilingualTextSchema,
  /** What to check first, in order, before anything is taken apart. */
  checkFirst: z.array(bilingualTextSchema).min(1),
  /** What to do once the fault is confirmed. */
  action: bilingualTextSchema,
  /** The kind of part; the asset's own record names the item. */
  spare: bilingualTextSchema,
});
export type BearingAdvice = z.infer<typeof bearingAdviceSchema>;

const LUBRICATION = {
  zh: '检查润滑：油位或油气供给、油品、温度',
  en: 'Check lubrication: oil level or oil-air supply, grade, temperature',
};
const REMEASURE = {
  zh: '在相同转速和负载下复测，确认特征谱线仍然存在',
  en: 'Measure again at the same speed and load: the lines must still be there',
};
const ORDER_SPARE = {
  zh: '订备件；到第 3 阶段时安排停机更换，并保存旧轴承供分析',
  en: 'Order the spare; plan the swap at stage 3 and keep the old bearing for inspection',
};
const BEARING = {
  zh: '设备档案中的轴承或主轴单元',
  en: 'The bearing or spindle cartridge named in the asset record',
};

/** Advice for each bearing fault. */
export const BEARING_ADVICE: Readonly<Record<BearingFault, BearingAdvice>> = {
  'outer-race': {
    title: { zh: '轴承外圈损伤', en: 'Outer-race damage' },
    checkFirst: [
      LUBRICATION,
      {
        zh: '检查轴承座配合与安装：外圈跑圈、座孔变形',
        en: 'Check seat and fit: ring creep, distorted housing',
      },
      REMEASURE,
    ],
    action: ORDER_SPARE,
    spare: BEARING,
  },
  'inner-race': {
    title: { zh: '轴承内圈损伤', en: 'Inner-race damage' },
    checkFirst: [
      LUBRICATION,
      { zh: '检查轴与内圈配合、预紧力和同轴度', en: 'Check shaft fit, preload and alignment' },
      REMEASURE,
    ],
    action: ORDER_SPARE,
    spare: BEARING,
  },
  'rolling-element': {
    title: { zh: '轴承滚动体损伤', en: 'Rolling-element damage' },
    checkFirst: [
      LUBRICATION,
      {
        zh: '检查油中金属颗粒和密封：滚动体损伤常由杂质引起',
        en: 'Look for metal in the oil and check the seals: debris is a common cause',
      },
      REMEASURE,
    ],
    action: ORDER_SPARE,
    spare: BEARING,
  },
  cage: {
    title: { zh: '轴承保持架损伤', en: 'Cage damage' },
    checkFirst: [
      LUBRICATION,
      {
        zh: '排除滚动体损伤：两者谱线相同，复测并听诊',
        en: 'Rule out a damaged element, which draws the same lines: measure again and listen',
      },
      {
        zh: '保持架断裂会突然卡死：缩短测量间隔',
        en: 'A broken cage can seize without warning: measure more often',
      },
    ],
    action: {
      zh: '尽早更换，不等到第 3 阶段',
      en: 'Replace at the next opportunity; do not wait for stage 3',
    },
    spare: BEARING,
  },
};
