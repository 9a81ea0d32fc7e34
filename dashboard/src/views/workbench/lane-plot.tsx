import { useCallback, useEffect, useMemo, useRef } from 'react';
import type uPlot from 'uplot';
import type { GapBand } from '../../plots/gap-bands.ts';
import type { ValueSequence } from '../../plots/trend-data.ts';
import { UplotHost } from '../../plots/uplot-host.tsx';
import { axesOf, drawAbove, drawBelow, LEFT_PX, type DrawnLanes } from './lane-drawing.ts';
import { lanePaths } from './lane-paths.ts';
import { scaleKey, scaleRanges, unitsOf } from './lane-scales.ts';
import { drawNotes, noteAt } from './note-drawing.ts';
import type { NoteMark } from './note-marks.ts';
import { steerByPointer } from './plot-gestures.ts';
import type { Readout } from './readout.ts';
import type { Prepared, SignalView } from './signal-view.ts';
import { bucketWidthFor } from './tile-ladder.ts';

/** While the window follows the time it moves by this much at a time, ms. */
const LIVE_MS = 500;
/** Values are prepared anew before the window reaches the end of those that are, as share of the window. */
const AHEAD = 0.3;
/** What moves less is a click. */
const DRAG_PX = 4;

/** What keys and buttons outside of the plot ask of it. */
export interface PlotHandle {
  canvas(): HTMLCanvasElement | undefined;
  /** Moves the cursor by a share of the width; from the middle when it is nowhere. */
  moveCursor(share: number): void;
}

