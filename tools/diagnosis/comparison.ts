import type { Pair } from './run-pair.ts';

/** What a person needs with the product: notice 30 s, read 20 s, three trends of 8 s. */
const READ_S = 30 + 20 + 24;
const RESAMPLES = 2000;

interface Timed {
  right: boolean;
  /** Diagnosis time, seconds; 0 where nobody began. */
  s: number;
}

/** Both ways over the same runs. */
export interface Comparison {
  rightFirst: number;
  rightTop3: number;
  manualRight: number;
  /** From the sign until the system names the cause: median, and where the slowest quarter begins. */
  medianSToCause: number;
  slowestQuarterSToCause: number;
  /** Seconds of diagnosis per correct one. */
  productSPerCorrect: number;
  manualSPerCorrect: number;
  timeReduction: number;
  /** E_new / E_base with its 95 % interval. */
  efficiencyRatio: number;
  efficiencyLow95: number;
  efficiencyHigh95: number;
  /** The same with each way's time from its own first alarm on, as domain.md 2.12 defines the time to diagnose. */
  fromAlarm: {
    timeReduction: number;
    efficiencyRatio: number;
    efficiencyLow95: number;
    efficiencyHigh95: number;
    /** From the onset to the first alarm or incident, s: median and the slowest tenth; of the runs that had one. */
    delayS: number;
    delayP90S: number;
    manualDelayS: number;
    manualDelayP90S: number;
  };
  /** Runs in which both are right, and how many times as fast the product is there. */
  bothRight: number;
  speedUpMedian: number;
  speedUpSlowestQuarter: number;
  speedUpNamedMedian: number;
  speedUpNamedSlowestQuarter: number;
}

/** @param pairs at least one */
export function compare(pairs: readonly Pair[]): Comparison {
  const product = pairs.map(byProduct);
  const manual = pairs.map(byHand);
  const systemS = pairs.flatMap(({ product: { namedS, signS, onsetS } }) =>
    namedS === null ? [] : [Math.max(0, namedS - (signS ?? onsetS))],
  );
  const [low, high] = ratioInterval(product, manual);
  const both = pairs.map((_, i) => i).filter((i) => product[i].right && manual[i].right);
  const slowest = [...both].sort((a, b) => manual[b].s - manual[a].s).slice(0, Math.ceil(both.length / 4));
  const timesAsFast = (runs: readonly number[], readS: number) =>
    median(runs.map((i) => manual[i].s / Math.max(1, product[i].s - READ_S + readS)));
  return {
    rightFirst: share(product.map(({ right }) => right)),
    rightTop3: share(pairs.map(({ product: { rank } }) => rank !== null && rank <= 3)),
    manualRight: share(manual.map(({ right }) => right)),
    medianSToCause: median(systemS),
    slowestQuarterSToCause: quantile(systemS, 0.75),
    productSPerCorrect: 3600 / efficiency(product),
    manualSPerCorrect: 3600 / efficiency(manual),
    timeReduction: 1 - efficiency(manual) / efficiency(product),
    efficiencyRatio: efficiency(product) / efficiency(manual),
    efficiencyLow95: low,
    efficiencyHigh95: high,
    fromAlarm: fromAlarm(pairs),
    bothRight: both.length,
    speedUpMedian: timesAsFast(both, READ_S),
    speedUpSlowestQuarter: timesAsFast(slowest, READ_S),
    speedUpNamedMedian: timesAsFast(both, 0),
    speedUpNamedSlowestQuarter: timesAsFast(slowest, 0),
  };
}

function fromAlarm(pairs: readonly Pair[]): Comparison['fromAlarm'] {
  const product = pairs.map(({ product: { rank, namedS, toldS } }) => ({
    right: rank === 1,
    s: (namedS === null || toldS === null ? 0 : Math.max(0, namedS - toldS)) + READ_S,
  }));
  const manual = pairs.map(({ product: { script }, manual: { alarmS, endS, cause } }) => ({
    right: cause !== null && script.causes.includes(cause),
    s: alarmS === null ? 0 : (endS ?? alarmS) - alarmS,
  }));
  const [low, high] = ratioInterval(product, manual);
  const since = (of: (pair: Pair) => number | null) =>
    pairs.flatMap((pair) => {
      const at = of(pair);
      return at === null ? [] : [at - pair.product.onsetS];
    });
  const delays = since(({ product: { toldS } }) => toldS);
  const manualDelays = since(({ manual: { alarmS } }) => alarmS);
  return {
    timeReduction: 1 - efficiency(manual) / efficiency(product),
    efficiencyRatio: efficiency(product) / efficiency(manual),
    efficiencyLow95: low,
    efficiencyHigh95: high,
    delayS: median(delays),
    delayP90S: quantile(delays, 0.9),
    manualDelayS: median(manualDelays),
    manualDelayP90S: quantile(manualDelays, 0.9),
  };
}

