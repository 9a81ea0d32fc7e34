import type { FindingDetail } from '@linetwin/contracts';
import { Segmented } from 'antd';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, ApiError } from '../../live/api.ts';
import { useFindings, usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import type { SpectrumOverlay } from '../../plots/spectrum-overlay.ts';
import { formatMoment, formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { Empty, Failure, Loading } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES, type ThemeName } from '../../ui/tokens.ts';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { VerdictTag } from '../shared/finding-rows.tsx';
import {
  expectedLines,
  LINE_COLOURS,
  LINE_NAMES,
  lineLabel,
  linesOfView,
  readDiagnosis,
  type DrawnDiagnosis,
  type DrawnLine,
  type DrawnReference,
  type ViewKind,
} from './diagnosis.ts';
import { RemainingFact } from './remaining-fact.tsx';
import { UnusualEvidence } from './unusual-evidence.tsx';
import { ValueEvidence } from './value-evidence.tsx';

/** One finding with everything that proves it. */
export function FindingDetailPanel({ id, full }: { id: string; full?: boolean }) {
  const { t } = useTranslation();
  // A newer burst makes newer evidence of the same finding.
  const lastSeenAt = useFindings().find((finding) => finding.id === id)?.lastSeenAt ?? 0;
  const { data, error, loading, retry } = useFetched(`${id} ${lastSeenAt}`, (abort) =>
    api.finding(id, abort),
  );
  if (loading) return <Loading rows={8} />;
  if (error && !data) {
    if (error instanceof ApiError && error.status === 404) return <Empty>{t('findings.notFound')}</Empty>;
    return <Failure what={t('findings.loadFailed')} detail={error.message} retry={retry} />;
  }
  return data ? <Detail finding={data} full={full} /> : null;
}

function Detail({ finding, full }: { finding: FindingDetail; full?: boolean }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const linkTo = useLinkTo();
  const diagnosis = useMemo(() => readDiagnosis(finding.diagnosis), [finding.diagnosis]);
  const isBearing = finding.kind === 'bearing';
  const machine = index.equipment(finding.equipment);
  const zone = index.model.site.timeZone;
  return (
    <article className="finding">
      <header className="finding-head">
        <div className="finding-title">
          <VerdictTag finding={finding} />
          <strong>{finding.componentName[language]}</strong>
          {full && machine && (
            <Link to={linkTo(`/equipment/${machine.address}`)}>
              {machine.id} {machine.name[language]}
            </Link>
          )}
        </div>
        {isBearing && <p className="finding-summary">{finding.summary[language]}</p>}
        {diagnosis?.reason && (
          <p className="finding-reason">
            <span className="muted">{t('findings.whyNoVerdict')}</span> {reasonText(t, diagnosis.reason)}
          </p>
        )}
        <ul className="finding-facts">
          {finding.confidence > 0 && (
            <Fact name={t('findings.confidence')} value={formatPercent(finding.confidence, language, 0)}>
              {t(`findings.grade.${finding.grade}`)}
            </Fact>
          )}
          {isBearing ? (
            <Fact
              name={t('findings.speed')}
              value={
                finding.speedRpm === null ? NO_VALUE : formatQuantity(finding.speedRpm, 'r/min', language, 0)
              }
            />
          ) : (
            <Fact
              name={t('findings.firstSeen')}
              value={formatMoment(finding.firstSeenAt, zone, live.now())}
            />
          )}
          {diagnosis?.slip != null && (
            <Fact name={t('findings.slip')} value={formatPercent(diagnosis.slip, language, 2)} />
          )}
          {diagnosis?.features && (
            <>
              {diagnosis.features.velocityRmsMmPerS != null && (
                <Fact
                  name={t('findings.velocity')}
                  value={formatQuantity(diagnosis.features.velocityRmsMmPerS, 'mm/s', language)}
                />
              )}
              <Fact
                name={t('findings.kurtosis')}
                value={formatNumber(diagnosis.features.kurtosis, language)}
              />
            </>
          )}
          {diagnosis?.severity?.isoZone && <Fact name="ISO 20816" value={diagnosis.severity.isoZone} />}
          {isBearing && finding.status === 'open' && <RemainingFact finding={finding} />}
          <Fact name={t('findings.lastSeen')} value={formatMoment(finding.lastSeenAt, zone, live.now())}>
            {isBearing && t('findings.bursts', { count: finding.bursts })}
          </Fact>
        </ul>
      </header>
      {finding.kind === 'unusual' ? (
        <UnusualEvidence finding={finding} />
      ) : !isBearing ? (
        <ValueEvidence finding={finding} />
      ) : diagnosis && diagnosis.evidence.spectra.length > 0 ? (
        <Evidence diagnosis={diagnosis} />
      ) : (
        <Empty>{t('findings.noEvidence')}</Empty>
      )}
      <div className="finding-words">
        {finding.advice.length > 0 && (
          <section>
            <h3>{t('findings.advice')}</h3>
            <ol>
              {finding.advice.map((step) => (
                <li key={step.en}>{step[language]}</li>
              ))}
            </ol>
            {finding.sparePart && (
              <p>
                {t('findings.sparePart')}: <strong>{finding.sparePart[language]}</strong>
              </p>
            )}
          </section>
        )}
        {diagnosis && diagnosis.rejected.length > 0 && <Rejected diagnosis={diagnosis} />}
      </div>
    </article>
  );
}

function Fact({ name, value, children }: { name: string; value: string; children?: React.ReactNode }) {
  return (
    <li className="fact">
      <span className="fact-label">{name}</span>
      <span className="fact-value">
        <b>{value}</b>
        {children && <span className="muted small"> {children}</span>}
      </span>
    </li>
  );
}

function Evidence({ diagnosis }: { diagnosis: DrawnDiagnosis }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const views = diagnosis.evidence.spectra.map(({ view }) => view);
  const [wanted, setWanted] = useState<ViewKind>(() => bestView(diagnosis) ?? views[0]);
  const view = views.includes(wanted) ? wanted : views[0];
  const spectrum = diagnosis.evidence.spectra.find((s) => s.view === view)!;
  const band = diagnosis.views.find(({ kind }) => kind === view);
  const overlays = useOverlays(diagnosis, view);
  const marks = useMemo(
    () =>
      linesOfView(diagnosis, view)
        .map((line) => markOf(line, theme))
        .sort((a, b) => Number(b.hit) - Number(a.hit) || a.harmonic - b.harmonic),
    [diagnosis, view, theme],
  );
  return (
    <section className="evidence">
      <div className="evidence-head">
        <Segmented
          size="small"
          aria-label={t('findings.view')}
          value={view}
          options={views.map((value) => ({ value, label: t(`findings.views.${value}`) }))}
          onChange={setWanted}
        />
        {band && (
          <span className="muted">
            {formatNumber(band.lowHz, language, 0)}–{formatQuantity(band.highHz, 'Hz', language, 0)}
          </span>
        )}
        <LineLegend marks={marks} diagnosis={diagnosis} view={view} />
      </div>
      {band && <ViewVote band={band} />}
      <OverlayLegend overlays={overlays} />
      <SpectrumChart
        frequencyHz={spectrum.frequencyHz}
        amplitude={spectrum.depth}
        unit=""
        marks={marks}
        overlays={overlays}
        frequencyLabel={`${t('findings.frequency')} (Hz)`}
        amplitudeLabel={t('findings.depth')}
        label={`${t('findings.evidence')}: ${t(`findings.views.${view}`)}`}
        language={language}
        theme={theme}
        height={260}
      />
      <LineTable diagnosis={diagnosis} view={view} />
    </section>
  );
}

/** Spectra of a healthy burst and of the burst before, by turns of the shaft, so that they lie right at another speed. */
function useOverlays(diagnosis: DrawnDiagnosis, view: ViewKind): SpectrumOverlay[] {
  const { t } = useTranslation();
  const { theme } = usePreferences();
  const { index, live } = usePlant();
  const { references, shaft } = diagnosis;
  return useMemo(() => {
    const { series } = PALETTES[theme];
    const overlay = (reference: DrawnReference | null | undefined, label: string, colour: string) => {
      const spectrum = reference?.spectra.find((one) => one.view === view);
      if (!reference || !spectrum) return [];
      const ratio = shaft?.speedRpm && reference.shaftRpm ? shaft.speedRpm / reference.shaftRpm : 1;
      const frequencyHz = spectrum.frequencyHz.map((hz) => hz * ratio);
      return [{ label, colour, frequencyHz, amplitude: spectrum.depth }];
    };
    const { baseline, previous } = references ?? {};
    const zone = index.model.site.timeZone;
    return [
      ...overlay(
        baseline?.reference,
        t('condition.overlayBaseline', { version: baseline?.version }),
        series[2],
      ),
      ...overlay(
        previous,
        t('condition.overlayPrevious', { time: formatMoment(previous?.at ?? 0, zone, live.now()) }),
        series[1],
      ),
    ];
  }, [references, shaft, view, theme, t, index, live]);
}

function OverlayLegend({ overlays }: { overlays: readonly SpectrumOverlay[] }) {
  const { t } = useTranslation();
  if (overlays.length === 0) return null;
  return (
    <ul className="line-legend">
      <li>
        <i style={{ background: 'var(--text-2)' }} /> {t('condition.overlayNow')}
      </li>
      {overlays.map(({ label, colour }) => (
        <li key={label}>
          <i style={{ background: colour }} /> {label}
        </li>
      ))}
    </ul>
  );
}

/** What one view speaks for, or why it speaks for nothing. */
function ViewVote({ band }: { band: DrawnDiagnosis['views'][number] }) {
  const { t } = useTranslation();
  const { vote, objection, strongest } = band;
  if (!vote && !objection) return null;
  return (
    <p className="view-vote">
      <span className="muted">{t('findings.viewVote')}</span>{' '}
      <strong>{vote ? t(`findings.verdict.${vote}`) : t('findings.noVote')}</strong>
      {!vote && objection && (
        <span className="muted">
          {strongest && `${t('findings.viewStrongest', { fault: t(`findings.verdict.${strongest}`) })} · `}
          {t(`findings.objection.${objection}` as never, { defaultValue: objection })}
        </span>
      )}
    </p>
  );
}

/** A newer method may know reasons that this page has no words for; their code is better than nothing. */
function reasonText(t: TFunction, reason: string): string {
  return t(`findings.reason.${reason}` as never, { defaultValue: reason });
}

/** The view that speaks loudest for the verdict. */
function bestView({ views, verdict }: DrawnDiagnosis): ViewKind | undefined {
  const strength = (kind: ViewKind) =>
    views.find((v) => v.kind === kind)?.candidates.find(({ fault }) => fault === verdict)?.prominence ?? 0;
  return views
    .map(({ kind }) => kind)
    .sort((a, b) => strength(b) - strength(a))
    .at(0);
}

function markOf(line: DrawnLine, theme: ThemeName): MarkedLine {
  const palette = PALETTES[theme];
  return {
    label: lineLabel(line),
    frequencyHz: line.expectedHz,
    toleranceHz: line.toleranceHz,
    hit: line.hit,
    harmonic: line.sideband === 0 ? line.harmonic : 0,
    colour: line.kind === 'shaft' ? palette.text3 : palette.series[LINE_COLOURS[line.kind]],
  };
}

function LineLegend(props: { marks: readonly MarkedLine[]; diagnosis: DrawnDiagnosis; view: ViewKind }) {
  const { t } = useTranslation();
  const kinds = new Set(linesOfView(props.diagnosis, props.view).map(({ kind }) => kind));
  return (
    <ul className="line-legend">
      {[...kinds].map((kind) => (
        <li key={kind}>
          <i
            style={{ background: kind === 'shaft' ? 'var(--text-3)' : `var(--series-${LINE_COLOURS[kind]})` }}
          />
          {LINE_NAMES[kind]}
        </li>
      ))}
      <li>
        <i className="key-hit" /> {t('findings.hit')}
      </li>
      <li>
        <i className="key-missed" /> {t('findings.missed')}
      </li>
      <li>{t('findings.tolerance')}</li>
    </ul>
  );
}

/** Every fault's frequency: where it should be, where it was found, which harmonics stood out. */
function LineTable({ diagnosis, view }: { diagnosis: DrawnDiagnosis; view: ViewKind }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const candidates = diagnosis.views.find(({ kind }) => kind === view)?.candidates ?? [];
  const rows = expectedLines(diagnosis).filter(({ kind }) => kind !== 'shaft');
  if (rows.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="table compact">
        <thead>
          <tr>
            <th>{t('findings.fault')}</th>
            <th className="num">{t('findings.expected')} (Hz)</th>
            <th className="num">{t('findings.found')} (Hz)</th>
            <th className="num">{t('findings.slip')}</th>
            <th className="num">{t('findings.prominence')}</th>
            <th>{t('findings.harmonics')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, frequencyHz }) => {
            const found = candidates.find(({ fault }) => fault === kind);
            const named = diagnosis.verdict === kind;
            return (
              <tr key={kind} data-named={named}>
                <td>
                  {kind !== 'shaft' && (
                    <i className="chip" style={{ background: `var(--series-${LINE_COLOURS[kind]})` }} />
                  )}
                  {LINE_NAMES[kind]} · {kind !== 'shaft' && t(`findings.verdict.${kind}`)}
                </td>
                <td className="num">{formatNumber(frequencyHz, language, 1)}</td>
                <td className="num">{found ? formatNumber(found.frequencyHz, language, 1) : NO_VALUE}</td>
                <td className="num">{found ? formatPercent(found.slip, language, 2) : NO_VALUE}</td>
                <td className="num">
                  {found ? `${formatNumber(found.prominence, language, 1)}×` : NO_VALUE}
                </td>
                <td>{found?.harmonicsHit.length ? found.harmonicsHit.join(', ') : NO_VALUE}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Rejected({ diagnosis }: { diagnosis: DrawnDiagnosis }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return (
    <section>
      <h3>{t('findings.rejected')}</h3>
      <ul className="plain-list">
        {diagnosis.rejected.map(({ fault, reason, prominence }) => (
          <li key={fault}>
            <strong>{t(`findings.verdict.${fault}`)}</strong>{' '}
            {t(`findings.rejection.${reason}` as never, { defaultValue: reason })}{' '}
            <span className="muted">
              ({t('findings.prominence')} {formatNumber(prominence, language, 1)}×)
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
