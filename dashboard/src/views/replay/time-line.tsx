import type { TimeNote } from '@linetwin/contracts';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLivePaint, usePlant, useSession } from '../../live/session-context.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { thinMarks } from './time-spans.ts';
import { MARK_KINDS, useTimeLineEvents, type MarkKind } from './use-time-line-events.ts';

/** Marks are drawn on so many columns. */
const COLUMNS = 1000;
const TICKS = 6;
const ROW = 10;
const KIND_COLOURS: Record<Exclude<MarkKind, 'alarms' | 'stops'>, string> = {
  findings: 'var(--accent)',
  orders: 'var(--good)',
  gaps: 'var(--text-3)',
  notes: 'var(--replay)',
};

/** What happened, as marks on a line of time, and the cursor in it. */
export function TimeLine(props: {
  spanMs: number;
  /** Newest instant that the bar shows, ms since 1970 UTC. */
  to: number;
  notes: readonly TimeNote[];
  loop: { from: number; to: number } | null;
  loopFrom: number | null;
}) {
  const { spanMs, to, notes, loop, loopFrom } = props;
  const { t } = useTranslation();
  const { theme } = usePreferences();
  const session = useSession();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const slider = useRef<HTMLInputElement>(null);
  const held = useRef(false);
  const from = to - spanMs;
  const { marks, failed } = useTimeLineEvents(from, to, notes);
  const moment = useCallback((at: number) => formatMoment(at, timeZone), [timeZone]);
  const rows = useMemo(
    () => MARK_KINDS.map((kind) => ({ kind, marks: thinMarks(marks[kind], spanMs / COLUMNS) })),
    [marks, spanMs],
  );

  useLivePaint((_live, now) => {
    const input = slider.current!;
    input.setAttribute('aria-valuetext', moment(now));
    if (!held.current) input.value = String(Math.min(to, Math.max(from, now)));
  });

  const place = (at: number) => ((Math.min(to, Math.max(from, at)) - from) / spanMs) * COLUMNS;
  const colourOf = (kind: MarkKind, rank: number) => {
    if (kind === 'alarms') return PALETTES[theme].priority[rank as 1 | 2 | 3 | 4];
    if (kind === 'stops') return rank === 1 ? 'var(--warning)' : 'var(--text-3)';
    return KIND_COLOURS[kind];
  };
  return (
    <div className="time-line">
      <div className="time-line-names" aria-hidden="true">
        {rows.map(({ kind }) => (
          <span key={kind}>{t(`replay.marks.${kind}`)}</span>
        ))}
      </div>
      <div className="time-line-field">
        <svg
          viewBox={`0 0 ${COLUMNS} ${MARK_KINDS.length * ROW}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {loop && (
            <rect
              className="time-line-loop"
              x={place(loop.from)}
              width={place(loop.to) - place(loop.from)}
              y={0}
              height={MARK_KINDS.length * ROW}
            />
          )}
          {loopFrom !== null && (
            <rect
              className="time-line-loop"
              x={place(loopFrom)}
              width={2}
              y={0}
              height={MARK_KINDS.length * ROW}
            />
          )}
          {rows.map(({ kind, marks }, row) =>
            marks
              .filter((mark) => mark.to >= from && mark.from <= to)
              .map((mark) => (
                <rect
                  key={`${kind} ${mark.from}`}
                  x={place(mark.from)}
                  width={Math.max(1.5, place(mark.to) - place(mark.from))}
                  y={row * ROW + 2}
                  height={6}
                  fill={colourOf(kind, mark.rank)}
                >
                  <title>{mark.title}</title>
                </rect>
              )),
          )}
        </svg>
        <input
          ref={slider}
          type="range"
          className="time-line-slider"
          aria-label={t('replay.timeline')}
          min={from}
          max={to}
          step={1000}
          defaultValue={session.replay.state()?.at}
          onPointerDown={() => (held.current = true)}
          onPointerUp={() => (held.current = false)}
          onPointerCancel={() => (held.current = false)}
          onChange={(event) => session.steer({ do: 'seek', at: Number(event.target.value) })}
        />
        <div className="time-line-ticks" aria-hidden="true">
          {Array.from({ length: TICKS }, (_, i) => (
            <span key={i}>{formatMoment(from + (spanMs * i) / (TICKS - 1), timeZone, to)}</span>
          ))}
        </div>
      </div>
      {failed && (
        <p className="time-line-problem" role="alert">
          {t('replay.marksFailed')}
        </p>
      )}
    </div>
  );
}
