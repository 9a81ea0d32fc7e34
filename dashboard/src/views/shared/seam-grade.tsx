import type { SeamVerdictSummary } from '@linetwin/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { toneOf } from '../../live/seam-grades.ts';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

type Grade = SeamVerdictSummary['grade'];
const TONES: Record<Grade, string> = {
  good: 'good',
  'probable-defect': 'warning',
  defect: 'fault',
  'not-judgeable': 'none',
};
/** Shape beside the colour, for whoever cannot tell the colours apart. */
const SHAPES: Record<Grade, string> = {
  good: '✓',
  'probable-defect': '△',
  defect: '✕',
  'not-judgeable': '–',
};

/** A newer method may know defects that this page has no words for; their code is better than nothing. */
export function defectName(t: TFunction, kind: string): string {
  return t(`seam.kind.${kind}` as never, { defaultValue: kind });
}

/** Verdict of a seam in one word; `undefined` while it is being judged, `null` where it was not. */
export function SeamGradeTag({ verdict }: { verdict: Pick<SeamVerdictSummary, 'grade'> | null | undefined }) {
  const { t } = useTranslation();
  if (!verdict)
    return <span className="muted">{t(verdict === null ? 'seam.notJudged' : 'seam.pending')}</span>;
  return (
    <span className="verdict seam-grade" data-tone={TONES[verdict.grade]}>
      <i aria-hidden="true">{SHAPES[verdict.grade]}</i> {t(`seam.grade.${verdict.grade}`)}
    </span>
  );
}

/** Where along a seam which defect was found. */
export function SeamDefects({ defects }: { defects: SeamVerdictSummary['defects'] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  if (defects.length === 0) return null;
  const mm = (value: number) => formatNumber(value, language, 0);
  return (
    <ul className="seam-defects">
      {defects.map((defect) => (
        <li key={`${defect.kind} ${defect.fromMm}`} data-tone={toneOf(defect)}>
          <strong>{defectName(t, defect.kind)}</strong>{' '}
          {t('seam.stretch', { from: mm(defect.fromMm), to: mm(defect.toMm) })}{' '}
          <span className="muted">
            {t('seam.confidence')} {formatPercent(defect.confidence, language, 0)}
          </span>
        </li>
      ))}
    </ul>
  );
}
