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
  unmeasured: '无此测点',
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

/** 三维图的相机与画质。 */
export const cameraZh = {
  menu: '视图',
  mode: '相机',
  orbit: '环绕',
  walk: '步行',
  follow: '跟随工件',
  hint: {
    orbit: '拖动旋转，滚轮缩放，右键平移。',
    walk: 'W A S D 或方向键行走，Shift 加快，拖动转头。',
    follow: '跟随最近的工件，直到它离开产线。',
  },
  end: '回到环绕',
  carried: '在输送线上',
  inside: '在 {{machine}} 中',
  bookmarks: '收藏视角',
  noBookmarks: '尚未收藏；保存在本浏览器中。',
  name: '视角名称',
  keep: '收藏',
  forget: '删除视角 {{name}}',
  quality: '画质',
  level: { auto: '自动', high: '高', medium: '中', low: '低' },
  qualityHint: '自动按帧时间选择；只对本设备有效。',
};
