import { z } from 'zod';
import type { RejectionReason, NotDiagnosableReason } from './diagnosis.schema.ts';
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

/** Why a burst allows no diagnosis, for people. */
export const NOT_DIAGNOSABLE_TEXTS: Readonly<Record<NotDiagnosableReason, BilingualText>> = {
  'no-samples': { zh: '没有采样数据', en: 'The burst holds no samples' },
  'not-a-number': { zh: '数据中有无效数值', en: 'The burst holds values that are not numbers' },
  stuck: { zh: '传感器信号不变', en: 'The sensor signal does not change' },
  dropout: { zh: '信号中断', en: 'The signal drops out' },
  clipped: { zh: '信号削顶', en: 'The signal is clipped' },
  'sensor-bias': { zh: '传感器偏置异常', en: 'The sensor bias is off' },
  'too-short': { zh: '采样时间太短', en: 'The burst is too short' },
  'speed-unknown': { zh: '转速未知', en: 'The speed is not known' },
  'speed-too-low': { zh: '转速太低', en: 'The speed is too low' },
  'sample-rate-too-low': { zh: '采样率太低', en: 'The sample rate is too low' },
  'views-disagree': { zh: '各分析视图指向不同部件', en: 'The views point at different parts' },
  'not-confirmed': {
    zh: '部分视图有故障谱线，但白化视图未证实',
    en: 'Some views show fault lines, the whitened view does not confirm them',
  },
  'cage-or-rolling-element': {
    zh: '保持架谱线伴随冲击：保持架或滚动体',
    en: 'Cage lines with impulses: the cage or a rolling element',
  },
  'bearing-lines-weak': {
    zh: '有轴承谱线，但没有一个部件占优',
    en: 'Bearing lines are there, but no part stands out',
  },
  'another-periodicity': {
    zh: '最强的周期成分既不来自轴也不来自该轴承',
    en: 'The strongest periodicity belongs neither to the shaft nor to this bearing',
  },
  'impulsive-without-bearing-lines': {
    zh: '有冲击，但不在该轴承的任何特征频率上：松动或工艺冲击？',
    en: 'Impulses, but at no rate of this bearing: looseness or process impacts?',
  },
  'too-noisy-to-exclude': {
    zh: '未见故障，但信号太短或噪声太大，无法排除故障：请测更长时间',
    en: 'No fault seen, but too short or too noisy to exclude one: measure for longer',
  },
  'not-vibration-like': { zh: '信号不像机器振动', en: 'The signal does not look like machine vibration' },
};

/** Why an alternative was rejected, for people. */
export const REJECTION_TEXTS: Readonly<Record<RejectionReason, BilingualText>> = {
  'not-prominent': { zh: '其谱线不突出', en: 'Its lines do not stand out' },
  'explained-by-named-fault': {
    zh: '其谱线与已判定故障的谱线重合',
    en: 'Its lines are those of the named fault',
  },
  'weaker-than-named-fault': {
    zh: '谱线存在，但弱于已判定的故障',
    en: 'Its lines are weaker than the named fault',
  },
  'on-shaft-lines': { zh: '谱线落在转频谐波上，无法区分', en: 'Its lines fall on shaft harmonics' },
  'too-shallow': { zh: '调制太浅', en: 'Too little of the power pulsates with it' },
  'not-confirmed': { zh: '其他视图未证实', en: 'The other views do not confirm it' },
};
