import type { Equipment, ModelIndex, Signal } from '../plant-model.ts';
import type { Text } from '../plant-schema.ts';

/** Faults a scenario can put into a machine, and on which equipment kinds they mean something. */
export interface FaultKind {
  id: string;
  name: Text;
  /** What it does, for `sim list`. */
  description: string;
  /** Equipment kinds; undefined for every machine that has the named component or signal. */
  kinds?: readonly string[];
  /** What the scenario must name besides the equipment. */
  needs?: 'component' | 'signal';
  /** Only on machines with a signal of this role. */
  needsRole?: Signal['role'];
  /** Which parts of the machine a scenario may name, or which other machines. */
  components?: 'bearings' | 'zones' | 'siblings';
}

const GRINDERS = ['face-grinder', 'centreless-grinder', 'raceway-grinder', 'bore-grinder'] as const;
const FURNACES = ['anneal-furnace', 'mesh-belt-furnace', 'temper-furnace'] as const;

export const FAULT_KINDS = [
  {
    id: 'outer-race',
    name: { zh: '外圈缺陷', en: 'Outer race defect' },
    description: 'Outer race defect of a bearing; severity 1 rings with 10 m/s2',
    needs: 'component',
    components: 'bearings',
  },
  {
    id: 'inner-race',
    name: { zh: '内圈缺陷', en: 'Inner race defect' },
    description: 'Inner race defect of a bearing',
    needs: 'component',
    components: 'bearings',
  },
  {
    id: 'ball',
    name: { zh: '滚动体缺陷', en: 'Rolling element defect' },
    description: 'Rolling element defect of a bearing',
    needs: 'component',
    components: 'bearings',
  },
  {
    id: 'imbalance',
    name: { zh: '不平衡', en: 'Imbalance' },
    description: 'Unbalance of a spindle or rotor: 1x grows by 3 mm/s at severity 1 and rated speed',
    needsRole: 'vibration',
  },
  {
    id: 'misalignment',
    name: { zh: '不对中', en: 'Misalignment' },
    description: 'Misalignment of a spindle or motor: 2x grows by 1.6 mm/s at severity 1, 3x by half of it',
    needsRole: 'vibration',
  },
  {
    id: 'looseness',
    name: { zh: '松动', en: 'Looseness' },
    description:
      'Loose foot or housing: 2x to 10x grow by 0.4 mm/s and less, half orders by 0.35 at severity 1, floor up by half, random hits of 3 m/s2',
    needsRole: 'vibration',
  },
  {
    id: 'drive-belt',
    name: { zh: '传动带损伤', en: 'Bad drive belt' },
    description:
      'Drive belt with a bad place: lines at its own turn, twice and three times, 0.45 mm/s at severity 1',
    kinds: ['fume-extraction'],
  },
  {
    id: 'gear',
    name: { zh: '断齿', en: 'Broken tooth' },
    description: 'Broken tooth on the pinion: sidebands of the mesh at the shaft, 0.12 mm/s at severity 1',
    kinds: ['bar-shear'],
  },
  {
    id: 'soft-support',
    name: { zh: '机座松软共振', en: 'Soft support' },
    description:
      'Loosened base of a machine with speed control: natural frequency at 0.86 of the rated speed lifts 1x up to 6 times at severity 1',
    kinds: ['compressor'],
  },
  {
    id: 'rotor-bar',
    name: { zh: '转子断条', en: 'Broken rotor bar' },
    description: 'Broken bar of an induction motor: sidebands at f1 (1 +- 2ks), -42 dB of f1 at severity 1',
    needsRole: 'current',
  },
  {
    id: 'stator-short',
    name: { zh: '定子匝间短路', en: 'Stator winding short' },
    description:
      'Short between turns of a motor winding: negative-sequence current 3.5 % up, third harmonic 8 dB up at severity 1',
    needsRole: 'current',
  },
  {
    id: 'eccentricity',
    name: { zh: '气隙偏心', en: 'Air-gap eccentricity' },
    description: 'Rotor of a motor out of centre: line at f1 +- f_r 16 dB up at severity 1',
    needsRole: 'current',
  },
  {
    id: 'supply-unbalance',
    name: { zh: '供电电压不平衡', en: 'Unbalanced supply' },
    description:
      'Supply of a motor out of balance: negative-sequence voltage 2.5 % up at severity 1, that of the current six to eight times as much',
    needsRole: 'current',
  },
  {
    id: 'wheel-dull',
    name: { zh: '砂轮钝化', en: 'Wheel dull' },
    description:
      'Grinding wheel dull: wheel power in the cut up by a third at severity 1, vibration up, burn',
    kinds: GRINDERS,
  },
  {
    id: 'chatter',
    name: { zh: '磨削颤振', en: 'Chatter' },
    description: 'Grinding chatter: a line at 617 Hz not tied to the spindle, 4 m/s2 at severity 1',
    kinds: GRINDERS,
  },
  {
    id: 'coolant-filter-clog',
    name: { zh: '冷却液过滤器堵塞', en: 'Coolant filter clogged' },
    description:
      'Coolant filter clogs: pressure difference up, flow down; at the plant it reaches all grinders',
    kinds: ['coolant-plant', ...GRINDERS],
  },
  {
    id: 'furnace-element',
    name: { zh: '加热元件断路', en: 'Heating element open' },
    description: 'Heating element open: output saturates while temperature sags',
    kinds: FURNACES,
    components: 'zones',
  },
  {
    id: 'thermocouple-drift',
    name: { zh: '热电偶漂移', en: 'Thermocouple drift' },
    description: 'Thermocouple of zone 1 (or the named signal) drifts; the controller follows it',
    kinds: FURNACES,
    components: 'zones',
  },
  {
    id: 'quench-oil-hot',
    name: { zh: '淬火油过热', en: 'Quench oil hot' },
    description: 'Quench oil cooling lost: oil temperature up, hardness down',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'tool-wear',
    name: { zh: '刀具磨损', en: 'Tool wear' },
    description: 'Turning tool worn: spindle load up, dimension drifts',
    kinds: ['cnc-lathe'],
  },
  {
    id: 'chuck-leak',
    name: { zh: '卡盘泄漏', en: 'Chuck leak' },
    description: 'Chuck leaks: pressure falls',
    kinds: ['cnc-lathe'],
  },
  {
    id: 'coil-short',
    name: { zh: '感应线圈匝间短路', en: 'Coil turn short' },
    description: 'Induction coil turn short: frequency up 3 to 8 %, water warmer',
    kinds: ['induction-heater'],
  },
  {
    id: 'pyrometer-fouled',
    name: { zh: '高温计镜头脏污', en: 'Pyrometer fouled' },
    description: 'Scale on the pyrometer: reading falls at the same power',
    kinds: ['induction-heater'],
  },
  {
    id: 'die-wear',
    name: { zh: '模具磨损', en: 'Die wear' },
    description: 'Press die worn: tonnage drifts up',
    kinds: ['forging-press'],
  },
  {
    id: 'brake-wear',
    name: { zh: '制动器磨损', en: 'Brake wear' },
    description: 'Press brake worn: stop angle creeps up',
    kinds: ['forging-press'],
  },
  {
    id: 'window-dirty',
    name: { zh: '保护镜片脏污', en: 'Protective window dirty' },
    description: 'Protective window dirty: hotter, scatters, depth falls',
    kinds: ['weld-head'],
  },
  {
    id: 'focus-shift',
    name: { zh: '焦点漂移', en: 'Focus shift' },
    description: 'Focus drifts with beam-on time: depth down',
    kinds: ['weld-head'],
  },
  {
    id: 'power-low',
    name: { zh: '激光功率偏低', en: 'Laser power low' },
    description: 'Laser module ageing: power low, pump current up',
    kinds: ['fibre-laser', 'ring-spot-source'],
  },
  {
    id: 'shield-gas-low',
    name: { zh: '保护气不足', en: 'Shielding gas low' },
    description: 'Shielding gas low: flow and pressure fall, plasma noisy',
    kinds: ['shield-gas'],
  },
  {
    id: 'gap',
    name: { zh: '接头间隙', en: 'Joint gap' },
    description: 'Joint gap opens: tracker gap up, reflection drops out',
    kinds: ['positioner', 'seam-tracker'],
  },
  {
    id: 'seam-offset',
    name: { zh: '焊缝偏移', en: 'Seam offset' },
    description: 'Seam lies off: tracker offset up',
    kinds: ['positioner', 'seam-tracker'],
  },
  {
    id: 'chiller-condenser',
    name: { zh: '冷水机冷凝器脏污', en: 'Chiller condenser dirty' },
    description: 'Chiller condenser dirty: supply warmer, compressor current up',
    kinds: ['chiller'],
  },
  {
    id: 'fume-filter-clog',
    name: { zh: '烟尘滤筒堵塞', en: 'Fume filter clogged' },
    description: 'Fume filter clogs: pressure difference up, flow down',
    kinds: ['fume-extraction'],
  },
  {
    id: 'fsw-tool-wear',
    name: { zh: '搅拌头磨损', en: 'Stir tool wear' },
    description: 'Friction stir tool worn: torque down, forces up',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'coolant-pump-worn',
    name: { zh: '冷却液泵磨损', en: 'Coolant pump worn' },
    description: 'Coolant pump worn: flow down at normal pressure difference; reaches all grinders',
    kinds: ['coolant-plant'],
  },
  {
    id: 'hydraulic-leak',
    name: { zh: '液压泵内泄', en: 'Hydraulic leak' },
    description: 'Hydraulic pump worn: case drain up, oil warmer',
    kinds: ['ring-mill'],
  },
  {
    id: 'belt-slip',
    name: { zh: '网带打滑', en: 'Belt slip' },
    description: 'Furnace belt slips: encoder slower than commanded, current up',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'atmosphere-leak',
    name: { zh: '炉内气氛泄漏', en: 'Atmosphere leak' },
    description: 'Air gets into the furnace: carbon potential off, dew point up',
    kinds: ['mesh-belt-furnace'],
  },
  {
    id: 'cooling-water-fan',
    name: { zh: '冷却塔风机故障', en: 'Cooling tower fan failed' },
    description: 'Tower fan fails: cooling water warm; reaches heater, quench oil, hydraulics',
    kinds: ['cooling-water'],
  },
  {
    id: 'test-rig-spindle',
    name: { zh: '测振仪主轴磨损', en: 'Test rig spindle worn' },
    description: 'Spindle of the vibration tester worn: all serials shift, master fails',
    kinds: ['vibration-tester'],
  },
  {
    id: 'stone-glazed',
    name: { zh: '油石堵塞', en: 'Stone glazed' },
    description: 'Superfinishing stone glazed: current down, roughness up',
    kinds: ['superfinisher'],
  },
  {
    id: 'blade-blunt',
    name: { zh: '剪刃变钝', en: 'Blade blunt' },
    description: 'Shear blade blunt: force up, mass scatters',
    kinds: ['bar-shear'],
  },
  {
    id: 'grease-nozzle-blocked',
    name: { zh: '注脂嘴堵塞', en: 'Grease nozzle blocked' },
    description: 'Grease nozzle blocked: mass low, pressure up',
    kinds: ['grease-sealer'],
  },
  {
    id: 'chiller-filter-clog',
    name: { zh: '冷水机过滤器堵塞', en: 'Chiller filter clogged' },
    description: 'Chiller filter clogs: flow down, pressure difference up; reaches the source',
    kinds: ['chiller'],
  },
  {
    id: 'fume-cartridge-torn',
    name: { zh: '烟尘滤筒破损', en: 'Fume cartridge torn' },
    description: 'Fume cartridge torn: pressure difference falls suddenly',
    kinds: ['fume-extraction'],
  },
  {
    id: 'fsw-plunge',
    name: { zh: '下压深度错误', en: 'Plunge depth wrong' },
    description: 'Plunge depth wrong: depth error, axial force up',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'cleaning-residue',
    name: { zh: '激光清洗残留', en: 'Cleaning residue' },
    description: 'Laser cleaning leaves residue: gloss down, scan slow',
    kinds: ['laser-cleaner'],
  },
  {
    id: 'back-reflection',
    name: { zh: '背向反射', en: 'Back reflection' },
    description: 'Light comes back into the source: spikes while the keyhole opens',
    kinds: ['fibre-laser', 'ring-spot-source'],
  },
  {
    id: 'porosity',
    name: { zh: '气孔', en: 'Porosity' },
    description: 'Dirty joint: pores over a stretch of the seam, depth and plasma unsteady',
    kinds: ['laser-robot'],
  },
  {
    id: 'burn-through',
    name: { zh: '烧穿', en: 'Burn-through' },
    description: 'Melt falls through at places: reflection at the floor, thermal drops',
    kinds: ['laser-robot'],
  },
  {
    id: 'spatter',
    name: { zh: '飞溅', en: 'Spatter' },
    description: 'Unsteady keyhole: many spatter bursts per metre',
    kinds: ['laser-robot'],
  },
  {
    id: 'ring-ratio',
    name: { zh: '环芯功率比偏差', en: 'Ring power ratio off' },
    description: 'Ring gets less of the power than the program asks, the core more',
    kinds: ['ring-spot-source'],
  },
  {
    id: 'fsw-tunnel',
    name: { zh: '搅拌焊隧道缺陷', en: 'Stir weld tunnel' },
    description: 'Tunnel under the friction stir weld: slow swing of force and torque, axial force low',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'fsw-tool-break',
    name: { zh: '搅拌针断裂', en: 'Stir pin broken' },
    description: 'Pin of the friction stir tool breaks: traverse force falls at once',
    kinds: ['fsw-gantry'],
  },
  {
    id: 'air-leak',
    name: { zh: '压缩空气泄漏', en: 'Compressed-air leak' },
    description: 'Compressed-air leak: flow and compressor power up',
    kinds: ['compressor'],
  },
  {
    id: 'stuck-sensor',
    name: { zh: '传感器卡滞', en: 'Sensor stuck' },
    description: 'A sensor keeps its last value',
    needs: 'signal',
  },
  {
    id: 'dropped-sensor',
    name: { zh: '传感器无信号', en: 'Sensor silent' },
    description: 'A sensor sends nothing any more',
    needs: 'signal',
  },
  {
    id: 'drifting-sensor',
    name: { zh: '传感器漂移', en: 'Sensor drifts' },
    description: 'A sensor drifts by a tenth of its normal width at severity 1',
    needs: 'signal',
  },
  {
    id: 'scaled-sensor',
    name: { zh: '传感器量程系数错误', en: 'Sensor scale wrong' },
    description: 'A sensor reads a tenth too much at severity 1, as after a wrong calibration',
    needs: 'signal',
  },
  {
    id: 'swapped-sensor',
    name: { zh: '传感器通道接反', en: 'Sensor channels swapped' },
    description:
      'The same sensors of two machines of one kind are swapped: each shows what the other one measures',
    needs: 'signal',
    components: 'siblings',
  },
  {
    id: 'open-sensor',
    name: { zh: '传感器断线', en: 'Sensor loop open' },
    description: 'A current loop is open: the reading sits at the end of its range',
    needs: 'signal',
  },
  {
    id: 'spiky-sensor',
    name: { zh: '传感器尖峰', en: 'Sensor spikes' },
    description: 'A sensor jumps for one sample every minute or so',
    needs: 'signal',
  },
  {
    id: 'loose-accelerometer',
    name: { zh: '加速度计松动', en: 'Accelerometer loose' },
    description:
      'An accelerometer comes loose: the resonance of its mount falls from beyond its band to 1 to 3 kHz at severity 1',
    needsRole: 'vibration',
  },
  {
    id: 'noisy-sensor',
    name: { zh: '传感器噪声大', en: 'Sensor noisy' },
    description: 'Noise of a sensor up: a fifth of its normal width at severity 1',
    needs: 'signal',
  },
] as const satisfies readonly FaultKind[];

