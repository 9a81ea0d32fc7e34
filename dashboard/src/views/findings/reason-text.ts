import type { TFunction } from 'i18next';

/** Why there is no verdict. A newer method may know reasons that this page has no words for; their code is better than nothing. */
export function reasonText(t: TFunction, reason: string): string {
  const ofShaft = t(`shaft.reason.${reason}` as never, { defaultValue: reason });
  const ofMotor = t(`motor.reason.${reason}` as never, { defaultValue: ofShaft });
  return t(`findings.reason.${reason}` as never, { defaultValue: ofMotor });
}

/** The word for a verdict of a bearing. */
export function verdictWord(t: TFunction, verdict: string): string {
  return t(`findings.verdict.${verdict}` as never, { defaultValue: verdict });
}