/** The figures for people. */
export function comparisonInWords(one: Comparison): string {
  const asFast =
    one.bothRight === 0
      ? 'no run'
      : `named ${one.speedUpNamedMedian.toFixed(1)} times at the median, ${one.speedUpNamedSlowestQuarter.toFixed(1)} in the slowest quarter by hand; read too ${one.speedUpMedian.toFixed(1)} and ${one.speedUpSlowestQuarter.toFixed(1)} times`;
  return `right cause first ${percent(one.rightFirst)}, in first three ${percent(one.rightTop3)}; by hand right ${percent(one.manualRight)}
named after its sign by the system: median ${one.medianSToCause} s, slowest quarter from ${one.slowestQuarterSToCause} s
time per correct diagnosis: product with its reader ${Math.round(one.productSPerCorrect)} s, by hand ${Math.round(one.manualSPerCorrect)} s, ${percent(one.timeReduction)} less
efficiency E_new / E_base ${one.efficiencyRatio.toFixed(2)} (95 % interval ${one.efficiencyLow95.toFixed(2)} to ${one.efficiencyHigh95.toFixed(2)}; the claim is 1.8)
${fromAlarmInWords(one.fromAlarm)}
where both are right (${one.bothRight} runs), as fast as by hand: ${asFast}`;
}

function fromAlarmInWords(one: Comparison['fromAlarm']): string {
  const { efficiencyRatio, efficiencyLow95, efficiencyHigh95, timeReduction } = one;
  return `from each way's own first alarm (the onset is ${one.delayS} s before it at the median, ${one.delayP90S} s in the slowest tenth; by hand ${one.manualDelayS} and ${one.manualDelayP90S} s): efficiency ${efficiencyRatio.toFixed(2)} (${efficiencyLow95.toFixed(2)} to ${efficiencyHigh95.toFixed(2)}), time per correct diagnosis ${percent(timeReduction)} less`;
}

/** Counted from the sign: what the system takes, and the person who reads it. A wrong name costs its reading. */
function byProduct({ product: { rank, namedS, signS, onsetS } }: Pair): Timed {
  const waited = namedS === null ? 0 : Math.max(0, namedS - (signS ?? onsetS));
  return { right: rank === 1, s: waited + READ_S };
}

function byHand({ product: { script, signS, onsetS }, manual }: Pair): Timed {
  if (manual.alarmS === null) return { right: false, s: 0 };
  const from = Math.min(signS ?? onsetS, manual.alarmS);
  const end = manual.endS ?? manual.alarmS;
  return { right: manual.cause !== null && script.causes.includes(manual.cause), s: end - from };
}

/** Correct diagnoses per hour of diagnosis. */
function efficiency(all: readonly Timed[]): number {
  const seconds = all.reduce((sum, { s }) => sum + s, 0);
  return seconds === 0 ? 0 : (all.filter(({ right }) => right).length / seconds) * 3600;
}

function ratioInterval(product: readonly Timed[], manual: readonly Timed[]): [number, number] {
  return interval(product.length, (sample) => {
    const pick = (all: readonly Timed[]) => sample.map((i) => all[i]);
    return efficiency(pick(product)) / efficiency(pick(manual));
  });
}

/** Bootstrap over runs, seeded so that the printed interval can be had again. */
function interval(n: number, of: (sample: number[]) => number): [number, number] {
  let state = 20260105;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = Array.from({ length: RESAMPLES }, () =>
    of(Array.from({ length: n }, () => Math.floor(random() * n))),
  ).filter(Number.isFinite);
  return [quantile(values, 0.025), quantile(values, 0.975)];
}

export function share(all: readonly boolean[]): number {
  return all.filter(Boolean).length / all.length;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

export function percent(x: number): string {
  return `${(100 * x).toFixed(1)} %`;
}
