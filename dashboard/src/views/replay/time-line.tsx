import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api.ts';
import { recordKeepingApi } from '../../live/record-keeping-api.ts';
import { useFindings, useLivePaint, usePlant, useSession } from '../../live/session-context.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES } from '../../ui/tokens.ts';
import { thinMarks } from './time-spans.ts';

const MOST_ALARMS = 500;
const MOST_GAPS = 500;
/** Marks are drawn on so many columns. */
const COLUMNS = 1000;
const TICKS = 6;
const REFRESH_MS = 60_000;

interface Mark {
  from: number;
  to: number;
  rank: number;
  title: string;
}

/** What happened, as marks on a line of time, and the cursor in it. */
export function TimeLine(props: {
  spanMs: number;
  loop: { from: number; to: number } | null;
  loopFrom: number | null;
}) {
  const { spanMs, loop, loopFrom } = props;
  const { t } = useTranslation();
  const { language, theme } = usePreferences();
  const session = useSession();
  const { index } = usePlant();
  const { timeZone } = index.model.site;
  const findings = useFindings();
  const slider = useRef<HTMLInputElement>(null);
  const held = useRef(false);
  // The end stands while one works with the bar; it is taken anew with the span.
  const to = useMemo(() => session.replay.state()?.latest ?? Date.now(), [session, spanMs]);
  const from = to - spanMs;
  const [asked] = useState(() => Math.random());
  const events = useFetched(
    `${from} ${to} ${asked}`,
    async (abort) => {
      const [alarms, gaps] = await Promise.all([
        api.alarmHistory({ from, to, limit: MOST_ALARMS }, abort),
        recordKeepingApi.gaps({ from, to, limit: MOST_GAPS }, abort),
      ]);
      return { alarms, gaps };
    },
    REFRESH_MS,
  );
  const nameOf = useCallback(
    (address: string) => index.equipment(address)?.name[language] ?? address,
    [index, language],
  );
  const moment = useCallback((at: number) => formatMoment(at, timeZone), [timeZone]);

  const rows = useMemo(() => {
    const pixelMs = spanMs / COLUMNS;
    const alarms: Mark[] = (events.data?.alarms ?? []).map((one) => ({
      from: one.raisedAt,
      to: one.clearedAt ?? to,
      rank: one.priority,
      title: `${moment(one.raisedAt)} ${nameOf(one.equipment)}: ${one.message?.[language] ?? one.signal}`,
    }));
    const seen: Mark[] = findings.map((one) => ({
      from: one.firstSeenAt,
      to: one.lastSeenAt,
      rank: 1,
      title: `${moment(one.firstSeenAt)} ${nameOf(one.equipment)}: ${one.summary[language]}`,
    }));
    const gaps: Mark[] = (events.data?.gaps ?? []).map((one) => ({
      from: one.from,
      to: one.to ?? to,
      rank: 1,
      title: `${moment(one.from)} ${one.scope}`,
    }));
    return [
      { kind: 'alarms' as const, marks: thinMarks(alarms, pixelMs) },
      { kind: 'findings' as const, marks: thinMarks(seen, pixelMs) },
      { kind: 'gaps' as const, marks: thinMarks(gaps, pixelMs) },
    ];
  }, [events.data, findings, language, moment, nameOf, spanMs, to]);

  useLivePaint((_live, now) => {
    const input = slider.current!;
    input.setAttribute('aria-valuetext', moment(now));
    if (!held.current) input.value = String(Math.min(to, Math.max(from, now)));
  });

  const place = (at: number) => ((Math.min(to, Math.max(from, at)) - from) / spanMs) * COLUMNS;
  const colourOf = (kind: (typeof rows)[number]['kind'], rank: number) => {
    if (kind === 'alarms') return PALETTES[theme].priority[rank as 1 | 2 | 3 | 4];
    return kind === 'findings' ? 'var(--accent)' : 'var(--text-3)';
  };
  return (
    <div className="time-line">
      <div className="time-line-names" aria-hidden="true">
        {rows.map(({ kind }) => (
          <span key={kind}>{t(`replay.marks.${kind}`)}</span>
        ))}
      </div>
      <div className="time-line-field">
        <svg viewBox={`0 0 ${COLUMNS} 30`} preserveAspectRatio="none" aria-hidden="true">
          {loop && (
            <rect
              className="time-line-loop"
              x={place(loop.from)}
              width={place(loop.to) - place(loop.from)}
              y={0}
              height={30}
            />
          )}
          {loopFrom !== null && (
            <rect className="time-line-loop" x={place(loopFrom)} width={2} y={0} height={30} />
          )}
          {rows.map(({ kind, marks }, row) =>
            marks
              .filter((mark) => mark.to >= from && mark.from <= to)
              .map((mark) => (
                <rect
                  key={`${kind} ${mark.from}`}
                  x={place(mark.from)}
                  width={Math.max(1.5, place(mark.to) - place(mark.from))}
                  y={row * 10 + 2}
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
      {events.error && (
        <p className="time-line-problem" role="alert">
          {t('replay.marksFailed')}
        </p>
      )}
    </div>
  );
}
