interface Text {
  zh: string;
  en: string;
}

/** One thing to look at. The one that is not as expected names the cause; else the next one is looked at. */
export interface TreeStep {
  id: string;
  measure: Text;
  /** What is right; null where only a person on the spot can say. */
  expected: Text | null;
  /** What is wrong, or what to change, when it is not as expected. */
  otherwise: Text;
  /** Signals of the machine that tell it, as a pattern over their ids. */
  signals?: RegExp;
  /** Alarms (as `signal.limit`) that answer it; where left out, every alarm on its signals says that it is not as expected. */
  alarms?: StepAlarms;
  /** Faults of which a finding is what is looked for here, so that it is not as expected. */
  faults?: RegExp;
}

export interface StepAlarms {
  asExpected?: RegExp;
  notAsExpected?: RegExp;
}

/** Steps of a search in the order in which they cost least and tell most. */
export interface GuidedTree {
  id: string;
  title: Text;
  /** Machines and causes (or alarms, as `signal.limit`) that it is for. */
  fits: { kind?: RegExp; key: RegExp };
  steps: TreeStep[];
}

const step = (
  id: string,
  measure: Text,
  expected: Text | null,
  otherwise: Text,
  signals?: RegExp,
  alarms?: StepAlarms,
): TreeStep => ({
  id,
  measure,
  expected,
  otherwise,
  ...(signals && { signals }),
  ...(alarms && { alarms }),
});
/** The step that a finding of one of these faults answers. */
const named = (faults: RegExp, one: TreeStep): TreeStep => ({ ...one, faults });
/** Of signals whose alarm is what the search began with, and says nothing of this step. */
const SAYS_NOTHING: StepAlarms = {};
const t = (zh: string, en: string): Text => ({ zh, en });

