import type { BearingHealth, IndicatorRow } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionApi } from '../../../live/api/condition-api.ts';
import { productionApi } from '../../../live/api/production-api.ts';
import { usePlant } from '../../../live/session-context.ts';
import { useFetchedAt } from '../../../live/use-fetched-at.ts';
import type { OverlayReading, SceneOverlay } from '../../../scene/scene-api.ts';
import { formatQuantity, NO_VALUE } from '../../../ui/format.ts';
import { usePreferences } from '../../../ui/preferences.tsx';
import { useStandingAlarms } from '../../shared/use-machines.ts';
import { mainValue, readOverlay, type OverlaySources } from './overlay-readings.ts';
import type { PaintedOverlay } from './overlay-names.ts';
import { colourOf, placeOn, scaleOf, type OverlayScale } from './overlay-scales.ts';

/** Live values repaint the machines this often, ms: colours change slowly. */
const REPAINT_MS = 1000;
const ASK_AGAIN_MS = 60_000;
/** Indicators are those of so long until now, h: a shift. */
export const INDICATOR_HOURS = 8;
/** Machines whose bearings are asked for at once. */
const ASKED_AT_ONCE = 4;

export interface OverlayView {
  scale: OverlayScale;
  scene: SceneOverlay;
  /** Machines of each class, those without a value now, and those that have nothing to tell it by. */
  counts: ReadonlyMap<string, number>;
  missing: number;
  unmeasured: number;
  loading: boolean;
  error: Error | undefined;
}

/** What the hall shows while an overlay is chosen. */
export function useOverlay(overlay: PaintedOverlay): OverlayView {
  const { t } = useTranslation();
  const { theme, language } = usePreferences();
  const { index, live } = usePlant();
  const alarms = useStandingAlarms();
  const bearingsAsked = useBearings(overlay === 'vibration');
  const indicatorsAsked = useIndicators(overlay === 'quality' || overlay === 'oee');
  const { data: bearings } = bearingsAsked;
  const { data: indicators } = indicatorsAsked;
  const { loading, error } = overlay === 'vibration' ? bearingsAsked : indicatorsAsked;
  const [second, setSecond] = useState(0);
  const signals = useMemo(
    () => new Map(index.model.equipment.map((machine) => [machine.address, index.signalsOf(machine)])),
    [index],
  );

  useEffect(() => {
    const timer = setInterval(() => setSecond((n) => n + 1), REPAINT_MS);
    return () => clearInterval(timer);
  }, []);

  return useMemo(() => {
    const scale = scaleOf(overlay, theme);
    const sources: OverlaySources = {
      alarms,
      bearings: bearings ?? new Map(),
      indicators: indicators ?? new Map(),
    };
    const byEquipment = new Map<string, OverlayReading>();
    const counts = new Map<string, number>();
    let missing = 0;
    let unmeasured = 0;
    for (const machine of index.model.equipment) {
      const reading = readOverlay(overlay, machine, signals.get(machine.address)!, live, sources);
      if (!reading) {
        unmeasured++;
        continue;
      }
      const main = mainValue(reading);
      if (main === null) missing++;
      else if (typeof main === 'string') counts.set(main, (counts.get(main) ?? 0) + 1);
      byEquipment.set(machine.address, {
        colours: reading.map((value) => colourOf(scale, value)),
        text:
          main === null
            ? NO_VALUE
            : scale.kind === 'classes'
              ? t(`overlay.class.${main}` as never)
              : formatQuantity(Number(main), scale.unit, language, scale.decimals),
        ...(overlay === 'energy' &&
          scale.kind === 'ramp' &&
          typeof main === 'number' && { height: placeOn(scale, main) }),
      });
    }
    return { scale, scene: { byEquipment }, counts, missing, unmeasured, loading, error };
    // `second` lets live values in again.
  }, [
    overlay,
    theme,
    language,
    alarms,
    bearings,
    indicators,
    loading,
    error,
    index,
    signals,
    live,
    t,
    second,
  ]);
}

/** How the bearings of all machines that have any stand, asked for a few machines at a time. */
function useBearings(wanted: boolean) {
  const { index } = usePlant();
  return useFetchedAt(
    wanted ? 'bearings' : null,
    async (at, signal) => {
      const waiting = index.model.equipment.filter(({ bearings }) => bearings.length > 0);
      const known = new Map<string, readonly BearingHealth[]>();
      const ask = async (): Promise<void> => {
        for (let next: Equipment | undefined = waiting.pop(); next; next = waiting.pop())
          known.set(next.address, await conditionApi.bearings(next.address, at, signal));
      };
      await Promise.all(Array.from({ length: ASKED_AT_ONCE }, ask));
      return known;
    },
    ASK_AGAIN_MS,
  );
}

function useIndicators(wanted: boolean) {
  const { index, live } = usePlant();
  return useFetchedAt(
    wanted ? 'indicators' : null,
    async (at, signal) => {
      const to = at ?? live.now();
      const rows = new Map<string, IndicatorRow>();
      for (const { id } of index.model.lines) {
        const span = { line: id, from: to - INDICATOR_HOURS * 3_600_000, to, at };
        for (const row of await productionApi.machines(span, signal))
          if (row.machine) rows.set(row.machine, row);
      }
      return rows;
    },
    ASK_AGAIN_MS,
  );
}
