import type { BearingAdvice } from '../bearing/advice.ts';
import type { MotorAlternative, MotorFault } from './faults.ts';

const t = (zh: string, en: string) => ({ zh, en });

const SAME_LOAD = t('在相同负载下（50 % 以上）复测', 'Measure again at the same load, above 50 %');

/** Advice for each fault of a motor. */
export const MOTOR_ADVICE: Readonly<Record<MotorFault, BearingAdvice>> = {
  'rotor-bar': {
    title: t('转子断条', 'Broken rotor bar'),
    checkFirst: [
      SAME_LOAD,
      t('换一个负载复测：边带应随转差移动', 'Measure at another load: the sidebands must move with the slip'),
      t('停机检查转子端环和导条', 'Stop and look at end rings and bars of the rotor'),
    ],
    action: t('修理或更换转子', 'Mend or change the rotor'),
    spare: t('电机或转子', 'Motor or rotor'),
  },
  'stator-short': {
    title: t('定子匝间短路', 'Stator winding short'),
    checkFirst: [
      t('停机测量三相绕组直流电阻和绝缘', 'Stop and measure winding resistance and insulation of each phase'),
      t('检查接线端子紧固和温度', 'Check the terminals for tightness and temperature'),
    ],
    action: t('重绕或更换电机', 'Rewind or change the motor'),
    spare: t('电机', 'Motor'),
  },
  'supply-unbalance': {
    title: t('供电电压不平衡', 'Unbalanced supply'),
    checkFirst: [
      t(
        '测量三相电压：电机端子处，再到配电柜进线',
        'Measure the phase voltages: at the motor, then where the cabinet is fed',
      ),
      t(
        '对接线端子、熔断器和接触器做热像检查',
        'Look at terminals, fuses and contactor with a thermal camera',
      ),
      t('检查同一变压器上的单相负载', 'Check single-phase loads on the same transformer'),
    ],
    action: t('紧固或更换接头，平衡单相负载', 'Retighten or change the joint, balance single-phase loads'),
    spare: t('电缆接头、熔断器', 'Cable lug, fuse'),
  },
  eccentricity: {
    title: t('气隙偏心', 'Air-gap eccentricity'),
    checkFirst: [
      t(
        '对照振动 1× 和 2×：不平衡或不对中也有同样谱线',
        'Compare 1x and 2x of the vibration: imbalance and misalignment show the same line',
      ),
      t('检查轴承游隙、端盖配合和软脚', 'Check bearing play, fits of the end shields, and soft foot'),
    ],
    action: t('重新定心，更换轴承或端盖', 'Centre again, change bearings or end shields'),
    spare: t('电机轴承', 'Motor bearings'),
  },
};

/** How to find out which of two it is, where a burst could not exclude the other: comes before all else. */
export const MOTOR_EXCLUSIONS: Readonly<Partial<Record<MotorAlternative, BearingAdvice['action']>>> = {
  'supply-unbalance': t(
    '测量三相电压：不平衡超过 2 % 先查供电',
    'Measure the phase voltages: more than 2 % unbalance is the supply',
  ),
};
