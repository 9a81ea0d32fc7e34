import type { AlarmPriority } from '@linetwin/model';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { standingOf, type MachineSignals } from '../../live/machine-look.ts';
import { useLivePaint } from '../../live/session-context.ts';
import { formatAge } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph-sprite.tsx';
import { setAttribute, setText } from './live-value.tsx';

/** State of a machine as shape and colour; follows the live state without rendering. */
export const MachineGlyph = memo(function MachineGlyph({
  machine,
  size = 14,
}: {
  machine: MachineSignals;
  size?: number;
}) {
  const { t } = useTranslation();
  const box = useRef<SVGSVGElement>(null);
  const use = useRef<SVGUseElement>(null);
  useLivePaint((live, now) => {
    const { look } = standingOf(machine, live, now);
    setAttribute(box.current!, 'data-look', look);
    setAttribute(box.current!, 'aria-label', t(`look.${look}`));
    setAttribute(use.current!, 'href', `#glyph-${look}`);
  });
  return (
    <svg ref={box} className="glyph machine-glyph" width={size} height={size} role="img">
      <use ref={use} href="#glyph-nodata" />
    </svg>
  );
});

/** State of a machine in words, with how long it has lasted. */
export const MachineStateText = memo(function MachineStateText({
  machine,
  age = false,
}: {
  machine: MachineSignals;
  age?: boolean;
}) {
  const { t } = useTranslation();
  const word = useRef<HTMLSpanElement>(null);
  const since = useRef<HTMLElement>(null);
  useLivePaint((live, now) => {
    const standing = standingOf(machine, live, now);
    setAttribute(word.current!, 'data-look', standing.look);
    const waiting = standing.look === 'starved' || standing.look === 'blocked';
    const text = standing.state && !waiting ? t(`packml.${standing.state}`) : t(`look.${standing.look}`);
    setText(word.current!, text);
    const silent = standing.look === 'nodata' && standing.since > 0;
    if (since.current) setText(since.current, silent ? formatAge(now - standing.since) : '');
  });
  return (
    <span className="state-text">
      <span ref={word} className="state-word" />
      {age && <small ref={since} className="muted" />}
    </span>
  );
});

/** Priority of an alarm as shape and colour; pulses while nobody has acknowledged it. */
export function AlarmGlyph(props: { priority: AlarmPriority; pulsing?: boolean; size?: number }) {
  const { priority, pulsing = false, size = 14 } = props;
  const { t } = useTranslation();
  const label = `${t('alarms.priority')} ${priority}: ${t(`alarms.p${priority}`)}`;
  return (
    <span className="alarm-glyph" data-priority={priority} data-pulsing={pulsing}>
      <Glyph name={`priority-${priority}`} size={size} label={label} />
    </span>
  );
}
