import { durationS, durationText, type FaultEntry } from '@linetwin/model/scenario';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { faultName, machineName, useRunTexts } from './run-texts.ts';

type Grip = 'move' | 'onset' | 'end';

/** Faults of a scenario as bars over the time of the run; bars and their ends can be dragged, or moved by arrow keys. */
export function FaultTimeLine(props: {
  entries: readonly Partial<FaultEntry>[];
  durationS: number;
  chosen: number;
  onChoose: (at: number) => void;
  onMove: (at: number, onset: string, end: string | undefined) => void;
}) {
  const { entries, durationS: wholeS, chosen, onChoose, onMove } = props;
  const t = useRunTexts();
  const { language } = usePreferences();
  const { index } = usePlant();
  const drag = useRef<{ grip: Grip; fromX: number; width: number; onset: number; end: number }>(undefined);
  const stepS = stepOf(wholeS);
  const span = (entry: Partial<FaultEntry>): [number, number] => {
    const onset = secondsOf(entry.onset) ?? 0;
    return [onset, secondsOf(entry.end) ?? Infinity];
  };
  const moved = (at: number, grip: Grip, [onset, end]: [number, number], byS: number) => {
    const snap = (s: number) => Math.round(s / stepS) * stepS;
    const first = grip === 'end' ? onset : Math.min(Math.max(0, snap(onset + byS)), wholeS - stepS);
    const lasts = end < Infinity || grip === 'end';
    const from = Math.min(end, wholeS);
    const last = grip === 'onset' ? end : grip === 'end' ? snap(from + byS) : end + (first - onset);
    onMove(
      at,
      durationText(grip === 'onset' ? Math.min(first, Math.min(end, wholeS) - stepS) : first),
      lasts && last < wholeS ? durationText(Math.max(last, first + stepS)) : undefined,
    );
  };
  const begin = (event: PointerEvent<HTMLElement>, grip: Grip, entry: Partial<FaultEntry>, at: number) => {
    event.stopPropagation();
    onChoose(at);
    const track = event.currentTarget.closest<HTMLElement>('.fault-track')!;
    const [onset, end] = span(entry);
    drag.current = { grip, fromX: event.clientX, width: track.clientWidth, onset, end };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const follow = (event: PointerEvent<HTMLElement>, at: number) => {
    const now = drag.current;
    if (!now || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    moved(at, now.grip, [now.onset, now.end], ((event.clientX - now.fromX) / now.width) * wholeS);
  };
  const key = (event: KeyboardEvent, entry: Partial<FaultEntry>, at: number) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    moved(at, event.shiftKey ? 'end' : 'move', span(entry), direction * stepS);
  };
  const grip = (what: Grip, entry: Partial<FaultEntry>, at: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => begin(event, what, entry, at),
    onPointerMove: (event: PointerEvent<HTMLElement>) => follow(event, at),
    onPointerUp: () => (drag.current = undefined),
  });
  return (
    <div className="fault-lines">
      {entries.map((entry, at) => {
        const [onset, end] = span(entry);
        const left = Math.min(100, (100 * onset) / wholeS);
        const right = Math.min(100, (100 * end) / wholeS);
        const fault = faultName(entry.fault ?? '', language);
        const equipment = machineName(entry.equipment ?? '', index, language);
        const words = t('fault.bar', {
          fault,
          equipment,
          from: durationText(onset),
          to: end < Infinity ? durationText(end) : t('form.until'),
        });
        return (
          <div key={at} className="fault-line" data-chosen={at === chosen}>
            <button type="button" className="fault-name" onClick={() => onChoose(at)}>
              <b>{fault}</b>
              <small className="muted">{equipment}</small>
            </button>
            <div className="fault-track">
              <button
                type="button"
                className="fault-bar"
                style={{ left: `min(${left}%, 100% - 24px)`, width: `${Math.max(1, right - left)}%` }}
                aria-label={words}
                title={words}
                onKeyDown={(event) => key(event, entry, at)}
                onFocus={() => onChoose(at)}
                {...grip('move', entry, at)}
              >
                <i className="fault-grip" {...grip('onset', entry, at)} />
                <i className="fault-grip" {...grip('end', entry, at)} />
              </button>
            </div>
          </div>
        );
      })}
      <div className="fault-line fault-scale" aria-hidden>
        <span />
        <span className="fault-ticks">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share}>{durationText(Math.round(share * wholeS))}</span>
          ))}
        </span>
      </div>
    </div>
  );
}

/** A step that is a few pixels on a screen and a round number for people. */
function stepOf(wholeS: number): number {
  return [1, 5, 10, 30, 60, 300, 600, 1800, 3600].find((step) => wholeS / step <= 240) ?? 3600;
}

function secondsOf(time: string | number | undefined): number | undefined {
  return typeof time === 'string' ? durationS(time) : time;
}
