import type { ProductionOverview } from '@linetwin/contracts';
import {
  addProduction,
  bottleneck,
  expectedOutput,
  indicators,
  lossTree,
  noProduction,
  TIME_CLASSES,
  type ProductionSums,
  type StationTime,
} from '@linetwin/kpi';
import type { ModelIndex, PlantProduction } from '@linetwin/model';
import { indicatorRows, sumsOfLine } from './production-answers.ts';
import type { LineFacts } from './line-facts.ts';
import type { MachineSums, ProductionStore, StoredStop } from './production-store.port.ts';
import { reasonSums } from './stop-answers.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const MAX_HOURS = 24;
/** Points of the output chart: more are not told apart. */
const MAX_POINTS = 200;

interface Span {
  from: number;
  to: number;
}

export interface OverviewParts {
  facts: LineFacts;
  index: ModelIndex;
  production: PlantProduction;
  store: ProductionStore;
  /** Whole quarters. */
  span: Span;
  now: number;
  stops: readonly StoredStop[];
  plannedS: (stops: readonly StoredStop[], machine: string, span: Span) => number;
}

/** Everything that the production page shows of a line over a time, from the sums of the ledger. */
export async function lineOverview(parts: OverviewParts): Promise<Omit<ProductionOverview, 'energy'>> {
  const { facts, production, store, span, now, stops } = parts;
  const { line, roles, calendar } = facts;
  const range = { ...span, line: line.id };
  const machines = await store.sums(range, []);
  const products = await store.sums(range, ['product']);
  const plannedOf = ({ machine }: MachineSums) => parts.plannedS(stops, machine, span);
  const sums = sumsOfLine(machines, roles);
  const pacingStops = stops.filter(({ machine }) => roles.pacing.has(machine));
  const plannedStopS = [...roles.pacing].reduce(
    (sum, machine) => sum + parts.plannedS(stops, machine, span),
    0,
  );
  const until = Math.min(span.to, now);
  const plannedS = calendar.plannedS(span.from, until);
  const recordedS = TIME_CLASSES.reduce((sum, name) => (name === 'offPlan' ? sum : sum + sums.time[name]), 0);
  const target = production.targets.find((one) => one.line === line.id);
  return {
    line: line.id,
    ...span,
    plannedS,
    unrecordedS: Math.max(0, plannedS - recordedS / Math.max(1, roles.pacing.size)),
    indicators: indicators(sums, plannedStopS),
    target: target
      ? {
          oee: target.oee,
          availability: target.availability,
          effectiveness: target.effectiveness,
          qualityRatio: target.qualityRatio,
        }
      : null,
    pacing: [...roles.pacing],
    losses: lossTree(
      sums,
      reasonSums(pacingStops, { ...span, now }, production.microStopS, production.stopReasons),
      plannedStopS,
    ),
    reasons: reasonsOf(parts),
    failures: failuresOf(machines),
    output: await outputThrough(parts, until),
    shift: await newestShift(parts, until),
    bottlenecks: await bottlenecksOf(parts, until),
    machines: indicatorRows(line.id, machines, ['machine'], roles, plannedOf),
    // What a product lost to planned stops is not told apart: its stops stand in the list.
    products: indicatorRows(line.id, products, ['product'], roles, () => 0),
  };
}

function reasonsOf({ stops, span, now, production }: OverviewParts): ProductionOverview['reasons'] {
  const sums = new Map<string, { reason: string; seconds: number; count: number }>();
  const { microStopS, stopReasons } = production;
  for (const { reason, seconds, count } of reasonSums(stops, { ...span, now }, microStopS, stopReasons)) {
    const sum = sums.get(reason) ?? { reason, seconds: 0, count: 0 };
    sums.set(reason, { reason, seconds: sum.seconds + seconds, count: sum.count + count });
  }
  return [...sums.values()].sort((a, b) => b.seconds - a.seconds);
}

function failuresOf(machines: readonly MachineSums[]): ProductionOverview['failures'] {
  const all = machines.reduce((sum, one) => addProduction(sum, one.sums), noProduction());
  const { FE, mtbfS, meanRepairS } = indicators(all);
  return { FE, mtbfS, meanRepairS };
}

