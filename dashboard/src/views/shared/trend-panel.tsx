import type { ModelIndex, Signal } from '@linetwin/model';
import { Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api/api.ts';
import { useAlarms, useGapsChanged, useLivePaint, usePlant } from '../../live/session-context.ts';
import type { SignalRing } from '../../live/signal-ring.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { TrendChart, type AlarmSpan, type TrendLine } from '../../plots/trend-chart.tsx';
import { isTrendRange, MAX_TREND_LINES, TREND_RANGES, type TrendRange } from '../../plots/trend-data.ts';
import { unitText, type Language } from '../../ui/format.ts';
import { Empty } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { useGapBands } from './use-gap-bands.ts';
import { LiveAge, LiveValue, setText } from './live-value.tsx';

/** Points asked of history for one line: about one per pixel of a wide chart. */
const POINTS = 1000;
/** History is asked again at this pace: thinned buckets move, and what was not yet stored at first now is. */
const REFRESH_MS = 20_000;

export function useTrendRange(fallback: TrendRange = '10min'): [TrendRange, (range: TrendRange) => void] {
  const [text, set] = useUrlState('range', fallback);
  return [isTrendRange(text) ? text : fallback, set];
}

export function TrendRangePicker() {
  const { t } = useTranslation();
  const [range, setRange] = useTrendRange();
  return (
    <Segmented
      size="small"
      aria-label={t('trend.range')}
      value={range}
      options={(Object.keys(TREND_RANGES) as TrendRange[]).map((value) => ({
        value,
        label: t(`trend.${value}`),
      }))}
      onChange={setRange}
    />
  );
}

/** Trends of at most six signals: one chart per unit, one cursor and one legend for all. */
export function TrendPanel({ signals, height = 180 }: { signals: readonly Signal[]; height?: number }) {
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const { index, live } = usePlant();
  const [range] = useTrendRange();
  const rangeMs = TREND_RANGES[range];
  const shown = useMemo(() => signals.slice(0, MAX_TREND_LINES), [signals]);
  const rings = useRings(shown);
  const name = useMemo(() => lineNames(shown, index, language), [shown, index, language]);
  const key = shown.map(({ address }) => address).join(',');
  const history = useFetched(
    key ? `${key} ${range}` : null,
    (abort) => {
      const to = live.now();
      return api.history(
        { signals: shown.map(({ address }) => address), from: to - rangeMs, to, points: POINTS },
        abort,
      );
    },
    REFRESH_MS,
  );
  // Gaps that are filled, and a replay that goes to another time.
  useGapsChanged(history.retry);
  const spans = useAlarmSpans(shown, rangeMs);
  const gapsOf = useGapBands(shown, rangeMs);
  const limitNames = useMemo(
    () => ({
      lowLow: t('limit.lowLow'),
      low: t('limit.low'),
      high: t('limit.high'),
      highHigh: t('limit.highHigh'),
    }),
    [t],
  );
  const now = useMemo(() => () => live.now(), [live]);

  const charts = useMemo(() => {
    if (!rings) return [];
    const byUnit = new Map<string, TrendLine[]>();
    shown.forEach((signal, colour) => {
      const ring = rings.get(signal.index);
      if (!ring) return;
      // Two enumerations rarely share their names, so each gets a chart of its own.
      const unit = signal.values ? signal.address : signal.unit;
      const line: TrendLine = {
        address: signal.address,
        name: name(signal),
        unit: unitText(signal.unit),
        decimals: signal.decimals,
        values: signal.values,
        periodMs: signal.periodMs,
        limits: signal.limits,
        colour,
        live: ring,
        history: history.data?.series.find((series) => series.signal === signal.address),
      };
      byUnit.set(unit, [...(byUnit.get(unit) ?? []), line]);
    });
    return [...byUnit.values()].map((lines) => ({
      lines,
      gaps: gapsOf(lines.map(({ address }) => address)),
    }));
  }, [rings, shown, name, history.data, gapsOf]);

  if (shown.length === 0) return <Empty>{t('trend.pickSignal')}</Empty>;
  return (
    <div className="trend">
      <ul className="trend-legend">
        {shown.map((signal, colour) => (
          <li key={signal.address}>
            <i style={{ background: `var(--series-${colour})` }} />
            <span className="trend-name">{name(signal)}</span>
            <LiveValue signal={signal} />
            <small className="muted">
              <LiveAge signal={signal} />
            </small>
          </li>
        ))}
      </ul>
      {history.error && <p className="note warn">{t('trend.failed')}</p>}
      <TrendNote lines={charts.flatMap(({ lines }) => lines)} loading={history.loading} />
      {charts.map(({ lines, gaps }, position) => (
        <TrendChart
          key={lines[0].address}
          lines={lines}
          alarms={spans.get(lines[0].address) ?? NO_SPANS}
          gaps={gaps}
          rangeMs={rangeMs}
          now={now}
          timeZone={index.model.site.timeZone}
          language={language}
          theme={theme}
          limitNames={limitNames}
          label={t('trend.label', { names: lines.map(({ name }) => name).join(', ') })}
          height={charts.length > 2 ? Math.max(130, height * 0.75) : height}
          axisPx={charts.some(({ lines: [line] }) => line.values) ? NAMES_AXIS_PX : NUMBERS_AXIS_PX}
          showTimes={position === charts.length - 1}
          syncKey="trend"
        />
      ))}
    </div>
  );
}

/** Room at the left for numbers, and for the names of an enumeration. */
const NUMBERS_AXIS_PX = 58;
const NAMES_AXIS_PX = 84;
/** Says that history is on its way, or that there is nothing to draw yet; goes by itself when values come. */
function TrendNote({ lines, loading }: { lines: readonly TrendLine[]; loading: boolean }) {
  const { t } = useTranslation();
  const note = useRef<HTMLParagraphElement>(null);
  useLivePaint(() => {
    const empty = lines.every(({ history, live }) => live.length === 0 && !history?.time.length);
    setText(note.current!, loading ? t('common.loading') : empty ? t('trend.empty') : '');
  });
  return <p ref={note} className="note" role="status" />;
}

/** Names of the lines; where they come from several machines, with the machine's id before them. */
function lineNames(
  signals: readonly Signal[],
  index: ModelIndex,
  language: Language,
): (signal: Signal) => string {
  const several = new Set(signals.map(({ equipment }) => equipment)).size > 1;
  return ({ name, equipment }) =>
    several ? `${index.equipment(equipment)?.id ?? equipment} ${name[language]}` : name[language];
}

const NO_SPANS: AlarmSpan[] = [];

/** Holds the live rings of the signals while the panel is on the page. */
function useRings(signals: readonly Signal[]): ReadonlyMap<number, SignalRing> | null {
  const { live } = usePlant();
  const [rings, setRings] = useState<ReadonlyMap<number, SignalRing> | null>(null);
  useEffect(() => {
    const held = signals.map((signal) => [signal.index, live.watch(signal.index)] as const);
    setRings(new Map(held.map(([index, { ring }]) => [index, ring])));
    return () => held.forEach(([, { release }]) => release());
  }, [live, signals]);
  return rings;
}

/** When alarms of the shown signals stood, by signal: past ones from the server, standing ones as they are. */
function useAlarmSpans(signals: readonly Signal[], rangeMs: number): ReadonlyMap<string, AlarmSpan[]> {
  const standing = useAlarms();
  const { live } = usePlant();
  const limited = signals.some(({ limits }) => limits.length > 0);
  const past = useFetchedAt(
    limited ? `alarms ${rangeMs}` : null,
    (at, abort) => {
      const to = at ?? live.now();
      return api.alarmHistory({ from: to - rangeMs, to, at, limit: 500 }, abort);
    },
    60_000,
  );
  return useMemo(() => {
    const all = new Map([...(past.data ?? []), ...standing].map((alarm) => [alarm.id, alarm]));
    const spans = new Map<string, AlarmSpan[]>();
    for (const alarm of all.values()) {
      if (!signals.some(({ address }) => address === alarm.signal)) continue;
      const list = spans.get(alarm.signal) ?? [];
      list.push({ from: alarm.raisedAt, to: alarm.clearedAt, priority: alarm.priority });
      spans.set(alarm.signal, list);
    }
    return spans;
  }, [past.data, standing, signals]);
}
