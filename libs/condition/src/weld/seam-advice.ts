import type { BilingualText } from '../bearing/advice.ts';
import type { SeamDefectKind } from './verdict.schema.ts';

export interface SeamAdvice {
  title: BilingualText;
  /** What to check first, in order. */
  check: BilingualText[];
  spare: BilingualText | null;
  /** What would speak against it. */
  against: BilingualText[];
}

const t = (zh: string, en: string): BilingualText => ({ zh, en });
const WINDOW = t('保护镜', 'Protective window');
const TOOL = t('搅拌头', 'Stirring tool');

/** Actions and spares of domain table 2.9. */
export const SEAM_ADVICE: Readonly<Record<SeamDefectKind, SeamAdvice>> = {
  'burn-through': {
    title: t('焊缝烧穿', 'Seam burnt through'),
    check: [
      t('查功率、焊速、焦点', 'Check power, speed, focus'),
      t('查间隙与板厚', 'Check gap and thickness'),
    ],
    spare: null,
    against: [t('背面完好', 'The back side is whole')],
  },
  gap: {
    title: t('焊缝间隙过大', 'Gap under the seam'),
    check: [
      t('查夹紧与压块', 'Check the clamp and its pads'),
      t('加大环形光占比，加摆动', 'Raise the ring share, add wobble'),
    ],
    spare: t('压块', 'Clamp pad'),
    against: [t('检测件间隙正常', 'The inspected part has no gap')],
  },
  offset: {
    title: t('焊缝偏移', 'Seam offset'),
    check: [t('TCP 校验', 'Check the TCP'), t('查夹具基准', 'Check the fixture datum')],
    spare: null,
    against: [t('TCP 校验合格', 'The TCP check is right')],
  },
  gas: {
    title: t('焊缝保护气不足', 'Seam welded with too little gas'),
    check: [t('查气瓶、软管、喷嘴', 'Check bottle, hose, nozzle')],
    spare: t('减压阀、喷嘴', 'Regulator, nozzle'),
    against: [t('焊缝无氧化色', 'The seam shows no oxide')],
  },
  'protective-window': {
    title: t('保护镜污染使熔深下降', 'Protective window dirty: depth falls along the seam'),
    check: [t('更换保护镜', 'Change the window'), t('查气帘', 'Check the crossjet')],
    spare: WINDOW,
    against: [t('停焊后熔深不恢复', 'Depth does not come back after a pause')],
  },
  'focus-shift': {
    title: t('焦点偏移使熔深下降', 'Focus shifted: depth down'),
    check: [t('冷却后重新标定', 'Let cool and reference again'), t('清洁准直镜', 'Clean the collimator')],
    spare: t('镜片、保护镜', 'Lens, window'),
    against: [t('与出光时间无关', 'It does not go with beam-on time')],
  },
  'power-low': {
    title: t('焊接时激光功率不足', 'Laser power low during the seam'),
    check: [t('检查模块', 'Check the modules'), t('在工件处测功率', 'Measure power at the work')],
    spare: t('激光模块', 'Laser module'),
    against: [t('工件处功率计读数正常', 'The power meter at the work reads right')],
  },
  'ring-core-ratio': {
    title: t('环芯功率比偏离程序', 'Ring and core away from the program'),
    check: [
      t('核对程序的环形光占比', "Compare with the program's ring share"),
      t('检查光源切换与模块', 'Check the spot switch and the modules'),
    ],
    spare: null,
    against: [t('程序刚被更改', 'The program has just been changed')],
  },
  'back-reflection': {
    title: t('焊接中回返光过高', 'Back-reflection during the seam'),
    check: [
      t('焊接头倾斜 5–10 度', 'Tilt the head 5 to 10 degrees'),
      t('起焊加功率斜坡', 'Ramp the power at the start'),
    ],
    spare: t('光纤端帽', 'End cap'),
    against: [t('换件后消失', 'It goes away with another part')],
  },
  'lack-of-penetration': {
    title: t('熔深不足', 'Lack of penetration'),
    check: [t('查功率、焊速、焦点、间隙', 'Check power, speed, focus, gap')],
    spare: null,
    against: [t('切片熔深合格', 'A cross-section is deep enough')],
  },
  porosity: {
    title: t('疑似气孔', 'Pores probable'),
    check: [
      t('清洁接头', 'Clean the joint'),
      t('查保护气，调环形光占比', 'Check gas, adjust the ring share'),
    ],
    spare: null,
    against: [t('X 光无气孔', 'X-ray shows no pores')],
  },
  spatter: {
    title: t('飞溅过多', 'Too much spatter'),
    check: [t('加大环形光占比', 'Raise the ring share'), t('调焊速与离焦', 'Adjust speed and defocus')],
    spare: null,
    against: [t('气帘异常', 'The crossjet is wrong')],
  },
  tunnel: {
    title: t('疑似隧道缺陷', 'Tunnel defect'),
    check: [
      t('提高轴向力或转速', 'Raise the axial force or the speed'),
      t('降低焊速', 'Lower the travel speed'),
    ],
    spare: null,
    against: [t('超声检测无缺陷', 'Ultrasonic test shows none')],
  },
  'tool-wear': {
    title: t('搅拌头磨损影响焊缝', 'Stirring tool worn'),
    check: [t('检查搅拌针', 'Inspect the pin')],
    spare: TOOL,
    against: [t('换了板厚或焊速', 'Another thickness or speed is welded')],
  },
  'tool-break': {
    title: t('搅拌针断裂', 'Pin of the stirring tool broken'),
    check: [t('停机检查搅拌针', 'Stop and inspect the pin'), t('隔离该件', 'Set the part aside')],
    spare: TOOL,
    against: [t('行进中停顿', 'The travel was halted')],
  },
  plunge: {
    title: t('下压量偏差', 'Plunge depth off'),
    check: [t('查力控', 'Check the force control'), t('重新对零', 'Set zero again')],
    spare: null,
    against: [t('无飞边且无沟槽', 'Neither flash nor groove')],
  },
};

export const SOILING_ADVICE: SeamAdvice = {
  title: t('保护镜逐缝变脏', 'Protective window soils seam by seam'),
  check: [t('择机更换保护镜', 'Change the window when it suits'), t('查气帘', 'Check the crossjet')],
  spare: WINDOW,
  against: [t('熔深同时下降：已是缺陷', 'Depth falls too: it is a defect already')],
};
