/** What a step of a counter means. */
export type CounterStep =
  /** Energy that went through, kWh; `rolledOver` when the register started again at its end. */
  | { kind: 'energy'; kwh: number; rolledOver: boolean }
  /** The register stands lower than before and cannot have rolled over: another meter, or one that was reset. */
  | { kind: 'swapped' }
  /** More than the most that can flow in that time: another meter with a higher reading, or a wrong value. */
  | { kind: 'implausible'; kwh: number };

export interface CounterLimits {
  /** kWh per counted unit. */
  factor: number;
  /** Counted units at which the register starts from 0. */
  rollsOverAt?: number;
  /** The most that can flow, kW; without it any rise is taken. */
  maxKw?: number;
}

/** Rises that are always taken, so that the resolution of a register or two values close in time are no mistake, kWh. */
const ALWAYS_PLAUSIBLE_KWH = 0.5;
/** Meters and clocks are not exact: this much above the most that can flow is still believed. */
const TOLERANCE = 1.2;

/**
 * Energy between two readings of a register, `hours` apart. A step that is no energy (a swap, a wrong value) makes no
 * spike: what flowed in that time is not known, and the caller shows it as a gap.
 */
export function counterStep(
  before: number,
  after: number,
  hours: number,
  { factor, rollsOverAt, maxKw }: CounterLimits,
): CounterStep {
  const mostKwh = maxKw === undefined ? Infinity : maxKw * hours * TOLERANCE + ALWAYS_PLAUSIBLE_KWH;
  if (after >= before) {
    const kwh = (after - before) * factor;
    return kwh <= mostKwh ? { kind: 'energy', kwh, rolledOver: false } : { kind: 'implausible', kwh };
  }
  if (rollsOverAt === undefined || before > rollsOverAt) return { kind: 'swapped' };
  const kwh = (rollsOverAt - before + after) * factor;
  // Without a limit a register that fell by less than half of its range was swapped rather than went nearly all around.
  const plausible = maxKw === undefined ? kwh <= (rollsOverAt * factor) / 2 : kwh <= mostKwh;
  return plausible ? { kind: 'energy', kwh, rolledOver: true } : { kind: 'swapped' };
}
