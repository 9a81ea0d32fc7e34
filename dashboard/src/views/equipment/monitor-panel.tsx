import type { MachineMonitor, MonitorScore } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionApi } from '../../live/api/condition-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { TimeLinesChart } from '../../plots/time-lines-chart.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { ContributionTable } from '../shared/contribution-table.tsx';
import { LearnButton } from '../shared/learn-dialog.tsx';

const REFRESH_MS = 30_000;

/** The machine as a whole against its own healthy time: Q and T² over the last day, and what makes them now. */
export function MonitorPanel({ machine }: { machine: Equipment }) {
  const { t } = useTranslation();
  const { data, error, loading, retry } = useFetchedAt(
    machine.address,
    (at, abort) => conditionApi.monitor(machine.address, at, abort),
    REFRESH_MS,
  );
  return (
    <Panel
      title={t('condition.monitor')}
      extra={
        data?.canLearn && (
          <LearnButton
            title={t('condition.learnMonitorTitle')}
            text={t('condition.learnMonitorText')}
            ask={(reason, by) => conditionApi.learnMonitor({ equipment: machine.address, reason, by })}
            onDone={retry}
          />
        )
      }
    >
      {loading ? (
        <Loading rows={5} />
      ) : error && !data ? (
        <Failure what={t('condition.loadFailed')} detail={error.message} retry={retry} />
      ) : data && !data.canLearn ? (
        <Empty>{t('condition.cannotLearn')}</Empty>
      ) : (
        data && <Monitor machine={machine} monitor={data} />
      )}
    </Panel>
  );
}

function Monitor({ machine, monitor }: { machine: Equipment; monitor: MachineMonitor }) {
  const { t } = useTranslation();
  const { scores, model } = monitor;
  const newest = scores.at(-1);
  return (
    <>
      <p className="muted">{t('condition.monitorHint')}</p>
      <ModelText machine={machine} monitor={monitor} />
      {scores.length > 0 ? <ScoreChart scores={scores} /> : model && <Empty>{t('condition.noScores')}</Empty>}
      {newest && (
        <>
          <p className="muted">{t('condition.contributions')}</p>
          <ContributionTable equipment={machine.address} contributions={newest.contributions} />
        </>
      )}
    </>
  );
}

function ModelText({
  machine,
  monitor: { model, learning, scores },
}: {
  machine: Equipment;
  monitor: MachineMonitor;
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  const newest = scores.at(-1);
  const nameOf = (id: string) => index.signal(`${machine.address}/${id}`)?.name[language] ?? id;
  return (
    <dl className="facts condition-facts">
      {newest && (
        <>
          <dt>{t('condition.now')}</dt>
          <dd>
            <strong className={newest.q > 1 ? 'tone-warn' : undefined}>
              {newest.q > 1 ? t('condition.unusual') : t('condition.usual')}
            </strong>{' '}
            <span className="muted">
              Q {formatNumber(newest.q, language, 2)} · T² {formatNumber(newest.tSquared, language, 2)} ·{' '}
              {formatMoment(newest.at, zone, live.now())}
            </span>
          </dd>
        </>
      )}
      <dt>{t('condition.model')}</dt>
      <dd>
        {model ? (
          <>
            {t('condition.version', { version: model.version })}{' '}
            <span className="muted">
              {t('condition.modelFrom', {
                time: formatMoment(model.trainedAt, zone, live.now()),
                rows: model.rows,
                signals: model.signals.length,
              })}
              {' · '}
              {model.by === null
                ? t('condition.learnedItself')
                : t('condition.learnedBy', { by: model.by, reason: model.reason })}
            </span>
            {model.constant.length > 0 && (
              <div className="muted small">
                {t('condition.notJudged', { signals: model.constant.map(nameOf).join(', ') })}
              </div>
            )}
          </>
        ) : (
          t('condition.noModel')
        )}
        {learning && (
          <div className="muted">
            {t('condition.hoursLearned', {
              hours: formatNumber(learning.hours, language, 1),
              wanted: formatNumber(learning.wantedHours, language, 0),
            })}
            {learning.by !== null &&
              ` · ${t('condition.learningBy', { by: learning.by, reason: learning.reason })}`}
            {learning.problem !== null && <div>{t('condition.problem', { problem: learning.problem })}</div>}
          </div>
        )}
      </dd>
    </dl>
  );
}

function ScoreChart({ scores }: { scores: readonly MonitorScore[] }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const chart = useMemo(() => {
    const { series, warning } = PALETTES[theme];
    return {
      time: scores.map(({ at }) => at),
      lines: [
        { values: scores.map(({ tSquared }) => tSquared), colour: series[3], width: 1 },
        { values: scores.map(({ q }) => q), colour: series[0], width: 1.8 },
      ],
      limits: [{ at: 1, label: t('condition.limit'), colour: warning }],
    };
  }, [scores, theme, t]);
  return (
    <>
      <ul className="line-legend">
        <li>
          <i style={{ background: 'var(--series-0)' }} /> {t('condition.q')}
        </li>
        <li>
          <i style={{ background: 'var(--series-3)' }} /> {t('condition.tSquared')}
        </li>
      </ul>
      <TimeLinesChart
        {...chart}
        least={1.1}
        axisLabel={t('condition.overLimit')}
        label={`${t('condition.monitor')}: Q, T²`}
        timeZone={index.model.site.timeZone}
        language={language}
        theme={theme}
        height={180}
      />
    </>
  );
}
