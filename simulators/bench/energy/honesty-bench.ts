import { cpus } from 'node:os';
import { fitBaseline, savingOf, type Saving } from '@linetwin/energy';
import { Command } from 'commander';
import { Random } from '../../src/physics/random.ts';
import { DailyPlant, PLANT_VARIABLES } from './daily-plant.ts';

/** Baselines tried for each run that is wanted. */
const MAX_TRIES = 10;
const TRUTHS = [0, 0.03, 0.08, 0.15];

interface Tally {
  truth: number;
  runs: number;
  refused: number;
  /** Runs whose 90 % interval holds the truth, and runs in which a saving was called. */
  covered: number;
  called: number;
  halfWidths: number[];
  errors: number[];
}

/**
 * How honest the savings are: plants that differ by seed are given a known saving, and the interval is held against it.
 * The baseline never sees the truth, and what it assumes (straight lines, one kind of noise) is not how the plants work.
 */
export async function run(args: string[]): Promise<void> {
  const options = new Command('bench energy')
    .option('--honesty')
    .option('--runs <n>', 'runs for each true saving that the gate lets through', Number, 200)
    .option('--seed <n>', 'first seed', Number, 1)
    .parse(args, { from: 'user' })
    .opts<{ runs: number; seed: number }>();
  const tallies = TRUTHS.map((truth) => judge(truth, options.runs, options.seed));
  console.log(
    'true saving   interval holds it   called a saving   refused   median half width   median error',
  );
  for (const one of tallies) {
    const { measured } = rates(one);
    console.log(
      [
        percent(one.truth).padStart(11),
        `${percent(one.covered / measured)} of ${measured}`.padStart(19),
        percent(one.called / measured).padStart(17),
        String(one.refused).padStart(9),
        percent(median(one.halfWidths)).padStart(19),
        percent(median(one.errors)).padStart(14),
      ].join(' '),
    );
  }
  console.log(
    JSON.stringify({
      bench: 'energy-honesty',
      runs: options.runs,
      seed: options.seed,
      covered: Object.fromEntries(
        tallies.map((one) => [one.truth, round(one.covered / rates(one).measured)]),
      ),
      called: Object.fromEntries(tallies.map((one) => [one.truth, round(one.called / rates(one).measured)])),
      refused: Object.fromEntries(tallies.map((one) => [one.truth, one.refused])),
      node: process.version,
      machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    }),
  );
}

function judge(truth: number, runs: number, firstSeed: number): Tally {
  const tally: Tally = { truth, runs, refused: 0, covered: 0, called: 0, halfWidths: [], errors: [] };
  // A refusal is no run: the gate has seen that this baseline cannot speak for that season.
  for (let seed = firstSeed; rates(tally).measured < runs; seed++) {
    if (seed >= firstSeed + MAX_TRIES * runs) throw new Error('nearly every baseline was refused');
    const random = new Random(seed * 7919 + Math.round(truth * 1000));
    const plant = new DailyPlant(Math.floor(random.between(1, 2 ** 31)));
    const start = Math.floor(random.between(0, 365));
    const baseDays = Math.floor(random.between(120, 366));
    const baseline = plant.days(start, baseDays, 0);
    const reporting = plant.days(start + baseDays, Math.floor(random.between(28, 71)), truth);
    const saving = savingOf(fitBaseline(baseline.rows, PLANT_VARIABLES, 'ambient'), reporting.rows);
    count(tally, saving, truth * reporting.withoutKwh.reduce((sum, kwh) => sum + kwh, 0));
  }
  return tally;
}

function count(tally: Tally, saving: Saving, trueKwh: number): void {
  if (saving.kind === 'refused') {
    tally.refused++;
    return;
  }
  if (saving.lowerKwh <= trueKwh && trueKwh <= saving.upperKwh) tally.covered++;
  if (saving.verdict === 'saving') tally.called++;
  tally.halfWidths.push((saving.upperShare - saving.lowerShare) / 2);
  tally.errors.push(Math.abs(saving.savingKwh - trueKwh) / saving.expectedKwh);
}

function rates({ halfWidths }: Tally): { measured: number } {
  return { measured: halfWidths.length };
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
