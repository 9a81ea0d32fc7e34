import type { Gap } from '@linetwin/contracts';
import { lineOf, type Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeepingApi } from '../../live/api/record-keeping-api.ts';
import { useGapsChanged, usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import type { GapBand } from '../../plots/gap-bands.ts';

/** Changes are told; this is for what moved into the range. */
const REFRESH_MS = 60_000;
/** More bands than this cannot be told apart on a chart. */
const MAX_GAPS = 200;

/** Gaps that touch the shown signals within the range: of a signal itself, of its machine, and of its line. */
export function useGapBands(
  signals: readonly Signal[],
  rangeMs: number,
): (shown: readonly string[]) => GapBand[] {
  const { t } = useTranslation();
  const { live } = usePlant();
  const machines = [...new Set(signals.map(({ equipment }) => equipment))];
  const [first] = machines;
  const where = machines.length === 1 ? { equipment: first } : { line: first && lineOf(first) };
  const gaps = useFetchedAt(
    first ? `gaps ${Object.values(where).join()} ${rangeMs}` : null,
    (at, abort) => {
      const from = (at ?? live.now()) - rangeMs;
      return recordKeepingApi.gaps({ ...where, from, to: at, limit: MAX_GAPS }, abort);
    },
    REFRESH_MS,
  );
  useGapsChanged(gaps.retry);
  const { data } = gaps;
  return useMemo(
    () => (shown: readonly string[]) =>
      (data ?? [])
        .filter((gap) => shown.some((address) => concerns(gap, address)))
        .map(({ from, to, cause }) => ({ from, to, cause: t(`gaps.causes.${cause}`) })),
    [data, t],
  );
}

function concerns(gap: Gap, signal: string): boolean {
  return signal === gap.scope || signal.startsWith(`${gap.scope}/`);
}
