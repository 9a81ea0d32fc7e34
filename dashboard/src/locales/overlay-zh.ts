/** 车间三维图的着色方式、相机与画质。 */
export const overlayZh = {
  choose: '着色',
  name: {
    state: '状态',
    temperature: '温度',
    vibration: '振动区域',
    energy: '功率',
    quality: '合格率',
    alarms: '报警',
    oee: 'OEE',
  },
  note: {
    temperature: '最高测点，炉按炉区',
    vibration: 'ISO 20816，最差的轴承',
    energy: '柱高与颜色相同',
    quality: '最近 {{hours}} 小时',
    alarms: '最高优先级',
    oee: '最近 {{hours}} 小时',
  },
  class: {
    A: 'A 良好',
    B: 'B 可长期运行',
    C: 'C 仅短期运行',
    D: 'D 会造成损坏',
    none: '无报警',
    P1: 'P1',
    P2: 'P2',
    P3: 'P3',
    P4: 'P4',
  },
  missing: '无数据',
  loading: '正在读取',
  failed: '读取失败：{{detail}}',
};

/** 轴承剖视。 */
export const cutawayZh = {
  open: '打开剖视图',
  picture: '轴承 {{bearing}} 剖视图，损伤件：{{part}}',
  line: '谱线 {{line}}，颜色相同',
  elements: '{{count}} 个滚动体',
  slowed: '，放慢显示',
  none: '没有该轴承的几何数据，或结论未指明部件。',
};
