import type { HiddenFigures } from './hidden-runs.ts';
import type { Pair } from './diagnosis-bench.ts';
import type { HealthyRun } from './healthy-run.ts';

/** What a person needs with the product: notice 30 s, read 20 s, three trends of 8 s. */
const READ_S = 30 + 20 + 24;
const RESAMPLES = 2000;
const MONTH_H = 720;

interface Timed {
  right: boolean;
  /** Diagnosis time, seconds; 0 where nobody began. */
  s: number;
}

/** Prints the figures for people, and the last line for programs. */
export function summarise(
  pairs: readonly Pair[],
  healthy: readonly HealthyRun[],
  seeds: readonly number[],
  hidden: Readonly<Record<string, HiddenFigures | null>>,
): void {
  const product = pairs.map(byProduct);
  const manual = pairs.map(byHand);
  const rightFirst = share(product.map(({ right }) => right));
  const rightTop3 = share(pairs.map(({ product: { rank } }) => rank !== null && rank <= 3));
  const systemS = pairs.flatMap(({ product: { namedS, signS } }) =>
    namedS === null ? [] : [Math.max(0, namedS - (signS ?? namedS))],
  );
  const machineHours = healthy.reduce((sum, one) => sum + one.machineHours, 0);
  const wrong = healthy.flatMap((one) => one.named);
  const falsePerMachineMonth = machineHours === 0 ? null : (wrong.length / machineHours) * MONTH_H;
  const ratio = efficiency(product) / efficiency(manual);
  const reduction = 1 - perCorrect(product) / perCorrect(manual);
  const [low, high] = interval(pairs.length, (sample) => {
    const pick = (all: readonly Timed[]) => sample.map((i) => all[i]);
    return efficiency(pick(product)) / efficiency(pick(manual));
  });
  const both = pairs.map((_, i) => i).filter((i) => product[i].right && manual[i].right);
  const slowest = [...both].sort((a, b) => manual[b].s - manual[a].s).slice(0, Math.ceil(both.length / 4));
  const timesAsFast = (runs: readonly number[], readS: number) =>
    median(runs.map((i) => manual[i].s / Math.max(1, product[i].s - READ_S + readS)));
  const read = { median: timesAsFast(both, READ_S), slowestQuarter: timesAsFast(slowest, READ_S) };
  const named = { median: timesAsFast(both, 0), slowestQuarter: timesAsFast(slowest, 0) };
  if (pairs.length > 0)
    console.log(`
right cause first ${percent(rightFirst)}, in first three ${percent(rightTop3)}; by hand right ${percent(share(manual.map(({ right }) => right)))}
named after its sign by the system: median ${median(systemS)} s, slowest quarter from ${quantile(systemS, 0.75)} s
time per correct diagnosis: product with its reader ${Math.round(perCorrect(product))} s, by hand ${Math.round(perCorrect(manual))} s, ${percent(reduction)} less
efficiency E_new / E_base ${ratio.toFixed(2)} (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}; the claim is 1.8)
where both are right (${both.length} runs), as fast as by hand: ${both.length === 0 ? 'no run' : `named ${named.median.toFixed(1)} times at the median, ${named.slowestQuarter.toFixed(1)} in the slowest quarter by hand; read too ${read.median.toFixed(1)} and ${read.slowestQuarter.toFixed(1)} times`}
healthy: ${wrong.length} named in ${Math.round(machineHours)} machine hours${wrong.length ? `: ${wrong.join('; ')}` : ''}`);
  console.log(
    JSON.stringify({
      bench: 'diagnosis',
      runs: pairs.length,
      seeds,
      rightFirst,
      rightTop3,
      falsePerMachineMonth,
      medianSToCause: median(systemS),
      efficiencyRatio: ratio,
      efficiencyLow95: low,
      efficiencyHigh95: high,
      timeReduction: reduction,
      manualRight: share(manual.map(({ right }) => right)),
      speedUpMedian: read.median,
      speedUpSlowestQuarter: read.slowestQuarter,
      speedUpNamedMedian: named.median,
      speedUpNamedSlowestQuarter: named.slowestQuarter,
      ...hidden,
    }),
  );
}

/** Counted from the sign: what the system takes, and the person who reads it. A wrong name costs its reading. */
function byProduct({ product: { rank, namedS, signS } }: Pair): Timed {
  const waited = namedS === null ? 0 : Math.max(0, namedS - (signS ?? namedS));
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

function perCorrect(all: readonly Timed[]): number {
  return 3600 / efficiency(all);
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

function share(all: readonly boolean[]): number {
  return all.filter(Boolean).length / all.length;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

function percent(x: number): string {
  return `${(100 * x).toFixed(1)} %`;
}
