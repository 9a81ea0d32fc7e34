import type { CursorCommand } from '@linetwin/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveSession } from '../../../live/live-session.ts';
import { useSteering } from '../../../live/session-context.ts';
import { formatClock, formatDate } from '../../../ui/format.ts';
import { BarButton } from '../../replay/bar-button.tsx';
import { SpeedSelect } from '../../replay/speed-select.tsx';
import { useReplayKeys } from '../../replay/use-replay-keys.ts';
import { setText } from '../../shared/live-value.tsx';
import { useRunTexts } from '../run-texts.ts';

const STEP_S = 10;
const FINE_STEP_S = 1;
const PAINT_MS = 100;

/** One cursor for all that is shown: where in the run one is, and how to go on. To be used below the contexts of the first run. */
export function RunTimeBar(props: {
  session: LiveSession;
  beginAt: number;
  endAt: number;
  /** Where two futures part. */
  branchAt: number | undefined;
  timeZone: string;
  steer: (command: CursorCommand) => void;
  onRest: (at: number) => void;
}) {
  const { session, beginAt, endAt, branchAt, timeZone, steer, onRest } = props;
  const { t } = useTranslation();
  const texts = useRunTexts();
  const steering = useSteering();
  const slider = useRef<HTMLInputElement>(null);
  const clock = useRef<HTMLElement>(null);
  const [dragging, setDragging] = useState(false);
  const playing = steering?.playing ?? false;
  const lengthS = Math.round((endAt - beginAt) / 1000);
  const step = (seconds: number) => steer({ do: 'step', byMs: seconds * 1000 });
  const toggle = () => {
    const { at, latest } = session.replay.state()!;
    // From its end on there is nothing to play.
    if (!playing && at >= latest) steer({ do: 'seek', at: branchAt ?? beginAt });
    steer({ do: playing ? 'pause' : 'play' });
  };
  useReplayKeys({
    ' ': toggle,
    ArrowLeft: () => step(-STEP_S),
    ArrowRight: () => step(STEP_S),
    ',': () => step(-FINE_STEP_S),
    '.': () => step(FINE_STEP_S),
  });
  const latest = useRef(onRest);
  useEffect(() => {
    latest.current = onRest;
  });
  useEffect(() => {
    let rested: number | undefined;
    const timer = setInterval(() => {
      const cursor = session.replay.state();
      if (!cursor || !slider.current) return;
      setText(clock.current!, `${formatDate(cursor.at, timeZone)} ${formatClock(cursor.at, timeZone)}`);
      if (!dragging) slider.current.value = String(Math.round((cursor.at - beginAt) / 1000));
      slider.current.setAttribute('aria-valuetext', formatClock(cursor.at, timeZone));
      if (!cursor.playing && cursor.at !== rested) latest.current((rested = cursor.at));
    }, PAINT_MS);
    return () => clearInterval(timer);
  }, [session, beginAt, timeZone, dragging]);
  const percent = (at: number) => `${((at - beginAt) / (endAt - beginAt)) * 100}%`;
  return (
    <section className="run-time-bar" aria-label={t('replay.controls')}>
      <div className="replay-controls">
        <BarButton icon="stepBack" text={t('replay.earlier', { s: STEP_S })} onClick={() => step(-STEP_S)} />
        <BarButton
          icon={playing ? 'pause' : 'play'}
          text={t(playing ? 'replay.pause' : 'replay.play')}
          onClick={toggle}
          primary
        />
        <BarButton icon="stepOn" text={t('replay.later', { s: STEP_S })} onClick={() => step(STEP_S)} />
        <SpeedSelect speed={steering?.speed ?? 1} onChange={(speed) => steer({ do: 'speed', speed })} />
        {branchAt !== undefined && (
          <button type="button" className="quiet-button" onClick={() => steer({ do: 'seek', at: branchAt })}>
            {texts('hall.toBranch')}
          </button>
        )}
        <b ref={clock} className="replay-time" aria-live="off" />
      </div>
      <div className="run-track">
        {branchAt !== undefined && (
          <>
            <i className="run-track-future" style={{ left: percent(branchAt) }} />
            <i
              className="run-track-branch"
              style={{ left: percent(branchAt) }}
              title={texts('hall.branchPoint')}
            />
          </>
        )}
        <input
          ref={slider}
          type="range"
          min={0}
          max={lengthS}
          step={1}
          defaultValue={0}
          aria-label={texts('hall.instant')}
          onPointerDown={() => setDragging(true)}
          onPointerUp={() => setDragging(false)}
          onChange={(event) => steer({ do: 'seek', at: beginAt + Number(event.target.value) * 1000 })}
        />
      </div>
      <div className="fault-ticks" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{formatClock(beginAt + share * (endAt - beginAt), timeZone)}</span>
        ))}
      </div>
    </section>
  );
}
