import type { BilingualText } from '../bearing/advice.ts';

/** What is said of a loose accelerometer: what to do in the order of doing it, and what would speak against it. */
export const MOUNT_TEXTS: Readonly<{
  title: BilingualText;
  advice: readonly BilingualText[];
  contradictedBy: readonly BilingualText[];
}> = {
  title: { zh: '加速度计松动', en: 'Accelerometer loose' },
  advice: [
    {
      zh: '停机挂牌后用手检查加速度计、磁座和螺柱是否松动',
      en: 'With the machine stopped and locked out, check by hand whether accelerometer, magnet or stud is loose',
    },
    {
      zh: '清洁安装面：平整、无油漆、无毛刺，涂薄层硅脂',
      en: 'Clean the surface: flat, no paint, no burrs, a thin film of grease',
    },
    {
      zh: '重新安装，按传感器说明书的力矩拧紧，固定电缆',
      en: 'Mount it again, tighten to the torque of its data sheet, clamp the cable',
    },
    {
      zh: '安装牢固后五次采集即关闭本结论；此前该通道不判断轴系，轴承只看明确的故障谱线',
      en: 'Five bursts of a firm mount close this; until then the shaft is not judged from this channel, and of bearings only plain lines of a fault count',
    },
  ],
  contradictedBy: [
    {
      zh: '传感器安装牢固，用另一只传感器测得的频谱相同',
      en: 'The sensor sits firmly, and another one beside it shows the same spectrum',
    },
    {
      zh: '采集卡的滤波或采样设置有改动',
      en: 'Filter or sample rate of the acquisition were changed',
    },
  ],
};
