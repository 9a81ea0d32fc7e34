import type { PlanSpan, StartPlan } from '@linetwin/contracts';

export const QUARTER_MS = 900_000;

/** A stretch of quarters, as shares of the plan's length. */
export interface Stretch {
  left: number;
  width: number;
}

export function stretchOf({ from, to }: { from: number; to: number }, quarters: number): Stretch {
  return { left: from / quarters, width: (to - from) / quarters };
}

/** Where nothing is left to be started by it, ms since 1970 UTC. */
export function endOfPlan({ from, quarters }: Pick<StartPlan, 'from' | 'quarters'>): number {
  return from + quarters * QUARTER_MS;
}

/** Stretches of one tariff period, in the order of time. */
export function periodsOf({ period }: Pick<StartPlan, 'period'>) {
  const found: { period: StartPlan['period'][number]; from: number; to: number }[] = [];
  period.forEach((one, t) => {
    const last = found.at(-1);
    if (last?.period === one) last.to = t + 1;
    else found.push({ period: one, from: t, to: t + 1 });
  });
  return found;
}

/** Full hours of the plant's clock within the plan, every so many hours. */
export function hoursOf(
  { from, quarters }: Pick<StartPlan, 'from' | 'quarters'>,
  offset: (time: number) => number,
  every: number,
): { at: number; hour: number }[] {
  const hours: { at: number; hour: number }[] = [];
  for (let t = 0; t <= quarters; t++) {
    const time = from + t * QUARTER_MS;
    const local = new Date(time + offset(time));
    if (local.getUTCMinutes() === 0 && local.getUTCHours() % every === 0)
      hours.push({ at: t / quarters, hour: local.getUTCHours() });
  }
  return hours;
}

/** When an order is done in a way, ms since 1970 UTC; undefined when it has no run in it. */
export function endOfOrder(plan: StartPlan, spans: readonly PlanSpan[], order: string): number | undefined {
  const ends = spans.filter((span) => span.what === 'run' && span.order === order).map(({ to }) => to);
  return ends.length > 0 ? plan.from + Math.max(...ends) * QUARTER_MS : undefined;
}

/** Runs of a resource, those without a pause between them as one. */
export function runsOf(spans: readonly PlanSpan[], resource: string): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const span of spans) {
    if (span.resource !== resource || span.what !== 'run') continue;
    const last = runs.at(-1);
    if (last?.to === span.from) last.to = span.to;
    else runs.push({ from: span.from, to: span.to });
  }
  return runs;
}

/** Saving of a plan, yuan, and as a share of today's cost. */
export function savingOf({ today, plan }: Pick<StartPlan, 'today' | 'plan'>): {
  yuan: number;
  share: number | null;
} {
  const yuan = today.totalYuan - plan.totalYuan;
  return { yuan, share: today.totalYuan > 0 ? yuan / today.totalYuan : null };
}
