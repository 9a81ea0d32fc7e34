import { useTranslation } from 'react-i18next';

/** Name of a measure in the reader's language; its id where a newer server knows more than this page. */
export function useMeasureName(): (measure: string) => string {
  const { t } = useTranslation();
  const names = t('savings.measureName', { returnObjects: true }) as Record<string, string>;
  return (measure) => names[measure] ?? measure;
}

/** Why a recommendation ended or was not done, in the reader's language: a guard, or what the machine or a person said. */
export function useEndReason(): (reason: string) => string {
  const { t } = useTranslation();
  const names = t('savings.endReason', { returnObjects: true }) as Record<string, string>;
  return (reason) => names[reason] ?? reason;
}
