import type { BackTestAnswer } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../live/api/api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatCount, formatEnds, formatMoment, formatNumber, formatPercent } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { durationText } from '../production/reason-text.ts';
import { BackTestChart } from './back-test-chart.tsx';
import { useRuleTexts } from './rule-texts.ts';

const DAY_MS = 86_400_000;
/** Alarms that one operator should get in a day at most (ISA-18.2). */
const TARGET_PER_DAY = 150;
const TARGET_PEAK = 10;
const MOST_ROWS = 100;
/** What is shown around an alarm, on each side at least. */
const LEAST_AROUND_MS = 600_000;

/** What a version would have done: figures against the targets, days, alarms, and what it saw. */
export function BackTestResult({ test }: { test: BackTestAnswer }) {
  const t = useRuleTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const outcome = test.outcome!;
  const first = [...outcome.machines].sort((a, b) => b.raised - a.raised)[0]?.equipment ?? '';
  const [shown, setShown] = useState({ equipment: first, from: test.from, to: test.to });
  const perDay = outcome.raised / ((test.to - test.from) / DAY_MS);
  const { from, to } = test;
  const standing = useFetched(`load ${from} ${to}`, (abort) =>
    api.alarmPerformance({ from, to, operators: 1 }, abort),
  ).data?.perOperatorDay;
  const idOf = (address: string) => index.equipment(address)?.id ?? address;
  const time = (ms: number) => formatMoment(ms, zone, Date.now());
  const unknown = outcome.lookedMs > 0 ? outcome.unknownMs / outcome.lookedMs : 0;
  const most = Math.max(1, ...outcome.days.map(({ raised }) => raised));
  return (
    <>
      <dl className="rule-figures">
        <div>
          <dt>{t('test.raised')}</dt>
          <dd data-figure="raised">{formatCount(outcome.raised, language)}</dd>
        </div>
        <div>
          <dt>{t('test.perDay')}</dt>
          <dd>{formatNumber(perDay, language, 1)}</dd>
          <dd className="muted">
            {t('test.ofTarget', { share: formatPercent(perDay / TARGET_PER_DAY, language, 1) })}
          </dd>
        </div>
        {standing !== undefined && (
          <div data-bad={standing + perDay > TARGET_PER_DAY}>
            <dt>{t('test.together')}</dt>
            <dd data-figure="together">{formatNumber(standing + perDay, language, 1)}</dd>
            <dd className="muted">{t('test.standing', { count: formatNumber(standing, language, 1) })}</dd>
          </div>
        )}
        <div data-bad={outcome.peakPerTenMinutes > TARGET_PEAK}>
          <dt>{t('test.peak')}</dt>
          <dd>{formatCount(outcome.peakPerTenMinutes, language)}</dd>
          <dd className="muted">{t('test.peakTarget')}</dd>
        </div>
        <div>
          <dt>{t('test.inAlarm')}</dt>
          <dd>{durationText(outcome.inAlarmMs / 1000)}</dd>
        </div>
        <div data-bad={unknown > 0.1}>
          <dt>{t('test.unknown')}</dt>
          <dd>{formatPercent(unknown, language, 1)}</dd>
          <dd className="muted">{t('test.unknownHint')}</dd>
        </div>
      </dl>
      {outcome.chattering.length > 0 && (
        <p className="rule-bad">
          {t('test.chattering')}: {outcome.chattering.map(idOf).join(', ')}
        </p>
      )}
      <h3>{t('test.daily')}</h3>
      <ul className="rule-days">
        {outcome.days.map(({ day, raised, inAlarmMs }) => (
          <li key={day}>
            <span>{day}</span>
            <span className="rule-bar" aria-hidden="true">
              <span style={{ width: `${(raised / most) * 100}%` }} />
            </span>
            <span>
              {t('raised', { count: raised })} · {durationText(inAlarmMs / 1000)}
            </span>
          </li>
        ))}
      </ul>
      <div className="rule-row rule-shown">
        <strong>{idOf(shown.equipment)}</strong>
        {shown.from !== test.from && (
          <Button size="small" onClick={() => setShown({ ...shown, from: test.from, to: test.to })}>
            {t('test.whole')}
          </Button>
        )}
        <span className="muted">{t('test.chartHint')}</span>
      </div>
      <BackTestChart test={test} {...shown} />
      <h3>{t('test.alarms')}</h3>
      {outcome.alarms.length === 0 ? (
        <p className="muted">{t('test.noAlarms')}</p>
      ) : (
        <div className="rule-table">
          <table className="table">
            <thead>
              <tr>
                <th>{t('test.from')}</th>
                <th>{t('test.machine')}</th>
                <th className="num">{t('test.value')}</th>
                <th>{t('test.lasted')}</th>
                <th>{t('test.until')}</th>
              </tr>
            </thead>
            <tbody>
              {outcome.alarms.slice(0, MOST_ROWS).map(({ equipment, raisedAt, endedAt, end, value }) => {
                const until = endedAt ?? test.to;
                const around = Math.max(LEAST_AROUND_MS, until - raisedAt);
                return (
                  <tr key={`${equipment} ${raisedAt}`}>
                    <td>
                      <Button
                        type="link"
                        size="small"
                        onClick={() =>
                          setShown({
                            equipment,
                            from: Math.max(test.from, raisedAt - around),
                            to: Math.min(test.to, until + around),
                          })
                        }
                      >
                        {time(raisedAt)}
                      </Button>
                    </td>
                    <td>{idOf(equipment)}</td>
                    <td className="num">{value === null ? '–' : formatNumber(value, language, 2)}</td>
                    <td>{durationText((until - raisedAt) / 1000)}</td>
                    <td>{end === null ? t('test.still') : t(`test.${end}`)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {outcome.raised > MOST_ROWS && (
        <p className="muted">
          {t('test.more', { count: Math.min(MOST_ROWS, outcome.alarms.length), total: outcome.raised })}
        </p>
      )}
      {outcome.gaps.length > 0 && (
        <details>
          <summary>
            {t('test.gaps')} ({outcome.gaps.length})
          </summary>
          <ul className="rule-gaps">
            {outcome.gaps.slice(0, MOST_ROWS).map(({ equipment, from, to }) => (
              <li key={`${equipment} ${from}`}>
                {idOf(equipment)}: {t('test.range', formatEnds({ from, to }, zone))} (
                {durationText((to - from) / 1000)})
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
