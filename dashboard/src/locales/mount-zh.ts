/** 加速度计安装判断的文字。 */
export const mountZh = {
  levels: '三分之一倍频程加速度级',
  level: '加速度谱密度',
  frequency: '频率',
  now: '现在',
  healthy: '健康时（{{count}} 次采集）',
  range: '健康时的范围',
  fitted: '按松动安装计算',
  resonance: '安装共振 {{frequency}}',
  decided: '判定依据',
  resonanceFact: '安装共振',
  amplification: '放大倍数 Q',
  sign: {
    hump: '共振处超出健康时最高值',
    loss: '共振一倍频程以上，相对健康时最低值',
    still: '共振一倍频程以下的变化',
    shape: '与共振曲线的偏差',
  },
};
