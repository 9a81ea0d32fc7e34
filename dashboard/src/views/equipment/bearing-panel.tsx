import type { BearingHealth } from '@linetwin/contracts';
import type { BearingDefinition, Equipment } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionApi } from '../../live/api/condition-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { TimeLinesChart, type FootSpan } from '../../plots/time-lines-chart.tsx';
import { formatMoment, formatNumber, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { LearnButton } from '../shared/learn-dialog.tsx';
import { RemainingLifeText } from '../shared/remaining-life.tsx';
import { stageColour } from '../shared/stage-colour.ts';

const REFRESH_MS = 30_000;
/** A stage in words: shapes take the full colour of `stageColour`. */
const STAGE_TONE = { 1: 'tone-good', 2: 'tone-warn', 3: 'tone-fault', 4: 'tone-fault' } as const;

/** How the bearings of a machine stand and how they came there. */
export function BearingPanel({ machine }: { machine: Equipment }) {
  const { t } = useTranslation();
  const { data, error, loading, retry } = useFetchedAt(
    machine.bearings.length > 0 ? machine.address : null,
    (at, abort) => conditionApi.bearings(machine.address, at, abort),
    REFRESH_MS,
  );
  if (machine.bearings.length === 0) return null;
  return (
    <Panel title={t('condition.bearings')}>
      {loading ? (
        <Loading rows={6} />
      ) : error && !data ? (
        <Failure what={t('condition.loadFailed')} detail={error.message} retry={retry} />
      ) : (
        machine.bearings.map((bearing) => {
          const health = data?.find((one) => one.bearing === bearing.id);
          return (
            health && (
              <OneBearing
                key={bearing.id}
                machine={machine}
                bearing={bearing}
                health={health}
                onChanged={retry}
              />
            )
          );
        })
      )}
    </Panel>
  );
}

function OneBearing(props: {
  machine: Equipment;
  bearing: BearingDefinition;
  health: BearingHealth;
  onChanged: () => void;
}) {
  const { machine, bearing, health, onChanged } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { stage, isoZone, levelRatio, remaining } = health;
  return (
    <section className="bearing-health">
      <header className="bearing-head">
        <h3>
          {bearing.name[language]} <span className="muted">{bearing.designation}</span>
        </h3>
        <LearnButton
          title={t('condition.learnBearingTitle')}
          text={t('condition.learnBearingText')}
          ask={(reason, by) =>
            conditionApi.learnBearing({ equipment: machine.address, bearing: bearing.id, reason, by })
          }
          onDone={onChanged}
        />
      </header>
      <dl className="facts condition-facts">
        <dt>{t('condition.stage')}</dt>
        <dd>
          {stage === null ? (
            NO_VALUE
          ) : (
            <>
              <strong className={STAGE_TONE[stage]}>{t('condition.stageOf', { stage })}</strong>{' '}
              <span className="muted">{t(`condition.stageHint.s${stage}`)}</span>
            </>
          )}
        </dd>
        <dt>{t('condition.zone')}</dt>
        <dd>{isoZone ?? NO_VALUE}</dd>
        <dt>{t('condition.level')}</dt>
        <dd>{health.baseline ? `${formatNumber(levelRatio, language)}×` : NO_VALUE}</dd>
        {health.baseline && stage !== null && stage >= 3 && (
          <>
            <dt>{t('condition.remaining')}</dt>
            <dd>
              <RemainingLifeText remaining={remaining} />
            </dd>
          </>
        )}
        <dt>{t('condition.baseline')}</dt>
        <dd>
          <BaselineText health={health} />
        </dd>
      </dl>
      <HealthTrend health={health} />
    </section>
  );
}

function BaselineText({ health: { baseline, learning } }: { health: BearingHealth }) {
  const { t } = useTranslation();
  const { index, live } = usePlant();
  const zone = index.model.site.timeZone;
  return (
    <>
      {baseline ? (
        <div>
          {t('condition.version', { version: baseline.version })}{' '}
          <span className="muted">
            {t('condition.baselineFrom', {
              time: formatMoment(baseline.learnedAt, zone, live.now()),
              bursts: baseline.bursts,
            })}
            {' · '}
            {baseline.by === null
              ? t('condition.learnedItself')
              : t('condition.learnedBy', { by: baseline.by, reason: baseline.reason })}
          </span>
        </div>
      ) : (
        <div>{t('condition.noBaseline')}</div>
      )}
      {learning && (
        <div className="muted">
          {t('condition.learning', { bursts: learning.bursts, wanted: learning.wanted })}
          {learning.by !== null &&
            ` · ${t('condition.learningBy', { by: learning.by, reason: learning.reason })}`}
        </div>
      )}
    </>
  );
}

/** Velocity with the zone limits across and the stage along the foot. */
function HealthTrend({ health: { points, zoneLimits } }: { health: BearingHealth }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index } = usePlant();
  const chart = useMemo(() => {
    const palette = PALETTES[theme];
    const foot: FootSpan[] = [];
    for (const [i, { at, stage }] of points.entries()) {
      const to = points[i + 1]?.at ?? at;
      const last = foot[foot.length - 1];
      const label = stage === null ? '' : String(stage);
      if (stage !== null && last?.label === label && last.to === at) last.to = to;
      else if (stage !== null) foot.push({ from: at, to, label, colour: stageColour(stage, theme) });
    }
    return {
      time: points.map(({ at }) => at),
      lines: [{ values: points.map((point) => point.velocityRmsMmPerS), colour: palette.series[0] }],
      limits: [
        { at: zoneLimits[0], label: 'A / B', colour: palette.text2 },
        { at: zoneLimits[1], label: 'B / C', colour: palette.warning },
        { at: zoneLimits[2], label: 'C / D', colour: palette.priority[1] },
      ],
      foot,
    };
  }, [points, zoneLimits, theme]);
  if (points.length === 0) return <Empty>{t('condition.noPoints')}</Empty>;
  return (
    <TimeLinesChart
      {...chart}
      least={zoneLimits[0]}
      axisLabel={`${t('condition.velocity')} (mm/s)`}
      label={t('condition.velocityTrend')}
      timeZone={index.model.site.timeZone}
      language={language}
      theme={theme}
      height={190}
    />
  );
}