/** Good items of the line's last station, added up from the begin of the span. */
async function outputThrough(
  { facts, store, span }: OverviewParts,
  until: number,
): Promise<ProductionOverview['output']> {
  const { line, roles, calendar } = facts;
  const step = Math.max(1, Math.ceil((until - span.from) / QUARTER_MS / MAX_POINTS)) * QUARTER_MS;
  const edges: number[] = [];
  for (let at = span.from; at < until; at += step) edges.push(at);
  if (edges.length === 0) return [];
  const sums = await store.sums({ from: span.from, to: until, line: line.id }, [], edges);
  const goods = new Float64Array(edges.length);
  const recorded = new Set<number>();
  for (const one of sums) {
    if (!roles.last.has(one.machine)) continue;
    goods[one.bucket] += one.sums.good;
    if (isKnown(one.sums)) recorded.add(one.bucket);
  }
  const plan = plannedThrough(calendar, span.from);
  let good = 0;
  return edges.map((edge, i) => {
    good += goods[i];
    const to = Math.min(edge + step, until);
    return { to, good, planned: plan(to), recorded: recorded.has(i) };
  });
}

/** Whether a machine said anything in the time of its sums: what it did, or that it made something. */
function isKnown({ time, good, scrap }: ProductionSums): boolean {
  return good + scrap > 0 || TIME_CLASSES.some((name) => name !== 'unknown' && time[name] > 0);
}

/** What the shifts asked for between a begin and a time, each spread evenly over its planned time. */
function plannedThrough(calendar: LineFacts['calendar'], from: number): (to: number) => number {
  return (to) =>
    calendar.shiftsBetween(from, to).reduce((sum, shift) => {
      const all = calendar.plannedS(shift.from, shift.to);
      const part = calendar.plannedS(Math.max(from, shift.from), Math.min(to, shift.to));
      return all > 0 ? sum + (shift.plannedQuantity * part) / all : sum;
    }, 0);
}

async function newestShift(
  { facts, store, now }: OverviewParts,
  until: number,
): Promise<ProductionOverview['shift']> {
  const { line, roles, calendar } = facts;
  const shift = calendar.shiftAt(until - 1) ?? calendar.shiftsBetween(until - 86_400_000, until).at(-1);
  if (!shift) return null;
  const range = { from: shift.from, to: Math.min(shift.to, endOfQuarter(now)), line: line.id };
  const sums = (await store.sums(range, ['shift'])).filter((one) => one.shift === shift.id);
  const seen = sumsOfLine(sums, roles);
  const end = Math.min(shift.to, now);
  const workedS = calendar.plannedS(shift.from, end);
  const pacing = Math.max(1, roles.pacing.size);
  const bookedS = TIME_CLASSES.reduce(
    (sum, name) => (name === 'offPlan' || name === 'unknown' ? sum : sum + seen.time[name]),
    0,
  );
  const output = expectedOutput({
    good: seen.good,
    planned: shift.plannedQuantity,
    workedS,
    unknownS: Math.max(0, workedS - bookedS / pacing),
    remainingS: calendar.plannedS(end, shift.to),
    taktS: line.taktS,
  });
  const { planned: _planned, ...figures } = output;
  return { ...shift, ...figures };
}

/** End of the quarter of an hour that holds a time, or ends with it. */
function endOfQuarter(time: number): number {
  return Math.ceil(time / QUARTER_MS) * QUARTER_MS;
}

/** Where the line was held up, hour by hour; the newest hours, without those of which nothing is recorded. */
async function bottlenecksOf(
  { facts, store, span, now }: OverviewParts,
  until: number,
): Promise<ProductionOverview['bottlenecks']> {
  const { line } = facts;
  const last = Math.ceil(until / HOUR_MS) * HOUR_MS;
  const first = Math.max(Math.floor(span.from / HOUR_MS) * HOUR_MS, last - MAX_HOURS * HOUR_MS);
  const edges: number[] = [];
  for (let at = first; at < until; at += HOUR_MS) edges.push(at);
  if (edges.length === 0) return [];
  const range = { from: first, to: Math.min(last, endOfQuarter(now)), line: line.id };
  const sums = await store.sums(range, [], edges);
  const stations = line.stations.filter(({ inFlow }) => inFlow);
  return edges.flatMap((from, bucket) => {
    const times = stations.map(({ id, equipment }): StationTime => {
      const own = noProduction();
      for (const one of sums)
        if (one.bucket === bucket && (equipment as string[]).includes(one.machine))
          addProduction(own, one.sums);
      return { station: id, time: own.time, plannedRunS: own.plannedRunS };
    });
    if (!times.some(({ time }) => TIME_CLASSES.some((name) => name !== 'unknown' && time[name] > 0)))
      return [];
    return [{ from, to: Math.min(from + HOUR_MS, until), bottleneck: bottleneck(times) ?? null }];
  });
}
