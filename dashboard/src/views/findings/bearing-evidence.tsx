import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { SpectrumChart, type MarkedLine } from '../../plots/spectrum-chart.tsx';
import type { SpectrumOverlay } from '../../plots/spectrum-overlay.ts';
import { formatMoment, formatNumber, formatPercent, formatQuantity, NO_VALUE } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { StackTable } from '../../ui/stack-table.tsx';
import { PALETTES, type ThemeName } from '../../ui/tokens.ts';
import {
  expectedLines,
  isAveraged,
  LINE_COLOURS,
  LINE_NAMES,
  lineLabel,
  linesOfView,
  type DrawnDiagnosis,
  type DrawnLine,
  type DrawnReference,
  type ViewKind,
} from './diagnosis.ts';
import { BurstsTogether } from './bursts-together.tsx';
import { OverlayKeys } from './overlay-keys.tsx';

/** The envelope spectrum of a bearing with the lines a fault would draw, view by view. */
export function BearingEvidence({ diagnosis }: { diagnosis: DrawnDiagnosis }) {
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
      <BurstsTogether diagnosis={diagnosis} />
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
  const isMean = isAveraged(diagnosis);
  return useMemo(() => {
    const { series } = PALETTES[theme];
    const overlay = (reference: DrawnReference | null | undefined, label: string, colour: string) => {
      const spectrum = reference?.spectra.find((one) => one.view === view);
      if (!reference || !spectrum) return [];
      const ratio = shaft?.speedRpm && reference.shaftRpm ? shaft.speedRpm / reference.shaftRpm : 1;
      const frequencyHz = spectrum.frequencyHz.map((hz) => hz * ratio);
      return [{ label, colour, frequencyHz, amplitude: spectrum.depth }];
    };
    // Noise of a single burst stands higher than that of a mean, which would look as if the bearing had become better.
    const { baseline, previous } = (isMean ? null : references) ?? {};
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
  }, [references, isMean, shaft, view, theme, t, index, live]);
}

function OverlayLegend({ overlays }: { overlays: readonly SpectrumOverlay[] }) {
  if (overlays.length === 0) return null;
  return (
    <ul className="line-legend">
      <OverlayKeys overlays={overlays} />
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
  const rows = expectedLines(diagnosis).flatMap(({ kind, frequencyHz }) =>
    kind === 'shaft' ? [] : [{ kind, frequencyHz, found: candidates.find(({ fault }) => fault === kind) }],
  );
  if (rows.length === 0) return null;
  return (
    <StackTable
      compact
      rows={rows}
      rowKey={({ kind }) => kind}
      rowProps={({ kind }) => ({ 'data-named': diagnosis.verdict === kind })}
      columns={[
        {
          title: t('findings.fault'),
          cell: ({ kind }) => (
            <>
              <i className="chip" style={{ background: `var(--series-${LINE_COLOURS[kind]})` }} />
              {LINE_NAMES[kind]} · {t(`findings.verdict.${kind}`)}
            </>
          ),
        },
        {
          title: `${t('findings.expected')} (Hz)`,
          className: 'num',
          cell: ({ frequencyHz }) => formatNumber(frequencyHz, language, 1),
        },
        {
          title: `${t('findings.found')} (Hz)`,
          className: 'num',
          cell: ({ found }) => (found ? formatNumber(found.frequencyHz, language, 1) : NO_VALUE),
        },
        {
          title: t('findings.slip'),
          className: 'num',
          cell: ({ found }) => (found ? formatPercent(found.slip, language, 2) : NO_VALUE),
        },
        {
          title: t('findings.prominence'),
          className: 'num',
          cell: ({ found }) => (found ? `${formatNumber(found.prominence, language, 1)}×` : NO_VALUE),
        },
        {
          title: t('findings.harmonics'),
          cell: ({ found }) => (found?.harmonicsHit.length ? found.harmonicsHit.join(', ') : NO_VALUE),
        },
      ]}
    />
  );
}
