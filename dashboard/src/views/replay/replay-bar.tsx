import type { CursorCommand, TimeNote } from '@linetwin/contracts';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSteering } from '../../live/session-context.ts';
import type { Steering } from '../../live/replay-state.ts';
import { timeNotesApi } from '../../live/api/time-notes-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Icon } from '../../ui/icons.tsx';
import { BarButton } from './bar-button.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { SpeedSelect } from './speed-select.tsx';
import { StateCheck } from './state-check.tsx';
import { spanFor, TIME_SPANS, type TimeSpan } from './time-spans.ts';
import { TimeLine } from './time-line.tsx';
import { useReplayKeys } from './use-replay-keys.ts';

const STEP_S = 10;
const FINE_STEP_S = 1;
const NOTES_REFRESH_MS = 30_000;
const COPIED_MS = 2000;
const NO_NOTES: readonly TimeNote[] = [];

/** Time bar at the foot of every page of a replay: where one is, what happened around it, and how to go on. */
export default function ReplayBar() {
  const steering = useSteering();
  return steering && <Bar steering={steering} />;
}

function Bar({ steering }: { steering: Steering }) {
  const { t } = useTranslation();
  const session = useSession();
  const [span, setSpan] = useState<TimeSpan>(() => {
    const { at, latest } = session.replay.state()!;
    return spanFor(latest - at);
  });
  const [loopFrom, setLoopFrom] = useState<number | null>(null);
  const [notesOpen, setNotesOpen] = useState(false);
  // Only a phone folds them: there the page itself needs the room.
  const [toolsOpen, setToolsOpen] = useState(false);
  // The end stands while one works with the bar; it is taken anew with the span.
  const to = useMemo(() => session.replay.state()?.latest ?? Date.now(), [session, span]);
  const notes = useFetched(
    `notes ${span} ${to}`,
    (abort) => timeNotesApi.list({ from: to - TIME_SPANS[span], to }, abort),
    NOTES_REFRESH_MS,
  );
  const steer = (command: CursorCommand) => session.steer(command);
  const step = (seconds: number) => steer({ do: 'step', byMs: seconds * 1000 });
  const toggle = () => steer({ do: steering.playing ? 'pause' : 'play' });
  const markTo = () => {
    const { at } = session.replay.state()!;
    if (loopFrom !== null && at - loopFrom >= 1000) steer({ do: 'loop', loop: { from: loopFrom, to: at } });
    setLoopFrom(null);
  };
  useReplayKeys({
    ' ': toggle,
    ArrowLeft: () => step(-STEP_S),
    ArrowRight: () => step(STEP_S),
    ',': () => step(-FINE_STEP_S),
    '.': () => step(FINE_STEP_S),
    '[': () => setLoopFrom(session.replay.state()!.at),
    ']': () => (steering.loop ? steer({ do: 'loop', loop: null }) : markTo()),
    b: () => setNotesOpen(true),
  });
  return (
    <section className="replay-bar" aria-label={t('replay.controls')}>
      <div className="replay-controls">
        <BarButton icon="stepBack" text={t('replay.earlier', { s: STEP_S })} onClick={() => step(-STEP_S)} />
        <BarButton
          icon={steering.playing ? 'pause' : 'play'}
          text={t(steering.playing ? 'replay.pause' : 'replay.play')}
          onClick={toggle}
          primary
        />
        <BarButton icon="stepOn" text={t('replay.later', { s: STEP_S })} onClick={() => step(STEP_S)} />
        <SpeedSelect speed={steering.speed} onChange={(speed) => steer({ do: 'speed', speed })} />
        <button
          type="button"
          className="replay-button replay-more"
          aria-label={t('replay.tools')}
          aria-expanded={toolsOpen}
          onClick={() => setToolsOpen(!toolsOpen)}
        >
          <Icon name="more" />
        </button>
        <div className="replay-tools" data-open={toolsOpen}>
          {steering.loop ? (
            <button type="button" className="quiet-button" onClick={() => steer({ do: 'loop', loop: null })}>
              {t('replay.endLoop')}
            </button>
          ) : loopFrom === null ? (
            <button
              type="button"
              className="quiet-button"
              onClick={() => setLoopFrom(session.replay.state()!.at)}
            >
              {t('replay.markFrom')} <kbd>[</kbd>
            </button>
          ) : (
            <button type="button" className="quiet-button" onClick={markTo}>
              {t('replay.markTo')} <kbd>]</kbd>
            </button>
          )}
          <CopyLink />
          <button
            type="button"
            className="quiet-button"
            aria-expanded={notesOpen}
            title={t('replay.notes.hint')}
            onClick={() => setNotesOpen(!notesOpen)}
          >
            {t('replay.notes.title')} {notes.data && notes.data.length > 0 && <b>{notes.data.length}</b>}
          </button>
          <StateCheck />
          <Select
            size="small"
            className="replay-span"
            aria-label={t('replay.span')}
            value={span}
            options={(Object.keys(TIME_SPANS) as TimeSpan[]).map((value) => ({
              value,
              label: t(`replay.spans.${value}`),
            }))}
            onChange={setSpan}
          />
        </div>
      </div>
      {notesOpen && (
        <NotesPanel
          notes={notes.data ?? NO_NOTES}
          failed={notes.error !== undefined}
          onChanged={notes.retry}
        />
      )}
      <TimeLine
        spanMs={TIME_SPANS[span]}
        to={to}
        notes={notes.data ?? NO_NOTES}
        loop={steering.loop}
        loopFrom={loopFrom}
      />
    </section>
  );
}

function CopyLink() {
  const { t } = useTranslation();
  const session = useSession();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const link = new URL(location.href);
    link.searchParams.set('at', new Date(session.replay.state()!.at).toISOString());
    await navigator.clipboard.writeText(link.href);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <button
      type="button"
      className="quiet-button replay-link"
      // Without a safe connection browsers have no clipboard; the address shows the instant all the same.
      disabled={!('clipboard' in navigator)}
      onClick={() => void copy()}
    >
      <Icon name="link" />
      <span>{copied ? t('replay.copied') : t('replay.copyLink')}</span>
    </button>
  );
}
