import type { Signal } from '@linetwin/model';
import { QUALITY_BAD, QUALITY_UNCERTAIN } from '@linetwin/model';
import type { TFunction } from 'i18next';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveValues } from '../../live/live-values.ts';
import { useLivePaint } from '../../live/session-context.ts';
import { formatAge, formatCount, formatNumber, NO_VALUE, unitText, type Language } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** A value as text without unit; enumerations by their name in the language of the page. */
export function valueText(signal: Signal, value: number, language: Language, t: TFunction): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (signal.values) {
    const name = signal.values[value];
    if (name === undefined) return formatCount(value, language);
    if (signal.role === 'state') return t(`packml.${name}` as never, { defaultValue: name });
    if (signal.role === 'mode') return t(`mode.${name}` as never, { defaultValue: name });
    return signal.valueNames?.[value]?.[language] ?? name;
  }
  return formatNumber(value, language, signal.decimals);
}

/**
 * The newest value of a signal. Writes into its own text nodes from the frame loop, so a value costs no
 * rendering. Stale values are hatched and say their age, doubtful ones say that they are.
 */
export const LiveValue = memo(function LiveValue({
  signal,
  unit = true,
}: {
  signal: Signal;
  unit?: boolean;
}) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const box = useRef<HTMLSpanElement>(null);
  const number = useRef<HTMLElement>(null);
  const age = useRef<HTMLElement>(null);
  const at = signal.index;

  useLivePaint((live, now) => {
    const known = live.time[at] > 0;
    const text = known ? valueText(signal, live.value[at], language, t) : NO_VALUE;
    setText(number.current!, text);
    const stale = known && live.isStale(at, now);
    setAttribute(box.current!, 'data-known', known ? 'true' : 'false');
    setAttribute(box.current!, 'data-stale', stale ? 'true' : 'false');
    setAttribute(box.current!, 'data-quality', qualityName(live, at));
    setText(age.current!, stale ? formatAge(now - live.time[at]) : qualityNote(live, at, t));
  });

  return (
    <span ref={box} className="live-value" data-signal={signal.address}>
      <b ref={number}>{NO_VALUE}</b>
      {unit && signal.unit && <span className="unit">{unitText(signal.unit)}</span>}
      <small ref={age} className="live-age" />
    </span>
  );
});

/** Age of a signal's newest value. */
export const LiveAge = memo(function LiveAge({ signal }: { signal: Signal }) {
  const box = useRef<HTMLSpanElement>(null);
  useLivePaint((live, now) => {
    const time = live.time[signal.index];
    setText(box.current!, time > 0 ? formatAge(now - time) : NO_VALUE);
  });
  return <span ref={box} className="live-age-cell" />;
});

/** Where a value lies in its range: pale band is normal, ticks are limits, the mark is now. */
export const LiveRangeBar = memo(function LiveRangeBar({ signal }: { signal: Signal }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const mark = useRef<HTMLElement>(null);
  const marks = [...signal.limits.map(({ at }) => at), ...(signal.normal ?? [])];
  const usable = signal.values === undefined && marks.length > 0;
  const low = Math.min(...marks);
  const high = Math.max(...marks);
  const air = (high - low || Math.abs(high) || 1) * 0.35;
  const scale: [number, number] = [
    Math.max(signal.range[0], low - air),
    Math.min(signal.range[1], high + air),
  ];
  const position = (value: number) =>
    Math.min(100, Math.max(0, ((value - scale[0]) / (scale[1] - scale[0])) * 100));

  useLivePaint((live, now) => {
    const element = mark.current;
    if (!element) return;
    const value = live.value[signal.index];
    element.hidden = !Number.isFinite(value);
    element.style.left = `${position(value).toFixed(1)}%`;
    const outside = signal.limits.some(({ type, at }) =>
      type.startsWith('low') ? value <= at : value >= at,
    );
    setAttribute(element, 'data-outside', outside ? 'true' : 'false');
    setAttribute(element, 'data-stale', live.isStale(signal.index, now) ? 'true' : 'false');
  });

  if (!usable) return <span className="range-none" />;
  const text = (value: number) => formatNumber(value, language, signal.decimals);
  const label = signal.normal
    ? t('machine.normalRange', { low: text(signal.normal[0]), high: text(signal.normal[1]) })
    : signal.limits.map(({ type, at }) => `${t(`limit.${type}`)} ${text(at)}`).join(', ');
  return (
    <span className="range" role="img" aria-label={label} title={label}>
      {signal.normal && (
        <i
          className="range-normal"
          style={{
            left: `${position(signal.normal[0])}%`,
            width: `${position(signal.normal[1]) - position(signal.normal[0])}%`,
          }}
        />
      )}
      {signal.limits.map(({ type, at, priority }) => (
        <i
          key={type}
          className="range-limit"
          style={{ left: `${position(at)}%`, background: `var(--priority-${priority})` }}
        />
      ))}
      <i ref={mark} className="range-mark" />
    </span>
  );
});

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function qualityName(live: LiveValues, at: number): string {
  const quality = live.quality[at];
  return quality === QUALITY_BAD ? 'bad' : quality === QUALITY_UNCERTAIN ? 'uncertain' : 'good';
}

function qualityNote(live: LiveValues, at: number, t: TFunction): string {
  const quality = live.quality[at];
  if (quality === QUALITY_BAD) return t('quality.bad');
  return quality === QUALITY_UNCERTAIN ? t('quality.uncertain') : '';
}
