import { cpus } from 'node:os';
import { fitBaseline, savingOf, type Saving } from '@linetwin/energy';
import { Command } from 'commander';
import { Random } from '../../src/physics/random.ts';
import { DailyPlant, PLANT_VARIABLES } from './daily-plant.ts';
import { MACHINE_VARIABLES, MachinePeriods, type PeriodName } from './machine-periods.ts';

/** Baselines tried for each run that is wanted. */
const MAX_TRIES = 10;
const TRUTHS = [0, 0.03, 0.08, 0.15];

/** What is simulated: a plant by days, or a machine by periods of its own. */
const CASES = ['plant by day', 'machine by day', 'machine by shift', 'machine by hour'] as const;
type Case = (typeof CASES)[number];

interface Tally {
  truth: number;
  refused: number;
  /** Reasons of refusals, with how often each was among them. */
  reasons: Map<string, number>;
  /** Runs whose 90 % interval holds the truth, and runs in which a saving was called. */
  covered: number;
  called: number;
  halfWidths: number[];
  errors: number[];
}

/**
 * How honest the savings are: plants and machines that differ by seed are given a known saving, and the interval is held
 * against it. The baseline never sees the truth, and what it assumes (straight lines, one kind of noise) is not how they
 * work.
 */
export async function run(args: string[]): Promise<void> {
  const options = new Command('bench energy')
    .option('--honesty')
    .option('--runs <n>', 'runs for each true saving that the gate lets through', Number, 200)
    .option('--seed <n>', 'first seed', Number, 1)
    .parse(args, { from: 'user' })
    .opts<{ runs: number; seed: number }>();
  console.log(
    'baseline          true saving   interval holds it   called a saving   refused   median half width   median error',
  );
  const all = CASES.flatMap((name) =>
    TRUTHS.map((truth) => {
      const tally = judge(name, truth, options.runs, options.seed);
      console.log(lineOf(name, tally));
      return { name, tally };
    }),
  );
  for (const name of CASES)
    console.log(`refusals, ${name}: ${reasonsOf(all.filter((one) => one.name === name))}`);
  const by = (value: (tally: Tally) => number) =>
    Object.fromEntries(
      CASES.map((name) => [
        name,
        Object.fromEntries(
          all.filter((one) => one.name === name).map(({ tally }) => [tally.truth, round(value(tally))]),
        ),
      ]),
    );
  console.log(
    JSON.stringify({
      bench: 'energy-honesty',
      runs: options.runs,
      seed: options.seed,
      covered: by((one) => one.covered / measured(one)),
      called: by((one) => one.called / measured(one)),
      refused: by(({ refused }) => refused),
      halfWidth: by(({ halfWidths }) => median(halfWidths)),
      node: process.version,
      machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    }),
  );
}

function lineOf(name: Case, one: Tally): string {
  return [
    name.padEnd(16),
    percent(one.truth).padStart(12),
    `${percent(one.covered / measured(one))} of ${measured(one)}`.padStart(19),
    percent(one.called / measured(one)).padStart(17),
    String(one.refused).padStart(9),
    percent(median(one.halfWidths)).padStart(19),
    percent(median(one.errors)).padStart(14),
  ].join(' ');
}

function reasonsOf(all: readonly { tally: Tally }[]): string {
  const sums = new Map<string, number>();
  for (const { tally } of all)
    for (const [reason, times] of tally.reasons) sums.set(reason, (sums.get(reason) ?? 0) + times);
  const sorted = [...sums].sort(([, a], [, b]) => b - a);
  return sorted.map(([reason, times]) => `${reason} ${times}`).join(', ') || 'none';
}

function judge(name: Case, truth: number, runs: number, firstSeed: number): Tally {
  const tally: Tally = {
    truth,
    refused: 0,
    reasons: new Map(),
    covered: 0,
    called: 0,
    halfWidths: [],
    errors: [],
  };
  // A refusal is no run: the gate has seen that this baseline cannot speak for that season.
  for (let seed = firstSeed; measured(tally) < runs; seed++) {
    if (seed >= firstSeed + MAX_TRIES * runs) throw new Error('nearly every baseline was refused');
    const random = new Random(seed * 7919 + Math.round(truth * 1000));
    const { saving, withoutKwh } =
      name === 'plant by day'
        ? savingOfPlant(random, truth)
        : savingOfMachine(random, truth, name.replace('machine by ', '') as PeriodName);
    count(tally, saving, truth * withoutKwh);
  }
  return tally;
}

interface Run {
  saving: Saving;
  withoutKwh: number;
}

function savingOfPlant(random: Random, truth: number): Run {
  const plant = new DailyPlant(Math.floor(random.between(1, 2 ** 31)));
  const start = Math.floor(random.between(0, 365));
  const baseDays = Math.floor(random.between(120, 366));
  const baseline = plant.days(start, baseDays, 0);
  const reporting = plant.days(start + baseDays, Math.floor(random.between(28, 71)), truth);
  return {
    saving: savingOf(fitBaseline(baseline.rows, PLANT_VARIABLES, 'ambient'), reporting.rows),
    withoutKwh: reporting.withoutKwh.reduce((sum, kwh) => sum + kwh, 0),
  };
}

function savingOfMachine(random: Random, truth: number, period: PeriodName): Run {
  const machine = new MachinePeriods(Math.floor(random.between(1, 2 ** 31)));
  const start = Math.floor(random.between(0, 365));
  const baseDays = Math.floor(random.between(60, 121));
  const baseline = machine.periods(start, baseDays, 0, period);
  const days = Math.floor(random.between(7, 36));
  const reporting = machine.periods(start + baseDays, days, truth, period);
  return {
    saving: savingOf(fitBaseline(baseline.rows, MACHINE_VARIABLES, 'ambient'), reporting.rows),
    withoutKwh: reporting.withoutKwh,
  };
}

function count(tally: Tally, saving: Saving, trueKwh: number): void {
  if (saving.kind === 'refused') {
    tally.refused++;
    for (const { kind } of saving.reasons) tally.reasons.set(kind, (tally.reasons.get(kind) ?? 0) + 1);
    return;
  }
  if (saving.lowerKwh <= trueKwh && trueKwh <= saving.upperKwh) tally.covered++;
  if (saving.verdict === 'saving') tally.called++;
  tally.halfWidths.push((saving.upperShare - saving.lowerShare) / 2);
  tally.errors.push(Math.abs(saving.savingKwh - trueKwh) / saving.expectedKwh);
}

function measured({ halfWidths }: Tally): number {
  return halfWidths.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
