import type { FigureName, ProcessFigures } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { readFigures } from '../../live/api/figures-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { roundTop, sparklinePath } from '../../plots/sparkline-geometry.ts';
import { formatAge, formatNumber, NO_VALUE, type Language } from '../../ui/format.ts';
import { Failure, Loading, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

const REFRESH_MS = 5000;
/** Half an hour, as the server keeps it. */
const SLOTS = 360;
const WIDTH = 240;
const HEIGHT = 44;

interface Figure {
  name: FigureName;
  unit: string;
  digits: number;
  /** Top of the scale at least, so that a quiet figure looks quiet. */
  least: number;
  /** From here on it needs eyes. */
  bad?: number;
}

const FIGURES: readonly Figure[] = [
  { name: 'valuesPerS', unit: '/s', digits: 0, least: 100 },
  { name: 'storedPerS', unit: '/s', digits: 0, least: 100 },
  { name: 'spoolBatches', unit: '', digits: 0, least: 200 },
  { name: 'spoolAgeS', unit: 's', digits: 0, least: 20, bad: 60 },
  { name: 'jobsWaiting', unit: '', digits: 0, least: 20 },
  { name: 'jobsAgeS', unit: 's', digits: 0, least: 20, bad: 60 },
  { name: 'eventLoopMs', unit: 'ms', digits: 1, least: 50, bad: 200 },
  { name: 'dashboards', unit: '', digits: 0, least: 10 },
  { name: 'foldedPerS', unit: '/s', digits: 0, least: 100 },
  { name: 'memoryMb', unit: 'MB', digits: 0, least: 500 },
  { name: 'cores', unit: '', digits: 2, least: 1 },
];

/** What the server processes carry, and whether anything waits, over the last half hour. */
export function FiguresPanel() {
  const { t } = useTranslation();
  const figures = useFetched('figures', readFigures, REFRESH_MS);
  return (
    <Panel
      title={t('figures.title')}
      extra={<span className="muted">{t('figures.hint')}</span>}
      className="system-wide"
    >
      {figures.loading ? (
        <Loading rows={6} />
      ) : !figures.data ? (
        <Failure what={t('system.loadFailed')} detail={figures.error?.message} retry={figures.retry} />
      ) : (
        figures.data.processes.map((one) => <Process key={one.process.id} figures={one} />)
      )}
    </Panel>
  );
}

function Process({ figures: { process, series } }: { figures: ProcessFigures }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index, live } = usePlant();
  const roles = process.roles.map((role) => t(`figures.roles.${role}` as never, { defaultValue: role }));
  const lines = process.lines.map((line) => index.line(line)?.name[language] ?? line);
  return (
    <section className="process" data-process={process.id}>
      <h3>
        {process.host} <span className="muted">{roles.join(' + ')}</span>
      </h3>
      <p className="muted small">
        {lines.length > 0 && `${t('figures.lines', { lines: lines.join(', ') })} · `}
        {t('figures.since', { time: formatAge(live.now() - process.startedAt), version: process.version })}
      </p>
      <ul className="sparks">
        {FIGURES.map((figure) => {
          const values = series[figure.name];
          return values && <Spark key={figure.name} figure={figure} values={values} language={language} />;
        })}
      </ul>
    </section>
  );
}

function Spark(props: { figure: Figure; values: readonly (number | null)[]; language: Language }) {
  const { figure, values, language } = props;
  const { t } = useTranslation();
  const { name, unit, digits, least, bad } = figure;
  const last = values.at(-1) ?? null;
  const top = roundTop(values, least);
  const path = sparklinePath(values, SLOTS, top, WIDTH, HEIGHT);
  const tone = bad !== undefined && (last ?? 0) >= bad ? 'fault' : undefined;
  const label = t(`figures.names.${name}`);
  const value = last === null ? NO_VALUE : formatNumber(last, language, digits);
  return (
    <li className="spark" data-figure={name} data-tone={tone}>
      <span className="fact-label">{label}</span>
      <span className="fact-value">
        <b>{value}</b>
        {last !== null && unit && <span className="muted small"> {unit}</span>}
      </span>
      <svg
        viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${value} ${unit}`}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className="spark-foot" />
        <path d={path} className="spark-line" />
      </svg>
      <span className="spark-top muted small">{formatNumber(top, language, top < 1 ? 1 : 0)}</span>
    </li>
  );
}
