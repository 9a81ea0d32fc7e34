import type { BilingualText } from '../bearing/advice.ts';

/**
 * Sensor faults, domain table 2.10: the first five show in a value's own behaviour, drift and scale against values that physics ties
 * to it, swapped channels against the work of the machines. Those of clocks are judged where values come in.
 */
export const SENSOR_FAULTS = [
  'sensor-stuck',
  'sensor-dropout',
  'sensor-open',
  'sensor-spikes',
  'sensor-noisy',
  'sensor-drift',
  'sensor-scale',
  'sensor-swapped',
] as const;
export type SensorFault = (typeof SENSOR_FAULTS)[number];

/** The sensor rules change together; findings carry this. */
export const SENSOR_RULES_VERSION = 4;

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
  'sensor-drift': {
    title: t('传感器漂移或偏置', 'Sensor drifts or is biased'),
    advice: t('与标准表对比，重新校准', 'Compare with a reference and calibrate'),
    contradictedBy: t('现场标准表与读数一致', 'A reference on the spot reads the same'),
  },
  'sensor-scale': {
    title: t('传感器量程系数错误', 'Sensor scale wrong'),
    advice: t('核对上次校准、量程和互感器变比', 'Check the last calibration, range and transformer ratio'),
    contradictedBy: t('现场标准表与读数一致', 'A reference on the spot reads the same'),
  },
  'sensor-swapped': {
    title: t('传感器通道接反', 'Sensor channels swapped'),
    advice: t('逐台停开设备，核对接线和通道表', 'Stop and start one machine, check wiring and channel list'),
    contradictedBy: t('两台设备总是同时开停', 'Both machines always start and stop together'),
  },
};
