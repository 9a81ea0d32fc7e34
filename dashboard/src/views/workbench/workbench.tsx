import { Button } from 'antd';
import { MAX_WORKBENCH_SIGNALS, type RunSummary } from '@linetwin/contracts';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlant } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { workbenchApi } from '../../live/api/workbench-api.ts';
import { Icon } from '../../ui/icons.tsx';
import { Empty, Failure, Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { runName } from '../runs/run-texts.ts';
import { AnalysisPanel } from './analysis-panel.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { LanePlot, type PlotHandle } from './lane-plot.tsx';
import { NotesOfView } from './notes-of-view.tsx';
import { Readout } from './readout.ts';
import { RunLabels, useLabelMarks } from './run-labels.tsx';
import { hasHistory, SignalPicker } from './signal-picker.tsx';
import { CursorTime, SignalTable } from './signal-table.tsx';
import type { SignalView } from './signal-view.ts';
import { useGapsOf, useLanes, useLiveOf } from './use-lanes.ts';
import { useNoting } from './use-noting.ts';
import { useView } from './use-view.ts';
import type { TimeWindow } from './time-window.ts';
import { PlotTools, WindowTools } from './workbench-tools.tsx';
import { useWorkbenchRun } from './workbench-run.ts';
import { isFollowing, type Shown } from './workbench-url.ts';
import './workbench.css';

/** Statistics of a window that follows the time are asked for at this pace, ms. */
const REFRESH_MS = 15_000;
const LANE_PX = 46;
const [MIN_PLOT_PX, OVERLAY_PX] = [260, 460];

/** Many signals on one axis of time, with statistics and analyses of what is visible. */
export function Workbench() {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { t: common } = useTranslation();
  const { language, theme } = usePreferences();
  const { index, live } = usePlant();
  const run = useWorkbenchRun();
  const keys = t(run ? 'tools.keysOfRun' : 'tools.keys');
  const { view, shown, signals: asked, layout, change } = useView();
  const [isPicking, setPicking] = useState(asked.length === 0);
  const [isBrush, setBrush] = useState(false);
  const [readout] = useState(() => new Readout());
  const handle = useRef<PlotHandle | null>(null);
  const key = asked.join();
  const signals = useMemo(
    () =>
      key
        .split(',')
        .flatMap((address) => index.signal(address) ?? [])
        .filter(hasHistory),
    [key, index],
  );
  const lanes = useLanes(signals);
  const liveOf = useLiveOf(signals);
  const gapsOf = useGapsOf(signals, view.window);
  const now = useCallback(() => run?.endAt ?? live.now(), [live, run]);
  const noting = useNoting(view, signals);
  const labels = useLabelMarks(run, view);
  const remove = useCallback(
    (address: string) => change({ signals: asked.filter((one) => one !== address) }),
    [change, asked],
  );
  const isDrawn = useDrawn(view, readout);
  const following = isFollowing(shown);
  const statistics = useFetched(
    signals.length > 0 && isDrawn ? `statistics ${key} ${JSON.stringify(shown)}` : null,
    (abort) =>
      workbenchApi.statistics(
        { signals: signals.map(({ address }) => address), ...view.window },
        run?.id,
        abort,
      ),
    following && !run ? REFRESH_MS : undefined,
  );
  const figures = statistics.data?.series;
  const analysed = useAnalysedWindow(view, shown);
  const height = layout === 'overlay' ? OVERLAY_PX : Math.max(MIN_PLOT_PX, lanes.length * LANE_PX + 36);
  const missing = asked.length - signals.length;
  return (
    <div className={run ? 'page workbench on-run' : 'page workbench'}>
      <header className="page-head">
        <h1>{common('nav.workbench')}</h1>
        {run ? <OfRun run={run} /> : <span className="muted">{t('hint')}</span>}
        <div className="page-tools">
          <Button aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
            {t('picker.open', { count: signals.length })}
          </Button>
        </div>
      </header>
      <div className={isPicking ? 'workbench-grid picking' : 'workbench-grid'}>
        {isPicking && (
          <SignalPicker
            chosen={asked}
            onChange={(next) => change({ signals: next })}
            onClose={() => setPicking(false)}
          />
        )}
        <div className="workbench-main">
          {signals.length === 0 ? (
            <Panel>
              <Empty>
                <strong>{t('empty')}</strong> {t('emptyHint', { max: MAX_WORKBENCH_SIGNALS })}
              </Empty>
            </Panel>
          ) : (
            <>
              <Panel
                title={<CursorTime readout={readout} view={view} />}
                extra={
                  <PlotTools
                    layout={layout}
                    onLayout={(next) => change({ layout: next })}
                    isBrush={isBrush}
                    onBrush={setBrush}
                  />
                }
              >
                <WindowTools view={view} shown={shown} />
                <PlotState view={view} readout={readout} />
                <div
                  className="lane-plot"
                  tabIndex={0}
                  role="group"
                  aria-label={keys}
                  onKeyDown={(event) =>
                    onKey(event, view, handle.current, () => !run && noting.ask(readout.time))
                  }
                >
                  <LanePlot
                    lanes={lanes}
                    layout={layout}
                    view={view}
                    readout={readout}
                    live={liveOf}
                    gapsOf={gapsOf}
                    notes={run ? labels.plot : noting.plot}
                    now={now}
                    isBrush={isBrush}
                    theme={theme}
                    language={language}
                    timeZone={index.model.site.timeZone}
                    height={height}
                    label={t('plot', {
                      count: lanes.length,
                      names: lanes.map(({ name }) => name).join(', '),
                    })}
                    handle={handle}
                  />
                </div>
                <p className="note keys-note">{keys}</p>
                {missing > 0 && <p className="note warn">{t('unknownSignals', { count: missing })}</p>}
              </Panel>
              {run ? (
                <RunLabels {...labels.panel} />
              ) : (
                <NotesOfView {...noting.panel} readout={readout} view={view} />
              )}
              <Panel
                title={t('statistics.title')}
                extra={
                  <ExportButtons
                    lanes={lanes}
                    view={view}
                    handle={handle}
                    values={figures?.reduce((sum, { count }) => sum + count, 0)}
                  />
                }
                flush
              >
                {statistics.error && !figures && (
                  <Failure
                    what={t('statistics.failed')}
                    detail={statistics.error.message}
                    retry={statistics.retry}
                  />
                )}
                <SignalTable
                  signals={signals}
                  lanes={lanes}
                  figures={figures}
                  readout={readout}
                  view={view}
                  onRemove={remove}
                />
                {figures?.some(({ count, percentiles }) => count > 0 && percentiles === null) && (
                  <p className="note padded-note">{t('statistics.rough')}</p>
                )}
              </Panel>
            </>
          )}
          <AnalysisPanel signals={signals} window={analysed} isReady={isDrawn || signals.length === 0} />
        </div>
      </div>
    </div>
  );
}

/** Says that this is not the plant, and of which run it is. */
function OfRun({ run }: { run: RunSummary }) {
  const { t } = useTranslation('translation', { keyPrefix: 'runs' });
  const linkTo = useLinkTo();
  return (
    <>
      <span className="replay-flag">
        <Icon name="replay" />
        {t('hall.flag')}
      </span>
      <Link to={linkTo(`/runs/${run.id}`)}>{runName(run)}</Link>
    </>
  );
}

/** The window of a view that stands, or of one that follows the time as it was a while ago: analyses are not made with every value. */
function useAnalysedWindow(view: SignalView, shown: Shown): TimeWindow {
  const [window, setWindow] = useState(view.window);
  useEffect(() => {
    setWindow(view.window);
    if (!isFollowing(shown)) return;
    const timer = setInterval(() => setWindow(view.window), REFRESH_MS);
    return () => clearInterval(timer);
  }, [view, shown]);
  return window;
}

/** Whether the lines have been drawn, or could not be: figures and analyses of them wait so long, for they take more of the server. */
function useDrawn(view: SignalView, readout: Readout): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    if (isDrawn) return;
    return readout.subscribe(() => {
      if (readout.isWhole || view.cache.problem) setDrawn(true);
    });
  }, [isDrawn, view, readout]);
  return isDrawn;
}

