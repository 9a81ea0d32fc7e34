import { useCallback, useMemo } from 'react';
import { useUrlParams } from '../../ui/use-url-state.ts';
import { ANALYSES, type AnalysisKind } from './analysis.ts';

/** What a link says of the analysis; what it leaves out is chosen by the page. */
export interface AnalysisChoice {
  kind: AnalysisKind;
  /** Address of the signal that is analysed, and of that of the other axis. */
  of?: string;
  against?: string;
  source: 'range' | 'burst';
  /** Address of the waveform signal, and time of its burst; without one the newest. */
  sensor?: string;
  burst?: number;
  band?: { lowHz: number; highHz: number };
  speedRpm?: number;
}

const NAMES = {
  kind: 'analysis',
  of: 'of',
  against: 'against',
  source: 'source',
  sensor: 'sensor',
  burst: 'burst',
  band: 'band',
  speedRpm: 'rpm',
} as const;

export function readChoice(params: URLSearchParams): AnalysisChoice {
  const text = (name: keyof typeof NAMES) => params.get(NAMES[name]) || undefined;
  const positive = (value: string | undefined) => (Number(value) > 0 ? Number(value) : undefined);
  const kind = ANALYSES.find((one) => one === text('kind')) ?? 'histogram';
  const [, low, high] = /^([\d.]+)-([\d.]+)$/.exec(text('band') ?? '') ?? [];
  return {
    kind,
    of: text('of'),
    against: text('against'),
    source: text('source') === 'burst' || kind === 'waterfall' ? 'burst' : 'range',
    sensor: text('sensor'),
    burst: positive(text('burst')),
    band: Number(high) > Number(low) ? { lowHz: Number(low), highHz: Number(high) } : undefined,
    speedRpm: positive(text('speedRpm')),
  };
}

export function writeChoice(params: URLSearchParams, change: Partial<AnalysisChoice>): URLSearchParams {
  const after = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change) as [
    keyof AnalysisChoice,
    AnalysisChoice[keyof AnalysisChoice],
  ][]) {
    const text = textOf(value);
    if (text) after.set(NAMES[name], text);
    else after.delete(NAMES[name]);
  }
  return after;
}

function textOf(value: AnalysisChoice[keyof AnalysisChoice]): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? `${value.lowHz}-${value.highHz}` : String(value);
}

/** The analysis that the address of the page says, and how it is changed. */
export function useAnalysisChoice(): [AnalysisChoice, (change: Partial<AnalysisChoice>) => void] {
  const [params, setParams] = useUrlParams();
  const choice = useMemo(() => readChoice(params), [params]);
  const change = useCallback(
    (next: Partial<AnalysisChoice>) => setParams((before) => writeChoice(before, next)),
    [setParams],
  );
  return [choice, change];
}
