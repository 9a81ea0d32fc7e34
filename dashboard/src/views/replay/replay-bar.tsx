import type { CursorCommand } from '@linetwin/contracts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSteering } from '../../live/session-context.ts';
import type { Steering } from '../../live/replay-state.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { spanFor, TIME_SPANS, type TimeSpan } from './time-spans.ts';
import { TimeLine } from './time-line.tsx';
import { useReplayKeys } from './use-replay-keys.ts';

const SPEEDS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];
const STEP_S = 10;
const COPIED_MS = 2000;

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
  const steer = (command: CursorCommand) => session.steer(command);
  const step = (seconds: number) => steer({ do: 'step', byMs: seconds * 1000 });
  const toggle = () => steer({ do: steering.playing ? 'pause' : 'play' });
  useReplayKeys({
    ' ': toggle,
    ArrowLeft: () => step(-STEP_S),
    ArrowRight: () => step(STEP_S),
    '[': () => setLoopFrom(session.replay.state()!.at),
  });
  const markTo = () => {
    const { at } = session.replay.state()!;
    if (loopFrom !== null && at - loopFrom >= 1000) steer({ do: 'loop', loop: { from: loopFrom, to: at } });
    setLoopFrom(null);
  };
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
        <Select
          size="small"
          className="replay-speed"
          aria-label={t('replay.speed')}
          value={steering.speed}
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          onChange={(speed) => steer({ do: 'speed', speed })}
        />
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
            {t('replay.markFrom')}
          </button>
        ) : (
          <button type="button" className="quiet-button" onClick={markTo}>
            {t('replay.markTo')}
          </button>
        )}
        <CopyLink />
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
      <TimeLine spanMs={TIME_SPANS[span]} loop={steering.loop} loopFrom={loopFrom} />
    </section>
  );
}

function BarButton(props: { icon: IconName; text: string; onClick: () => void; primary?: boolean }) {
  const { icon, text, onClick, primary } = props;
  return (
    <button
      type="button"
      className="replay-button"
      data-primary={primary}
      aria-label={text}
      title={text}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
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
