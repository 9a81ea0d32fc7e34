import type { BackTestAnswer } from '@linetwin/contracts';
import { checkRule } from '@linetwin/rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { MarkedChart } from '../../plots/marked-chart.tsx';
import { unitText } from '../../ui/format.ts';
import { Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useRuleTexts } from './rule-texts.ts';

const POINTS = 600;
/** More signals would only be drawn smaller; those that the expression names first are the ones that it is about. */
const MOST_SIGNALS = 4;

/** What the rule saw of one machine, with the alarms that it would have raised and the times that were missing. */
export function BackTestChart(props: { test: BackTestAnswer; equipment: string; from: number; to: number }) {
  const { test, equipment, from, to } = props;
  const t = useRuleTexts();
  const { t: common } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const signals = useMemo(() => {
    const { rule } = checkRule(test.definition, index);
    const at = rule?.machines.findIndex(({ address }) => address === equipment) ?? -1;
    if (!rule || at < 0) return [];
    const numbers = rule.references.filter(({ of }) => of === 'signal').map((one) => one.signals[at]);
    return [...new Set(numbers)].slice(0, MOST_SIGNALS);
  }, [test.definition, index, equipment]);
  const addresses = signals.map(({ address }) => address);
  const history = useFetched(addresses.length > 0 ? `${addresses.join(' ')} ${from} ${to}` : null, (abort) =>
    api.history({ signals: addresses, from, to, points: POINTS }, abort),
  );
  const { alarms, gaps } = test.outcome!;
  const marks = useMemo(
    () =>
      alarms
        .filter((alarm) => alarm.equipment === equipment)
        .map(({ raisedAt, endedAt }) => ({ from: raisedAt, to: endedAt ?? test.to })),
    [alarms, equipment, test.to],
  );
  const missing = useMemo(
    () => gaps.filter((gap) => gap.equipment === equipment).map(({ from, to }) => ({ from, to, cause: '' })),
    [gaps, equipment],
  );
  if (history.loading) return <Loading rows={4} />;
  if (history.error)
    return <Failure what={t('test.loading')} detail={history.error.message} retry={history.retry} />;
  return signals.map(({ address, id, name, unit }) => {
    const series = history.data?.series.find((one) => one.signal === address);
    const title = [name[language], id, unitText(unit)].filter(Boolean).join(' · ');
    return (
      <figure key={address} className="rule-chart">
        <figcaption>{t('test.chart', { signal: title })}</figcaption>
        {series && series.time.length > 0 ? (
          <MarkedChart
            time={series.time}
            high={series.max}
            low={series.min}
            mean={series.mean}
            marks={marks}
            gaps={missing}
            from={from}
            to={to}
            label={t('test.chart', { signal: title })}
            axisLabel={unitText(unit)}
            timeZone={index.model.site.timeZone}
            language={language}
            theme={theme}
            height={160}
          />
        ) : (
          <p className="muted">{common('common.noData')}</p>
        )}
      </figure>
    );
  });
}
