import { useTranslation } from 'react-i18next';

/** Name of a measure in the reader's language; its id where a newer server knows more than this page. */
export function useMeasureName(): (measure: string) => string {
  const { t } = useTranslation();
  const names = t('savings.measureName', { returnObjects: true }) as Record<string, string>;
  return (measure) => names[measure] ?? measure;
}
