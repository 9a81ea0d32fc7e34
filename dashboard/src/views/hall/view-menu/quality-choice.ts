import { useCallback, useState } from 'react';
import { QUALITY_CHOICES, type QualityChoice } from '../../../scene/quality/quality.ts';
import { read, write } from './browser-store.ts';

const QUALITY_KEY = 'linetwin.hall.quality';

/** Picture quality, kept for this device. */
export function useQualityChoice(): [QualityChoice, (next: QualityChoice) => void] {
  const [choice, setChoice] = useState(
    () => QUALITY_CHOICES.find((one) => one === read(QUALITY_KEY)) ?? 'auto',
  );
  const set = useCallback((next: QualityChoice) => {
    setChoice(next);
    write(QUALITY_KEY, next);
  }, []);
  return [choice, set];
}
