import type { ReadingsProblem } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

const SHOWN = 6;

/** What is wrong with a file of readings, in words, with when. */
export function ReadingProblems({ problems }: { problems: readonly ReadingsProblem[] }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  if (problems.length === 0) return <span className="muted">{t('energy.nothingWrong')}</span>;
  return (
    <ul className="problem-list">
      {problems.slice(0, SHOWN).map((problem) => (
        <li key={`${problem.kind} ${problem.from} ${problem.line}`}>
          {t(`energy.problem.${problem.kind}`, {
            count: problem.count,
            factor: problem.factor === undefined ? '' : formatNumber(problem.factor, language),
            hours:
              problem.offsetMinutes === undefined
                ? ''
                : formatNumber(problem.offsetMinutes / 60, language, 2),
          })}
          {problem.to > problem.from && (
            <small className="muted block">
              {formatMoment(problem.from, zone)} – {formatMoment(problem.to, zone)}
            </small>
          )}
        </li>
      ))}
      {problems.length > SHOWN && (
        <li className="muted">{t('energy.moreProblems', { count: problems.length - SHOWN })}</li>
      )}
    </ul>
  );
}
