import type { HealthAnswer } from '@linetwin/contracts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type ShownRejectReport } from '../../live/api/api.ts';
import { useLivePaint, usePlant, useSession } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatAge, formatCount, formatMoment, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { Empty, Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { GapsPanel } from './gaps-panel.tsx';
import { SourcesPanel } from './sources-panel.tsx';
import { setText } from '../shared/live-value.tsx';

const REFRESH_MS = 5000;
/** Two cycles of a machine that publishes once a second, and the way to here. */
const FRESH_MS = 2500;

/** How Linetwin itself is: its parts, what it refused, and how much it carries. */
export default function SystemPage() {
  const { t } = useTranslation();
  const health = useFetched('health', (abort) => api.health(abort), REFRESH_MS);
  const rejects = useFetched('rejects', (abort) => api.rejects(abort), REFRESH_MS);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('system.title')}</h1>
        {health.data && (
          <span className="verdict" data-tone={health.data.status === 'ok' ? 'good' : 'fault'}>
            {t(health.data.status === 'ok' ? 'system.ok' : 'system.degraded')}
          </span>
        )}
      </header>
      <div className="system-grid">
        <Panel title={t('system.health')} flush>
          {health.loading ? (
            <Loading rows={5} />
          ) : health.data ? (
            <Health health={health.data} />
          ) : (
            <Failure what={t('system.loadFailed')} detail={health.error?.message} retry={health.retry} />
          )}
        </Panel>
        <Panel title={t('system.figures')}>
          <Figures />
        </Panel>
        <FiguresPanel />
        <SourcesPanel />
        <GapsPanel />
        <Panel
          title={t('system.rejects')}
          extra={<span className="muted">{t('system.rejectsHint')}</span>}
          flush
          className="system-wide"
        >
          {rejects.loading ? (
            <Loading rows={5} />
          ) : rejects.data ? (
            <Rejects report={rejects.data} />
          ) : (
            <Failure what={t('system.loadFailed')} detail={rejects.error?.message} retry={rejects.retry} />
          )}
        </Panel>
      </div>
    </div>
  );
}

function Health({ health }: { health: HealthAnswer }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="rows">
        {Object.entries(health.parts).map(([name, { ok, detail, words }]) => (
          <li key={name} className="row">
            <span className={ok ? 'tone-good' : 'tone-fault'}>
              <Glyph
                name={ok ? 'running' : 'fault'}
                size={14}
                label={t(ok ? 'system.partOk' : 'system.problem')}
              />
            </span>
            <div className="row-main">
              <div className="row-title">{t(`system.part.${name}` as never, { defaultValue: name })}</div>
              <div className="row-detail">
                <span>{words ? t(`system.words.${words.text}`, words.values) : detail}</span>
              </div>
            </div>
            <span className={ok ? 'muted' : 'tone-fault'}>{t(ok ? 'system.partOk' : 'system.problem')}</span>
          </li>
        ))}
      </ul>
      <dl className="facts padded">
        <dt>{t('system.version')}</dt>
        <dd>{health.version}</dd>
        <dt>{t('system.uptime')}</dt>
        <dd>{formatAge(health.uptimeS * 1000)}</dd>
        <dt>{t('system.run')}</dt>
        <dd>{health.run}</dd>
      </dl>
    </>
  );
}

function Figures() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const session = useSession();
  const { model } = index;
  const updated = useRef<HTMLElement>(null);
  const stale = useRef<HTMLElement>(null);
  const folded = useRef<HTMLElement>(null);
  const unreadable = useRef<HTMLElement>(null);
  const offset = useRef<HTMLElement>(null);
  useLivePaint((live, now) => {
    let fresh = 0;
    let silent = 0;
    for (const signal of model.signals) {
      if (now - live.time[signal.index] <= FRESH_MS) fresh++;
      if (signal.periodMs !== undefined && live.isStale(signal.index, now)) silent++;
    }
    setText(updated.current!, formatCount(fresh, language));
    setText(stale.current!, formatCount(silent, language));
    setText(folded.current!, formatCount(session.folded, language));
    const { count, last } = session.unreadable;
    setText(unreadable.current!, count > 0 ? `${formatCount(count, language)} (${last})` : '0');
    setText(offset.current!, formatQuantity(live.clockOffsetMs / 1000, 's', language, 2));
  });
  return (
    <dl className="facts">
      <dt>{t('system.lines')}</dt>
      <dd>{formatCount(model.lines.length, language)}</dd>
      <dt>{t('system.machines')}</dt>
      <dd>{formatCount(model.equipment.length, language)}</dd>
      <dt>{t('system.signals')}</dt>
      <dd>{formatCount(model.signals.length, language)}</dd>
      <dt>{t('system.updated')}</dt>
      <dd ref={updated}>{NO_VALUE}</dd>
      <dt>{t('system.stale')}</dt>
      <dd ref={stale}>{NO_VALUE}</dd>
      <dt>{t('system.folded')}</dt>
      <dd ref={folded}>{NO_VALUE}</dd>
      <dt>{t('system.unreadable')}</dt>
      <dd ref={unreadable}>{NO_VALUE}</dd>
      <dt>{t('system.clockOffset')}</dt>
      <dd ref={offset}>{NO_VALUE}</dd>
      <dt>{t('system.modelVersion')}</dt>
      <dd>{model.version.toString(16).padStart(8, '0')}</dd>
    </dl>
  );
}

function Rejects({ report }: { report: ShownRejectReport }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const name = (reason: string) => t(`system.reasons.${reason}` as never, { defaultValue: reason });
  const counts = Object.entries(report.counts).filter(([, count]) => count > 0);
  const remarks = Object.entries(report.remarks).filter(([, count]) => count > 0);
  if (counts.length + remarks.length + report.samples.length === 0)
    return <Empty>{t('system.noRejects')}</Empty>;
  return (
    <>
      <ul className="tiles">
        {counts.map(([reason, count]) => (
          <li key={reason} className="fact">
            <span className="fact-label">{name(reason)}</span>
            <span className="fact-value">
              <b>{formatCount(count, language)}</b>
            </span>
          </li>
        ))}
        {remarks.map(([reason, count]) => (
          <li key={reason} className="fact">
            <span className="fact-label">{name(reason)}</span>
            <span className="fact-value">
              <b>{formatCount(count, language)}</b>
              <span className="muted small"> {t('system.remarks')}</span>
            </span>
          </li>
        ))}
      </ul>
      {report.samples.length > 0 && (
        <div className="table-scroll samples">
          <table className="table compact">
            <caption>{t('system.samples')}</caption>
            <thead>
              <tr>
                <th>{t('system.at')}</th>
                <th>{t('system.reason')}</th>
                <th>{t('system.topic')}</th>
                <th>{t('system.detail')}</th>
              </tr>
            </thead>
            <tbody>
              {report.samples.toReversed().map((sample, i) => (
                <tr key={`${sample.at} ${i}`}>
                  <td className="nowrap">{formatMoment(sample.at, index.model.site.timeZone, live.now())}</td>
                  <td className="nowrap">{name(sample.reason)}</td>
                  <td className="code">{sample.topic}</td>
                  <td>{sample.detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
