import type { RunFigures, RunSummary } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatAge, formatNumber, NO_VALUE } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { compareFigures, compareLimits, type FigureRow } from './compare-figures.ts';
import { useRunNames, useRunTexts } from './run-texts.ts';

const MAX_LIMITS = 12;

/** What came out of a run, beside what came out of another one. */
export function RunFiguresPanel(props: { run: RunSummary; other: RunSummary | undefined }) {
  const { run, other } = props;
  const t = useRunTexts();
  const names = useRunNames(run, other);
  const { t: common } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const figures: (RunFigures | null | undefined)[] = [run.figures, other?.figures];
  if (!run.figures) return null;
  const lineName = (line: string) => index.line(line)?.name[language] ?? line;
  const shown = (value: number | undefined, { decimals }: FigureRow) =>
    value === undefined ? NO_VALUE : formatNumber(value, language, decimals);
  const signalName = (address: string) => {
    const signal = index.signal(address);
    return signal ? `${index.equipment(signal.equipment)!.id} ${signal.name[language]}` : address;
  };
  const times = (limit: { raised: number; activeS: number } | undefined) =>
    limit ? `${formatNumber(limit.raised, language, 0)} / ${formatAge(limit.activeS * 1000)}` : '0';
  return (
    <Panel title={t('figures.title')}>
      <div className="run-table">
        <table className="run-figures">
          <thead>
            <tr>
              <th scope="col">{t('figures.name')}</th>
              <th scope="col">{names[0]}</th>
              {other && <th scope="col">{names[1]}</th>}
              {other && <th scope="col">{t('figures.difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {compareFigures(figures[0]!, figures[1] ?? undefined).map((row) => (
              <tr key={`${row.what} ${row.line}`}>
                <th scope="row">{t(`figures.${row.what}`, { line: lineName(row.line) })}</th>
                <td>{shown(row.first, row)}</td>
                {other && <td>{shown(row.second, row)}</td>}
                {other && <td>{signed(row, language)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
        {compareLimits(figures[0]!, figures[1] ?? undefined).length > 0 && (
          <table className="run-figures">
            <thead>
              <tr>
                <th scope="col">{t('figures.limits')}</th>
                <th scope="col">{names[0]}</th>
                {other && <th scope="col">{names[1]}</th>}
              </tr>
            </thead>
            <tbody>
              {compareLimits(figures[0]!, figures[1] ?? undefined)
                .slice(0, MAX_LIMITS)
                .map(({ signal, limit, first, second }) => (
                  <tr key={`${signal} ${limit}`}>
                    <th scope="row">
                      {t('figures.limit', { signal: signalName(signal), limit: common(`limit.${limit}`) })}
                    </th>
                    <td>{times(first)}</td>
                    {other && <td>{times(second)}</td>}
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      </div>
      <p className="muted run-hint">{t('figures.hint')}</p>
    </Panel>
  );
}

function signed({ first, second, decimals }: FigureRow, language: 'zh' | 'en'): string {
  if (first === undefined || second === undefined) return NO_VALUE;
  const difference = second - first;
  return `${difference > 0 ? '+' : ''}${formatNumber(difference, language, decimals)}`;
}
