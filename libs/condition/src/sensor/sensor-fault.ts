import type { BilingualText } from '../bearing/advice.ts';

/** Sensor faults that one value's own behaviour shows, domain table 2.10. Those of clocks and of accelerometers are judged elsewhere. */
export const SENSOR_FAULTS = [
  'sensor-stuck',
  'sensor-dropout',
  'sensor-open',
  'sensor-spikes',
  'sensor-noisy',
] as const;
export type SensorFault = (typeof SENSOR_FAULTS)[number];

/** The sensor rules change together; findings carry this. */
export const SENSOR_RULES_VERSION = 2;

const t = (zh: string, en: string): BilingualText => ({ zh, en });

export const SENSOR_FAULT_TEXTS: Readonly<
  Record<SensorFault, { title: BilingualText; advice: BilingualText; contradictedBy: BilingualText }>
> = {
  'sensor-stuck': {
    title: t('传感器卡滞', 'Sensor stuck'),
    advice: t('查接线和变送器，对比参考表', 'Check wiring and transmitter, compare with a reference'),
    contradictedBy: t('过程确实恒定', 'The process really stands still'),
  },
  'sensor-dropout': {
    title: t('传感器丢数', 'Sensor silent'),
    advice: t('查电缆、电源和网关', 'Check cable, supply and gateway'),
    contradictedBy: t('整台设备都没有数据：那是网关', 'The whole machine is silent: that is the gateway'),
  },
  'sensor-open': {
    title: t('传感器断路或饱和', 'Sensor open or saturated'),
    advice: t('测 4–20 mA 回路', 'Measure the 4 to 20 mA loop'),
    contradictedBy: t('过程确实超出量程', 'The process really left the range'),
  },
  'sensor-spikes': {
    title: t('传感器尖峰干扰', 'Sensor spikes'),
    advice: t('查屏蔽、接地和接头', 'Check shield, earth and connector'),
    contradictedBy: t('其它量同时跳变', 'Other values jump with it'),
  },
  'sensor-noisy': {
    title: t('传感器噪声增大', 'Sensor noise up'),
    advice: t('查屏蔽、接地', 'Check shield and earth'),
    contradictedBy: t('过程本身波动', 'The process itself is unsteady'),
  },
};