export type FaultId = (typeof FAULT_KINDS)[number]['id'];

export function faultKind(id: string): FaultKind | undefined {
  return FAULT_KINDS.find((kind) => kind.id === id);
}

/** Parameters of every fault of a scenario: what they may be, and what they are when left out. Times in seconds. */
export const FAULT_PARAMETERS = {
  severity: { least: 0.01, most: 20, usual: 1 },
  maxSeverity: { least: 0.01, most: 20, usual: 4 },
  tauS: { least: 0, most: 30 * 86_400, usual: 600 },
  growth: { choices: ['step', 'ramp', 'exponential'], usual: 'ramp' },
} as const;

/** Whether a fault of this kind means something on a machine. */
export function fitsMachine(kind: FaultKind, equipment: Equipment, index: ModelIndex): boolean {
  if (kind.kinds && !kind.kinds.includes(equipment.kind)) return false;
  if (kind.components === 'bearings' && equipment.bearings.length === 0) return false;
  if (kind.components === 'siblings' && siblingsOf(equipment, index).length === 0) return false;
  return kind.needsRole === undefined || index.signalWithRole(equipment, kind.needsRole) !== undefined;
}

/** Ids of the other machines of its kind on its line. */
function siblingsOf({ id, kind, line }: Equipment, index: ModelIndex): string[] {
  return index.equipmentOf(line).flatMap((other) => (other.kind === kind && other.id !== id ? other.id : []));
}

/** Parts of a machine, or others of its kind, that a fault of this kind may name; none where it has none. */
export function componentsOf(kind: FaultKind, equipment: Equipment, index: ModelIndex): string[] {
  if (kind.components === 'bearings') return equipment.bearings.map(({ id }) => id);
  if (kind.components === 'siblings') return siblingsOf(equipment, index);
  if (kind.components !== 'zones') return [];
  const zones = index.signalsOf(equipment).flatMap(({ id }) => /^zone_\d+/.exec(id)?.[0] ?? []);
  return [...new Set(zones)];
}