/** Notes on the axis of time, and what a hand does to them. */
export interface PlotNotes {
  marks: readonly NoteMark[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** A double click asks for a note there, ms since 1970 UTC. */
  onAsk: (time: number) => void;
}

export interface LanePlotProps extends DrawnLanes {
  view: SignalView;
  readout: Readout;
  live: (address: string) => ValueSequence | undefined;
  gapsOf: (address: string) => readonly GapBand[];
  notes: PlotNotes;
  now: () => number;
  /** Whether a drag draws a range; with Shift it is the other way round. */
  isBrush: boolean;
  height: number;
  label: string;
  handle: { current: PlotHandle | null };
}

/** All signals on one axis of time: above each other in lanes, or laid over each other by unit. One cursor goes through all. */
export function LanePlot(props: LanePlotProps) {
  const { lanes, layout, theme, language, timeZone, view, readout, live, gapsOf, now, isBrush } = props;
  const prepared = useRef<Prepared | undefined>(undefined);
  const ranges = useRef(new Map<string, [number, number]>());
  const brush = useRef(isBrush);
  brush.current = isBrush;
  const plotted = useRef<uPlot | undefined>(undefined);
  const notes = useRef(props.notes);
  useEffect(() => {
    notes.current = props.notes;
    plotted.current?.redraw(false);
  }, [props.notes]);
  const drawn = useMemo(
    () => ({ lanes, layout, theme, language, timeZone }),
    [lanes, layout, theme, language, timeZone],
  );

  const build = useCallback((): Omit<uPlot.Options, 'width' | 'height'> => {
    const keys = lanes.map((_, i) => scaleKey(lanes, i, layout));
    const hasRightAxis = layout === 'overlay' && unitsOf(lanes).length > 1;
    const isBrushing = (event: MouseEvent) => brush.current !== event.shiftKey;
    return {
      legend: { show: false },
      padding: [8, hasRightAxis ? 0 : 14, 0, layout === 'stack' ? LEFT_PX : 0],
      cursor: {
        // uPlot takes every click for the end of a drag that it did not begin itself.
        drag: { x: true, y: false, setScale: false, dist: DRAG_PX, click: () => undefined },
        points: { show: false },
        y: false,
        bind: {
          mousedown: (_plot, _target, handler) => (event: MouseEvent) => {
            if (isBrushing(event)) handler(event);
            return null;
          },
          dblclick: () => () => null,
        },
      },
      scales: {
        x: { time: true, auto: false },
        ...Object.fromEntries(
          keys.map((key) => [
            key,
            { range: (): [number, number] => ranges.current.get(key) ?? [0, 1] } satisfies uPlot.Scale,
          ]),
        ),
      },
      axes: axesOf(drawn),
      series: [
        {},
        ...lanes.map((lane, i): uPlot.Series => ({
          label: lane.name,
          scale: keys[i],
          stroke: lane.colour,
          fill: `${lane.colour}38`,
          width: 1.25,
          dash: [...lane.dash],
          points: { show: false },
          paths: lanePaths(
            () => prepared.current?.columns[i],
            lane.values !== undefined || lane.periodMs === undefined,
          ),
        })),
      ],
      hooks: {
        drawClear: [(plot) => drawBelow(plot, drawn, gapsOf, now())],
        draw: [
          (plot) => {
            drawAbove(plot, drawn, prepared.current?.columns ?? []);
            drawNotes(plot, notes.current.marks, notes.current.chosen, theme);
          },
        ],
        setCursor: [(plot) => readout.tell(prepared.current, cursorTime(plot))],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width < 4) return;
            const [from, to] = [left, left + width].map((x) => plot.posToVal(x, 'x') * 1000);
            plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            view.show({ from, to }, true);
          },
        ],
      },
    };
  }, [drawn, lanes, layout, theme, view, readout, gapsOf, now]);

  const onReady = (plot: uPlot) => {
    let frame: number | undefined;
    let isStale = true;
    prepared.current = undefined;
    const draw = () => {
      frame = undefined;
      const { from, to } = view.window;
      const pixels = plot.bbox.width / (devicePixelRatio || 1);
      plot.batch(() => {
        if (isStale || !reaches(prepared.current, { from, to }, pixels, now())) {
          isStale = false;
          const next = view.prepare(lanes, pixels, live);
          prepared.current = next;
          ranges.current = scaleRanges(lanes, next.columns, layout);
          plot.setData([timesOf(next), ...next.columns.map(({ mean }) => mean)] as uPlot.AlignedData, false);
        }
        plot.setScale('x', { min: from / 1000, max: to / 1000 });
      });
      // For whoever waits for the picture, such as a test.
      plot.root.dataset.drawn = prepared.current?.isWhole ? 'all' : 'part';
      readout.tell(prepared.current, cursorTime(plot));
    };
    const drawSoon = (stale: boolean) => {
      isStale ||= stale;
      frame ??= requestAnimationFrame(draw);
    };
    draw();
    const timer = setInterval(() => view.isFollowing && !document.hidden && drawSoon(true), LIVE_MS);
    const undo = [
      view.onMove(() => drawSoon(false)),
      view.cache.subscribe(() => drawSoon(true)),
      steerByPointer(plot.over, {
        window: () => view.window,
        show: (window, isOver) => view.show(window, isOver),
        isBrushing: (event) => brush.current !== event.shiftKey,
      }),
    ];
    plotted.current = plot;
    const placeOf = ({ clientX, clientY }: MouseEvent) => {
      const { left, top } = plot.over.getBoundingClientRect();
      return { left: clientX - left, top: clientY - top };
    };
    let pressedAt = 0;
    plot.over.addEventListener('pointerdown', ({ clientX }) => (pressedAt = clientX));
    plot.over.addEventListener('click', (event) => {
      if (Math.abs(event.clientX - pressedAt) > DRAG_PX) return;
      const note = noteAt(plot, notes.current.marks, placeOf(event));
      if (note) notes.current.onChoose(note.id);
    });
    plot.over.addEventListener('dblclick', (event) =>
      notes.current.onAsk(plot.posToVal(placeOf(event).left, 'x') * 1000),
    );
    const resized = new ResizeObserver(() => drawSoon(true));
    resized.observe(plot.root);
    props.handle.current = {
      canvas: () => plot.ctx.canvas,
      moveCursor(share) {
        const width = plot.over.clientWidth;
        const left = plot.cursor.left ?? -1;
        const next = (left < 0 ? width / 2 : left) + share * width;
        plot.setCursor({ left: Math.min(width - 1, Math.max(0, next)), top: 1 });
      },
    };
    return () => {
      props.handle.current = null;
      plotted.current = undefined;
      clearInterval(timer);
      resized.disconnect();
      for (const one of undo) one();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  };

  return <UplotHost build={build} onReady={onReady} height={props.height} label={props.label} />;
}

function cursorTime(plot: uPlot): number | null {
  const { left = -1 } = plot.cursor;
  return left >= 0 ? plot.posToVal(left, 'x') * 1000 : null;
}

function timesOf({ grid }: Prepared): number[] {
  return Array.from({ length: grid.length }, (_, i) => (grid.from + i * grid.width) / 1000);
}

/** Whether what is prepared still is of the right width, and goes far enough beside the window. */
function reaches(
  prepared: Prepared | undefined,
  { from, to }: { from: number; to: number },
  pixels: number,
  now: number,
): boolean {
  if (!prepared) return false;
  const { grid } = prepared;
  if (grid.width !== bucketWidthFor({ from, to }, pixels)) return false;
  const ahead = AHEAD * (to - from);
  const end = grid.from + grid.length * grid.width;
  return grid.from <= Math.max(0, from - ahead) && (end >= to + ahead || end >= now - grid.width);
}