/** The guided trees T1 to T9 of the plant brief (domain.md 2.11). Times per step are not in the brief, so none are given. */
export const GUIDED_TREES: readonly GuidedTree[] = [
  {
    id: 'valve-does-not-move',
    title: t('控制阀不动作', 'Control valve does not move'),
    fits: { key: /valve/ },
    steps: [
      step(
        'supply',
        t('插头处供电', 'Supply at the plug'),
        t('24 V ±10 %', '24 V ±10 %'),
        t('保险丝、电源', 'Fuse, supply'),
      ),
      step(
        'command',
        t('给定信号', 'Command'),
        t('0–10 V 或 4–20 mA 随设定值变化', '0–10 V or 4–20 mA follows the set point'),
        t('控制器、输出卡', 'Controller, output card'),
      ),
      step(
        'coil',
        t('线圈电阻', 'Coil resistance'),
        t(
          '20–25 Ω（24 V 电磁阀，以样本为准），无接地',
          '20–25 Ω (24 V solenoid; see data sheet), no earth fault',
        ),
        t('线圈', 'Coil'),
      ),
      step('cable', t('插头、电缆导通', 'Connector and cable'), t('导通', 'Continuous'), t('电缆', 'Cable')),
      step(
        'loop',
        t('回路状态', 'Loop'),
        t('自动、联锁解除、反馈跟随', 'In auto, interlock free, feedback follows'),
        t('整定、联锁', 'Tuning, interlock'),
      ),
      step(
        'pilot',
        t('先导压力', 'Pilot pressure'),
        t('正常', 'Present'),
        t('供气（油）管路', 'Supply line'),
      ),
      step(
        'override',
        t('手动操作', 'Manual override'),
        t('阀芯动作（则查电气部分）', 'Valve moves (then look at the electronics)'),
        t('阀芯卡滞：清洗或更换', 'Stuck spool: clean or change'),
      ),
    ],
  },
  {
    id: 'furnace-zone-cold',
    title: t('炉区温度低', 'Furnace zone cold'),
    fits: {
      kind: /furnace/,
      key: /element|scr|thermocouple|zone_\d+_temp\.low|zone_\d+_output\.high|(^|-)zone/,
    },
    steps: [
      step(
        'output',
        t('区输出 %', 'Zone output %'),
        t('随温差升高', 'Rises with the lack of temperature'),
        t('控制器', 'Controller'),
        /^zone_\d+_output$/,
        { asExpected: /_output\.high/, notAsExpected: /_output\.low/ },
      ),
      step('contactor', t('接触器', 'Contactor'), t('吸合', 'Closed'), t('接触器', 'Contactor')),
      step('fuses', t('可控硅快熔', 'SCR fuses'), t('完好', 'Whole'), t('快熔', 'Fuses')),
      step(
        'currents',
        t('各相电流', 'Phase currents'),
        t('三相平衡', 'Equal'),
        t('断相、可控硅', 'Open phase, SCR'),
        /^zone_\d+_power$/,
      ),
      named(
        /^heating-element-open$/,
        step(
          'elements',
          t('加热元件电阻', 'Element resistance'),
          t('与样本一致', 'As in the data sheet'),
          t('加热元件', 'Heating element'),
        ),
      ),
      step(
        'thermocouple',
        t('热电偶比对', 'Thermocouple against another'),
        t('一致', 'Agree'),
        t('热电偶漂移', 'Thermocouple drift'),
        /^zone_\d+_temp$/,
        SAYS_NOTHING,
      ),
      step(
        'door',
        t('炉门、网带装载', 'Door, belt load'),
        t('关严、装载正常', 'Shut, usual load'),
        t('漏气、超载', 'Leak, overload'),
        /^belt_/,
      ),
    ],
  },
  {
    id: 'vibration-high',
    title: t('振动大', 'Vibration high'),
    fits: {
      key: /imbalance|misalign|loose|resonance|chatter|outer-race|inner-race|rolling-element|cage|^vib|vibration|spindle/,
    },
    steps: [
      step(
        'same-load',
        t('转速、负载与以前相同', 'Same speed and load as before'),
        t('相同', 'The same'),
        t('先恢复相同工况再比较', 'Compare again at the same speed and load'),
        /speed|load/,
      ),
      named(
        /^sensor-loose$/,
        step(
          'mount',
          t('传感器安装', 'Sensor mount'),
          t('牢固', 'Tight'),
          t('重新安装传感器', 'Mount the sensor again'),
        ),
      ),
      named(
        /^imbalance$/,
        step(
          'one-x',
          t('1× 转频', '1× of the speed'),
          t('不突出', 'Does not stand out'),
          t('不平衡：做动平衡', 'Imbalance: balance it'),
        ),
      ),
      named(
        /^misalignment$/,
        step(
          'two-x',
          t('2× 转频', '2× of the speed'),
          t('不突出', 'Does not stand out'),
          t('不对中：重新对中', 'Misalignment: align it'),
        ),
      ),
      named(
        /^looseness$/,
        step(
          'harmonics',
          t('多次谐波', 'Many harmonics'),
          t('没有', 'None'),
          t('松动：紧固螺栓', 'Looseness: tighten the bolts'),
        ),
      ),
      named(
        /^(outer-race|inner-race|rolling-element|cage)$/,
        step(
          'fault-lines',
          t('轴承故障频率线', 'Bearing fault lines'),
          t('没有', 'None'),
          t('轴承', 'Bearing'),
        ),
      ),
      named(
        /^resonance$/,
        step(
          'fixed-hz',
          t('不随转速变化的频率', 'A frequency that does not follow the speed'),
          t('没有', 'None'),
          t('共振', 'Resonance'),
        ),
      ),
    ],
  },
  {
    id: 'test-rejects-up',
    title: t('振动检测不合格增多', 'Rejects of the vibration test up'),
    fits: { kind: /vibration-tester/, key: /./ },
    steps: [
      step(
        'lots',
        t('一个批次还是全部', 'One lot or all'),
        t('全部批次', 'All lots'),
        t('该批次：追溯其工序', 'That lot: trace where it went'),
      ),
      step(
        'master',
        t('标准件', 'Master bearing'),
        t('读数不变', 'Reads as before'),
        t('检测台', 'The rig'),
        /self_check|z_level/,
      ),
      named(
        /^test-rig-spindle-worn$/,
        step(
          'rig',
          t('检测台自检', 'Self-check of the rig'),
          t('合格', 'Good'),
          t('主轴、传感器', 'Spindle, sensor'),
          /self_check|axial_load|spindle_speed/,
        ),
      ),
      step(
        'low',
        t('低频段（L）', 'Low band (L)'),
        t('不偏高', 'Not up'),
        t('B11：圆度', 'B11: roundness'),
        /^v_low$/,
      ),
      step(
        'medium',
        t('中频段（M）', 'Medium band (M)'),
        t('不偏高', 'Not up'),
        t('B13：超精', 'B13: superfinishing'),
        /^v_medium$/,
      ),
      step(
        'high',
        t('高频段（H）', 'High band (H)'),
        t('不偏高', 'Not up'),
        t('B14 清洗、异物、B15 球批次', 'B14 wash, dirt, B15 ball lot'),
        /^v_high$|^crest$/,
      ),
    ],
  },
  {
    id: 'hardness-low',
    title: t('硬度低', 'Hardness low'),
    fits: { key: /hardness|quench|carbon/ },
    steps: [
      step(
        'furnace',
        t('炉温记录', 'Furnace temperature log'),
        t('各区 ±5 °C', 'Zones ±5 °C'),
        t('炉区', 'Furnace zone'),
        /^zone_\d+_temp$/,
      ),
      named(
        /^atmosphere-leak$/,
        step(
          'carbon',
          t('碳势', 'Carbon potential'),
          t('0.9–1.0 %C', '0.9–1.0 %C'),
          t('气氛、氧探头', 'Atmosphere, oxygen probe'),
          /carbon_potential|o2_probe|gas_flow/,
        ),
      ),
      named(
        /^belt-slip$/,
        step(
          'belt',
          t('网带时间', 'Time on the belt'),
          t('30–45 min', '30–45 min'),
          t('网带打滑、速度', 'Belt slip, speed'),
          /^belt_/,
        ),
      ),
      named(
        /^quench-oil-cooling-lost$/,
        step(
          'oil',
          t('淬火油温、搅拌', 'Oil temperature, agitation'),
          t('60–90 °C，搅拌正常', '60–90 °C, agitated'),
          t('油冷却、搅拌器', 'Oil cooling, agitator'),
          /quench_oil_temp|agitation/,
        ),
      ),
      step(
        'steel',
        t('钢材炉号', 'Steel heat'),
        t('C 0.95–1.05 %，Cr 1.40–1.65 %', 'C 0.95–1.05 %, Cr 1.40–1.65 %'),
        t('混料', 'Mixed steel'),
      ),
      step(
        'block',
        t('硬度计标准块', 'Tester block'),
        t('读数正确', 'Reads right'),
        t('硬度计', 'Hardness tester'),
      ),
    ],
  },
  {
    id: 'weld-depth-low',
    title: t('熔深不足', 'Weld depth low'),
    fits: { key: /depth|penetration|window|focus|porosity|pores/ },
    steps: [
      named(
        /^laser-module-aged$/,
        step(
          'power',
          t('工件处激光功率', 'Laser power at the work'),
          t('设定值 ±1 %', 'Set value ±1 %'),
          t('激光器、光纤', 'Source, fibre'),
          /power_actual|actual_power|laser_power/,
        ),
      ),
      named(
        /^window-dirty$/,
        step(
          'window',
          t('保护镜', 'Protective window'),
          t('干净、25–45 °C', 'Clean, 25–45 °C'),
          t('更换保护镜', 'Change the window'),
          /^window_/,
        ),
      ),
      named(
        /^focus-shifted$/,
        step(
          'focus',
          t('焦点位置', 'Focus position'),
          t('在设定位置', 'Where it was set'),
          t('焦点、镜片', 'Focus, lens'),
          /focus_position|collimator_temp/,
        ),
      ),
      step(
        'speed',
        t('焊接速度', 'Welding speed'),
        t('与程序一致', 'As programmed'),
        t('程序、机器人', 'Program, robot'),
        /tcp_speed/,
      ),
      named(
        /^joint-gap$/,
        step(
          'gap',
          t('间隙', 'Gap'),
          t('≤ 板厚 10 %', '≤ 10 % of the thickness'),
          t('工件、夹具', 'Part, clamp'),
          /^gap$/,
        ),
      ),
      named(
        /^shield-gas-low$/,
        step(
          'gas',
          t('保护气流量', 'Shield gas flow'),
          t('15–40 L/min', '15–40 L/min'),
          t('气路', 'Gas supply'),
          /gas_flow|gas_pressure/,
        ),
      ),
      step('material', t('材料', 'Material'), t('与 WPS 一致', 'As in the WPS'), t('材料', 'Material')),
    ],
  },
  {
    id: 'seam-offset',
    title: t('焊缝偏移', 'Seam offset'),
    fits: { key: /offset|tracker|mismatch|gap/ },
    steps: [
      step(
        'tcp',
        t('TCP 尖点检查', 'TCP cone check'),
        t('对准', 'On the point'),
        t('TCP 重新标定', 'Calibrate the TCP'),
      ),
      step('datum', t('夹具基准', 'Fixture datum'), t('在位', 'In place'), t('夹具', 'Fixture')),
      step(
        'tracker',
        t('跟踪器标定', 'Tracker calibration'),
        t('有效', 'Valid'),
        t('重新标定', 'Calibrate it'),
        /lateral_offset|track_quality/,
        { notAsExpected: /track_quality/ },
      ),
      step('part', t('工件尺寸', 'Part size'), t('合格', 'In tolerance'), t('来料', 'Incoming parts')),
      step(
        'backlash',
        t('轴间隙', 'Axis backlash'),
        t('没有', 'None'),
        t('减速机', 'Gearbox'),
        /following_error|axis_\d_torque/,
      ),
    ],
  },
  {
    id: 'compressor-never-unloads',
    title: t('空压机不卸载', 'Compressor never unloads'),
    fits: { kind: /compressor/, key: /./ },
    steps: [
      step('night', t('夜间用气量', 'Flow at night'), t('低', 'Low'), t('泄漏', 'Leak'), /air_flow/),
      named(
        /^air-leak$/,
        step('leak', t('巡检泄漏', 'Leak walk'), t('没有', 'None'), t('修复泄漏', 'Mend the leak')),
      ),
      step(
        'pressure',
        t('压力设定', 'Pressure set point'),
        t('0.65 MPa', '0.65 MPa'),
        t('调整设定', 'Set it back'),
        /air_pressure/,
        { notAsExpected: /air_pressure\.high/ },
      ),
      step('users', t('常开用气点', 'Open users'), t('没有', 'None'), t('关闭', 'Close them')),
      step(
        'valve',
        t('进气阀', 'Inlet valve'),
        t('能关闭', 'Closes'),
        t('进气阀', 'Inlet valve'),
        /load_state/,
      ),
    ],
  },
  {
    id: 'chiller-hot',
    title: t('冷水机水温高', 'Chiller hot'),
    fits: { kind: /chiller/, key: /./ },
    steps: [
      step('ambient', t('环境温度', 'Ambient'), t('正常', 'Usual'), t('通风', 'Ventilation')),
      named(
        /^chiller-condenser-dirty$/,
        step(
          'condenser',
          t('冷凝器压差、积尘', 'Condenser pressure drop, dirt'),
          t('干净', 'Clean'),
          t('清洗冷凝器', 'Clean the condenser'),
          /compressor_current/,
          { notAsExpected: /compressor_current\.high/ },
        ),
      ),
      step(
        'refrigerant',
        t('压缩机电流', 'Refrigerant (compressor current)'),
        t('正常', 'Usual'),
        t('补制冷剂', 'Refill'),
        /compressor_current/,
        { notAsExpected: /compressor_current\.low/ },
      ),
      step(
        'flow',
        t('流量', 'Flow'),
        t('100–200 L/min', '100–200 L/min'),
        t('水泵、管路', 'Pump, pipes'),
        /_flow$/,
      ),
      named(
        /^chiller-filter-clogged$/,
        step(
          'filter',
          t('过滤器压差', 'Filter pressure drop'),
          t('低', 'Low'),
          t('更换滤芯', 'Change the filter'),
          /filter_dp/,
        ),
      ),
      step(
        'set-point',
        t('设定值', 'Set point'),
        t('源 21–25 °C，光学 27–32 °C', 'Source 21–25 °C, optics 27–32 °C'),
        t('改回设定', 'Set it back'),
        /_temp$/,
        SAYS_NOTHING,
      ),
    ],
  },
];

/**
 * What is known of a step before anybody looks; null where nothing is.
 *
 * @param raised alarms on its signals, as `signal.limit`
 * @param found faults that findings of the machine name
 */
export function knownOfStep(
  { alarms, faults }: TreeStep,
  raised: readonly string[],
  found: readonly string[] = [],
): 'as-expected' | 'not-as-expected' | null {
  if (found.some((fault) => faults?.test(fault))) return 'not-as-expected';
  if (!alarms) return raised.length > 0 ? 'not-as-expected' : null;
  const says = (pattern: RegExp | undefined) =>
    pattern !== undefined && raised.some((key) => pattern.test(key));
  if (says(alarms.notAsExpected)) return 'not-as-expected';
  return says(alarms.asExpected) ? 'as-expected' : null;
}

/** Trees for a cause on a kind of machine: those made for that kind before those for any. */
export function treesFor(kind: string, key: string): GuidedTree[] {
  const bare = key.replace(/^alarm:/, '');
  return GUIDED_TREES.filter(({ fits }) => (fits.kind?.test(kind) ?? true) && fits.key.test(bare)).sort(
    (a, b) => Number(b.fits.kind !== undefined) - Number(a.fits.kind !== undefined),
  );
}
