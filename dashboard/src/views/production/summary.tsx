import type { ProductionOverview } from '@linetwin/contracts';
import { overEffective } from '@linetwin/kpi';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { BulletBar } from '../../ui/bullet-bar.tsx';
import { formatCount, formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { OverEffectiveNote } from '../shared/over-effective-note.tsx';
import { durationText, mtbfText } from './reason-text.ts';
import { knownShare } from './recorded.ts';

/** Less time without records than this is no gap worth a word, s. */
const UNRECORDED_S = 60;
/** Of the planned time; from here on all of it counts as known. */
const WHOLE_SHARE = 0.995;

/** OEE with its factors against the target, output against plan, and what stops cost. */
export function Summary({ overview }: { overview: ProductionOverview }) {
  return (
    <div className="production-summary">
      <OeePanel overview={overview} />
      <OutputFacts overview={overview} />
      <StopFacts overview={overview} />
    </div>
  );
}

function OeePanel({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { indicators, target, pacing, unrecordedS } = overview;
  const { oee } = indicators;
  const ratios = [
    [t('production.availability'), indicators.availability, target?.availability],
    [t('production.effectiveness'), indicators.effectiveness, target?.effectiveness],
    [t('production.quality'), indicators.qualityRatio, target?.qualityRatio],
  ] as const;
  const share = knownShare(overview);
  const machines = pacing.map((address) => index.equipment(address)?.id ?? address).join('、');
  return (
    <Panel>
      <div className="big-fact">
        <span className="fact-label">{t('production.oee')}</span>
        <span className="big-value">
          {indicators.PBT > 0
            ? formatPercent(oee, language)
            : t(unrecordedS > 0 ? 'production.noRecord' : 'production.noPlan')}
        </span>
        {target && (
          <span className="fact-foot">
            {t('production.target', { value: formatPercent(target.oee, language, 0) })}
            {oee !== null && (
              <span className={oee >= target.oee ? 'tone-good' : 'tone-warn'}>
                {oee >= target.oee
                  ? t('production.aboveTarget')
                  : t('production.belowTarget', {
                      points: formatNumber((target.oee - oee) * 100, language, 1),
                    })}
              </span>
            )}
          </span>
        )}
        <ul className="ratio-list">
          {ratios.map(([name, ratio, aim]) => (
            <li key={name}>
              <span>{name}</span>
              <BulletBar
                value={ratio ?? 0}
                max={Math.max(1, ratio ?? 0)}
                target={aim}
                label={`${name} ${formatPercent(ratio, language)}`}
              />
              <b>{formatPercent(ratio, language)}</b>
            </li>
          ))}
        </ul>
        <OverEffectiveNote over={overEffective(indicators, pacing.length)} />
        <span className="fact-foot">{t('production.pacing', { machines })}</span>
        {share < WHOLE_SHARE && (
          <span className="fact-foot tone-warn">
            {t('production.coverage', { share: formatPercent(share, language, 1) })}
            {unrecordedS > UNRECORDED_S &&
              ` · ${t('production.unrecorded', { time: durationText(unrecordedS) })}`}
          </span>
        )}
      </div>
    </Panel>
  );
}

function OutputFacts({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { indicators, output, shift, to } = overview;
  const newest = output.at(-1);
  const planned = newest?.planned ?? 0;
  // Nobody is behind a plan in time of which nothing is known: the plan is held against what was seen.
  const isRecorded = indicators.PBT > 0 || overview.unrecordedS === 0;
  const share = knownShare(overview);
  const counted = (items: number) =>
    isRecorded || indicators.PQ > 0 ? formatCount(items, language) : NO_VALUE;
  const difference = Math.round((newest?.good ?? 0) - planned * share);
  const runs = shift !== null && shift.remainingS > 0 && to <= shift.to;
  return (
    <Panel>
      <div className="big-fact">
        <span className="fact-label">{t('production.output')}</span>
        <span className="big-value">
          {counted(indicators.GQ)}
          <small>/ {t('production.planOfTime', { count: formatCount(planned, language) as never })}</small>
        </span>
        <BulletBar
          value={indicators.GQ}
          max={Math.max(indicators.GQ, planned, 1) * 1.05}
          target={planned}
          label={`${t('production.output')} ${indicators.GQ} / ${Math.round(planned)}`}
        />
        {planned > 0 && (
          <span className="fact-foot">
            {isRecorded && (
              <span className={difference < 0 ? 'tone-warn' : 'tone-good'}>
                {t(`production.${difference < 0 ? 'behind' : 'ahead'}${share < WHOLE_SHARE ? 'Seen' : ''}`, {
                  count: formatCount(Math.abs(difference), language) as never,
                })}
              </span>
            )}
            <span>
              {t('production.scrap')} <b>{counted(indicators.SQ)}</b>
            </span>
            <span>
              {t('production.firstPass')} <b>{formatPercent(indicators.firstPassYield, language)}</b>
            </span>
          </span>
        )}
        {runs && (
          <span className="fact-foot">
            {t('production.expected')}{' '}
            <b>{shift.expected === null ? NO_VALUE : formatCount(Math.round(shift.expected), language)}</b> /{' '}
            {formatCount(shift.plannedQuantity, language)}
          </span>
        )}
        {runs && shift.expected !== null && (
          <span className="fact-foot">
            {t(isAtTakt(shift) ? 'production.expectedAtTakt' : 'production.expectedHow', {
              good: formatCount(shift.good, language),
              seen: durationText(shift.seenS),
              remaining: durationText(shift.remainingS),
              takt: `${Math.round((shift.remainingS / (shift.expected - shift.good)) * 10) / 10}\u2009s`,
            })}
          </span>
        )}
      </div>
    </Panel>
  );
}

/** Whether less is expected than the mean rate so far would give: a line does not go on faster than its takt. */
function isAtTakt({ good, seenS, remainingS, expected }: NonNullable<ProductionOverview['shift']>): boolean {
  return expected !== null && expected < good + (good / seenS) * remainingS - 0.5;
}

function StopFacts({ overview }: { overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { indicators: one, failures } = overview;
  const facts = [
    [
      t('production.throughput'),
      one.throughputRate === null
        ? NO_VALUE
        : formatQuantity(one.throughputRate * 3600, t('production.perHour'), language, 0),
    ],
    [t('production.nee'), formatPercent(one.nee, language)],
    [t('production.utilisation'), formatPercent(one.utilisationEfficiency, language)],
    [t('production.setup'), formatPercent(one.setupRatio, language)],
    [t('production.mtbf'), mtbfText(failures.mtbfS, failures.FE)],
    [t('production.mttr'), failures.meanRepairS === null ? NO_VALUE : durationText(failures.meanRepairS)],
    [t('production.failuresOfLine'), formatCount(failures.FE, language)],
  ] as const;
  return (
    <Panel>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact-pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
