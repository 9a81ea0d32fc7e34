import type { BearingAdvice } from '../bearing/advice.ts';
import type { ShaftFault } from './faults.ts';

const t = (zh: string, en: string) => ({ zh, en });

const SAME_SPEED = t('在相同转速和负载下复测', 'Measure again at the same speed and load');
const SENSOR = t('检查传感器安装是否牢固', 'Check that the sensor sits firmly');

/** Advice for each fault of shaft and drive, in the order of the guided tree for vibration. */
export const SHAFT_ADVICE: Readonly<Record<ShaftFault, BearingAdvice>> = {
  imbalance: {
    title: t('不平衡', 'Imbalance'),
    checkFirst: [
      SAME_SPEED,
      SENSOR,
      t(
        '清洁砂轮、卡盘或叶轮及其法兰，检查缺损和附着物',
        'Clean wheel, chuck or impeller and its flange; look for chips and deposits',
      ),
      t('低速打表，排除轴弯曲', 'Measure the runout at slow roll: a bent shaft reads the same'),
    ],
    action: t('做动平衡', 'Balance the rotor'),
    spare: t('平衡块', 'Balance weights'),
  },
  'bent-shaft': {
    title: t('轴弯曲', 'Bent shaft'),
    checkFirst: [SAME_SPEED, SENSOR, t('低速打表，测量径向跳动', 'Measure the runout at slow roll')],
    action: t('校直或更换轴，不能用动平衡代替', 'Straighten or change the shaft; balancing does not mend it'),
    spare: t('轴或主轴单元', 'Shaft or spindle cartridge'),
  },
  misalignment: {
    title: t('不对中', 'Misalignment'),
    checkFirst: [
      SAME_SPEED,
      SENSOR,
      t('检查联轴器磨损和软脚', 'Check the coupling for wear, and the feet for soft foot'),
      t('在工作温度下测量对中', 'Measure the alignment at working temperature'),
    ],
    action: t('重新对中', 'Align again'),
    spare: t('联轴器弹性体', 'Coupling element'),
  },
  looseness: {
    title: t('松动', 'Looseness'),
    checkFirst: [
      SENSOR,
      t('检查地脚螺栓和轴承座螺栓的力矩', 'Check the torque of foundation and bearing-housing bolts'),
      t('检查基座裂纹和轴承配合间隙', 'Look for cracks of the base and for play of the bearing fits'),
    ],
    action: t('紧固，修复配合后复测', 'Tighten, mend the fit, then measure again'),
    spare: t('螺栓、垫圈', 'Bolts, washers'),
  },
  belt: {
    title: t('传动带损伤', 'Drive belt damaged'),
    checkFirst: [
      t('停机检查传动带裂口、缺块和张紧力', 'Stop and look for cracks and missing pieces; check the tension'),
      t('检查带轮磨损和对齐', 'Check the pulleys for wear and alignment'),
    ],
    action: t('更换传动带，成组更换', 'Change the belts, all of a set'),
    spare: t('传动带', 'Drive belt'),
  },
  gear: {
    title: t('齿轮损伤', 'Gear damaged'),
    checkFirst: [
      t('检查润滑油油位和油中金属颗粒', 'Check the oil level and look for metal in the oil'),
      t('在相同负载下复测：啮合幅值随负载变化', 'Measure again at the same load: the mesh goes with it'),
      t('打开观察孔检查齿面', 'Look at the teeth through the inspection opening'),
    ],
    action: t('更换齿轮副或减速机', 'Change the gear pair or the gearbox'),
    spare: t('齿轮副', 'Gear pair'),
  },
  resonance: {
    title: t('共振', 'Resonance'),
    checkFirst: [
      t('避开该转速运行', 'Keep away from this speed'),
      t('停机敲击测试固有频率', 'Find the natural frequency by a bump test at standstill'),
      t('检查基座和支架紧固', 'Check base and brackets for loose bolts'),
    ],
    action: t(
      '改变支承刚度或质量，或避开该转速',
      'Change stiffness or mass of the support, or skip the speed',
    ),
    spare: t('减振垫', 'Mounts'),
  },
  chatter: {
    title: t('颤振', 'Chatter'),
    checkFirst: [
      t(
        '检查圆度的波数：n = 颤振频率 / 工件转频',
        'Count the lobes on the part: n = frequency over work speed',
      ),
      t('谱线随主轴或砂轮转速变化：那是不平衡', 'A line that follows spindle or wheel is imbalance'),
    ],
    action: t('修整砂轮，工件转速改变 5–10 %', 'Dress the wheel, change the work speed by 5 to 10 %'),
    spare: t('修整金刚石', 'Dresser diamond'),
  },
};
