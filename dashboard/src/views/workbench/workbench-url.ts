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

/** Reads a view from the parameters of a page; what makes no sense is as if it were not there. */
export function readView(params: URLSearchParams): WorkbenchView {
  const signals = (params.get('signals') ?? '').split(',').filter(Boolean);
  return {
    signals: [...new Set(signals)].slice(0, MAX_WORKBENCH_SIGNALS),
    shown: readShown(params),
    layout: LAYOUTS.find((layout) => layout === params.get('layout')) ?? 'stack',
  };
}

function readShown(params: URLSearchParams): Shown {
  const number = (name: string) => (params.get(name) ? Number(params.get(name)) : NaN);
  const [from, to, last] = [number('from'), number('to'), number('last')];
  const isSpan = (ms: number) => ms >= MIN_SPAN_MS && ms <= MAX_SPAN_MS;
  if (from >= 0 && to <= 8.64e15 && isSpan(to - from)) return { from, to };
  return { last: isSpan(last) ? last : DEFAULT_LAST_MS };
}

/** Writes a view into parameters, leaving the others. Defaults take no room. */
export function writeView(
  params: URLSearchParams,
  { signals, shown, layout }: WorkbenchView,
): URLSearchParams {
  const after = new URLSearchParams(params);
  const set = (name: string, value: string | undefined) =>
    value === undefined ? after.delete(name) : after.set(name, value);
  set('signals', signals.length > 0 ? signals.join(',') : undefined);
  const following = isFollowing(shown);
  set('from', following ? undefined : String(Math.round(shown.from)));
  set('to', following ? undefined : String(Math.round(shown.to)));
  set('last', following && shown.last !== DEFAULT_LAST_MS ? String(Math.round(shown.last)) : undefined);
  set('layout', layout === 'stack' ? undefined : layout);
  return after;
}
