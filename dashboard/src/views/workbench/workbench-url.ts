import { MAX_WORKBENCH_SIGNALS } from '@linetwin/contracts';
import { MAX_SPAN_MS, MIN_SPAN_MS, type TimeWindow } from './time-window.ts';

export const LAYOUTS = ['stack', 'overlay'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A window that stands, or the last so many ms before now. */
export type Shown = TimeWindow | { last: number };

/** What a link reproduces of the plot. */
export interface WorkbenchView {
  signals: readonly string[];
  shown: Shown;
  layout: Layout;
}

export const DEFAULT_LAST_MS = 3_600_000;

export function isFollowing(shown: Shown): shown is { last: number } {
  return 'last' in shown;
}

const LAST_HOUR: Shown = { last: DEFAULT_LAST_MS };

/**
 * Reads a view from the parameters of a page; what makes no sense is as if it were not there.
 *
 * @param usual the time that is shown where the parameters say none
 */
export function readView(params: URLSearchParams, usual = LAST_HOUR): WorkbenchView {
  const signals = (params.get('signals') ?? '').split(',').filter(Boolean);
  return {
    signals: [...new Set(signals)].slice(0, MAX_WORKBENCH_SIGNALS),
    shown: readShown(params) ?? usual,
    layout: LAYOUTS.find((layout) => layout === params.get('layout')) ?? 'stack',
  };
}

function readShown(params: URLSearchParams): Shown | undefined {
  const number = (name: string) => (params.get(name) ? Number(params.get(name)) : NaN);
  const [from, to, last] = [number('from'), number('to'), number('last')];
  const isSpan = (ms: number) => ms >= MIN_SPAN_MS && ms <= MAX_SPAN_MS;
  if (from >= 0 && to <= 8.64e15 && isSpan(to - from)) return { from, to };
  return isSpan(last) ? { last } : undefined;
}

/** Writes a view into parameters, leaving the others. Defaults take no room. @param usual as for `readView` */
export function writeView(
  params: URLSearchParams,
  { signals, shown, layout }: WorkbenchView,
  usual = LAST_HOUR,
): URLSearchParams {
  const after = new URLSearchParams(params);
  const set = (name: string, value: string | undefined) =>
    value === undefined ? after.delete(name) : after.set(name, value);
  set('signals', signals.length > 0 ? signals.join(',') : undefined);
  const said = isSameTime(shown, usual) ? undefined : shown;
  const last = said && isFollowing(said) ? said.last : undefined;
  const span = said && !isFollowing(said) ? said : undefined;
  set('from', span && String(Math.round(span.from)));
  set('to', span && String(Math.round(span.to)));
  set('last', last === undefined ? undefined : String(Math.round(last)));
  set('layout', layout === 'stack' ? undefined : layout);
  return after;
}

/** Whether two are the same to the millisecond. */
export function isSameTime(a: Shown, b: Shown): boolean {
  if (isFollowing(a) || isFollowing(b))
    return isFollowing(a) && isFollowing(b) && Math.round(a.last) === Math.round(b.last);
  return Math.round(a.from) === Math.round(b.from) && Math.round(a.to) === Math.round(b.to);
}
