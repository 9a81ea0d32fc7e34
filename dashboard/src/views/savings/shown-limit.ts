import type { MeasureLimit } from '@linetwin/contracts';

/** How a limit is written: times in the unit that people say them in, shares in per cent, and a power factor as it is. */
export interface ShownLimit {
  unit: string;
  /** Shown figure of a stored one, and the way back. */
  shown: (value: number) => number;
  stored: (shown: number) => number;
}

const HOURS_FROM_S = 7200;
const MINUTES_FROM_S = 180;

/** By the usual value, so that one limit has one unit on every line. */
export function shownLimit({
  limit,
  unit,
  usual,
}: Pick<MeasureLimit, 'limit' | 'unit' | 'usual'>): ShownLimit {
  if (unit === 's') {
    if (usual >= HOURS_FROM_S) return scaled('h', 1 / 3600);
    return usual >= MINUTES_FROM_S ? scaled('min', 1 / 60) : scaled('s', 1);
  }
  if (unit === 'share') return limit === 'leastPowerFactor' ? scaled('', 1) : scaled('%', 100);
  return scaled(unit, 1);
}

/** Figures that people typed come back as they typed them. */
function scaled(unit: string, factor: number): ShownLimit {
  const rounded = (value: number) => Number(value.toPrecision(12));
  return {
    unit,
    shown: (value) => Number((value * factor).toFixed(3)),
    stored: (shown) => rounded(shown / factor),
  };
}

/** What a field holds once it is left, and what is sent: an emptied one goes back to the usual value, which it shows again. */
export function leftLimit(
  row: MeasureLimit,
  typed: number | null,
): { shown: number; send: number | null | undefined } {
  const { shown, stored } = shownLimit(row);
  const value = typed === null ? null : stored(typed);
  const isSame = (value ?? row.usual) === row.value;
  return { shown: shown(value ?? row.usual), send: isSame ? undefined : value };
}