/** Says that history is on its way, did not come, or has nothing here. */
function PlotState({ view, readout }: { view: SignalView; readout: Readout }) {
  const { t } = useTranslation('translation', { keyPrefix: 'workbench' });
  const { t: common } = useTranslation();
  const text = useSyncExternalStore(
    useCallback((listener) => readout.subscribe(listener), [readout]),
    () => {
      if (view.cache.problem) return t('loadFailed', { detail: view.cache.problem.message });
      if (readout.hasValues) return '';
      return view.cache.isLoading ? common('common.loading') : t('noValues');
    },
  );
  return (
    <p className={view.cache.problem ? 'note warn' : 'note'} role="status">
      {text}
    </p>
  );
}

function onKey(event: KeyboardEvent, view: SignalView, plot: PlotHandle | null, note: () => void): void {
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const direction = key === 'ArrowLeft' ? -1 : 1;
    if (shiftKey) plot?.moveCursor(direction * 0.01);
    else view.pan(direction * 0.2);
  } else if (key === '+' || key === '=') view.zoom(0.5);
  else if (key === '-') view.zoom(2);
  else if (key === 'End') view.follow(view.window.to - view.window.from);
  else if (key === 'Backspace') view.goBack();
  else if (key === 'n') note();
  else return;
  event.preventDefault();
}
