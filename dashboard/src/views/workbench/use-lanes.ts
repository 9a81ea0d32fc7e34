import type { ModelIndex, Signal } from '@linetwin/model';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeepingApi } from '../../live/api/record-keeping-api.ts';
import { useGapsChanged, usePlant } from '../../live/session-context.ts';
import type { SignalRing } from '../../live/signal-ring.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import type { GapBand } from '../../plots/gap-bands.ts';
import type { Language } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';
import { PALETTES, type ThemeName } from '../../ui/tokens.ts';
import { valueText } from '../shared/live-value.tsx';
import type { Lane } from './lane-scales.ts';
import type { TimeWindow } from './time-window.ts';
import { useWorkbenchRun } from './workbench-run.ts';

/** Lines of one colour are told apart by their dashes, CSS pixels. */
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
/** More bands than this cannot be told apart. */
const MAX_GAPS = 500;

/** Machine and signal, as people call it. */
export function signalName(signal: Signal, index: ModelIndex, language: Language): string {
  return `${index.equipment(signal.equipment)?.id ?? signal.equipment} ${signal.name[language]}`;
}

export function laneColour(position: number, theme: ThemeName): string {
  const { series } = PALETTES[theme];
  return series[position % series.length];
}

/** How the chosen signals are drawn. */
export function useLanes(signals: readonly Signal[]): Lane[] {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { language, theme } = usePreferences();
  return useMemo(
    () =>
      signals.map((signal, position): Lane => ({
        address: signal.address,
        name: signalName(signal, index, language),
        unit: signal.unit,
        decimals: signal.decimals,
        periodMs: signal.periodMs,
        values: signal.values?.map((_, value) => valueText(signal, value, language, t)),
        colour: laneColour(position, theme),
        dash: DASHES[Math.floor(position / PALETTES[theme].series.length) % DASHES.length],
      })),
    [signals, index, language, theme, t],
  );
}

/** Live values of the signals for as long as they are shown; of a run there are none. */
export function useLiveOf(signals: readonly Signal[]): (address: string) => SignalRing | undefined {
  const { live } = usePlant();
  const [rings, setRings] = useState<ReadonlyMap<string, SignalRing>>(new Map());
  const run = useWorkbenchRun();
  useEffect(() => {
    if (run) return;
    const held = signals.map((signal) => [signal.address, live.watch(signal.index)] as const);
    setRings(new Map(held.map(([address, { ring }]) => [address, ring])));
    return () => held.forEach(([, { release }]) => release());
  }, [live, signals, run]);
  return useCallback((address) => rings.get(address), [rings]);
}

/** Of the plant, gaps of a signal, its machine or its line that touch the window and what lies beside it. */
export function useGapsOf(
  signals: readonly Signal[],
  { from, to }: TimeWindow,
): (address: string) => readonly GapBand[] {
  const { t } = useTranslation();
  const { index } = usePlant();
  const lines = [...new Set(signals.map(({ equipment }) => index.equipment(equipment)!.line))];
  const span = to - from;
  // A question for each step of a quarter window, not for each of a gesture.
  const step = span / 4;
  const key = `gaps ${lines.join()} ${Math.floor(from / step)} ${Math.round(span)}`;
  const isRun = useWorkbenchRun() !== undefined;
  const gaps = useFetchedAt(lines.length > 0 && !isRun ? key : null, async (at = Infinity, abort) => {
    const range = { from: Math.max(0, from - span), to: Math.min(to + span, at), limit: MAX_GAPS };
    const lists = await Promise.all(lines.map((line) => recordKeepingApi.gaps({ line, ...range }, abort)));
    return lists.flat();
  });
  useGapsChanged(gaps.retry);
  const { data } = gaps;
  return useMemo(() => {
    const known = new Map<string, GapBand[]>();
    return (address) => {
      let found = known.get(address);
      if (!found) {
        found = (data ?? [])
          .filter(({ scope }) => `${address}/`.startsWith(`${scope}/`))
          .map((gap) => ({ from: gap.from, to: gap.to, cause: t(`gaps.causes.${gap.cause}`) }));
        known.set(address, found);
      }
      return found;
    };
  }, [data, t]);
}
