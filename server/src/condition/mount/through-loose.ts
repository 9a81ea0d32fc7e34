import type { BearingDiagnosis } from '@linetwin/condition';
import type { Finding } from '@linetwin/contracts';
import type { Text } from '@linetwin/model';

const MOUNT_FIRST: Text = {
  zh: '先重新安装松动的加速度计，再采集一次确认',
  en: 'Mount the loose accelerometer again first, and take another burst',
};

/**
 * Whether a bearing's fault may be told from a burst of a loose accelerometer. A soft mount changes how strong each frequency arrives and not
 * how often impacts come, so the lines of a fault stay where they are. Only lines that all gates let pass are believed: levels, depths and whatever
 * is compared with a healthy machine are not.
 */
export function isSeenThrough({ grade, pattern }: BearingDiagnosis): boolean {
  return grade === 'clear' && pattern === 'lines';
}

/** The word on a bearing whose sensor is loose: never better than probable, so that one burst calls nobody. */
export function throughLoose(finding: Finding): Finding {
  return {
    ...finding,
    summary: {
      zh: `${finding.summary.zh}，经松动的加速度计测得`,
      en: `${finding.summary.en}, seen through a loose accelerometer`,
    },
    advice: [MOUNT_FIRST, ...finding.advice],
  };
}
