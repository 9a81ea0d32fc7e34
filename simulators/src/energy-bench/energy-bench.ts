import { availableParallelism } from 'node:os';
import type { PlantModel } from '@linetwin/model';
import { parseArgs } from 'node:util';
import { DEFAULT_PLANT, readPlant } from '../commands/plant.ts';
import { baselineTable, isOutside } from './baseline-table.ts';
import { figuresOf, printReport, type EnergyFigures, type PairedSeed } from './energy-report.ts';
import type { WeekResult } from './line-week.ts';
import { peopleTable, printPeople } from './people-table.ts';
import { ceilingOf, printReach, reachTable } from './reach-table.ts';
import { printWhere, whereTable } from './where-table.ts';
import { costFigures, printCosts } from './cost-table.ts';
import type { BenchJob, BenchResult } from './week-worker.ts';
import { runWeeks } from './run-weeks.ts';

/**
 * Paired simulation of both lines: the same orders, habits of failing, and weather, once as today and once with the rules in automatic
 * mode (domain table 3.1), and with people who follow what the rules advise as well. Prints tables, and one JSON object as its last line.
 * `--no-plans` leaves out the weeks with planned starts, `--no-people` those with people.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      seeds: { type: 'string', default: '20' },
      days: { type: 'string', default: '7' },
      first: { type: 'string', default: '1' },
      plans: { type: 'boolean', default: true },
      people: { type: 'boolean', default: true },
      threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    },
  });
  const [seeds, days, first, threads] = [values.seeds, values.days, values.first, values.threads].map(Number);
  const startedAt = performance.now();
  const model = await readPlant(DEFAULT_PLANT);
  const lines = model.lines.map(({ id }) => id);
  const jobs: BenchJob[] = [];
  const runInDays = 1;
  const kinds: Pick<BenchJob, 'withRules' | 'withPeople' | 'isPlanned'>[] = [
    { withRules: false },
    { withRules: true },
    ...(values.people ? [{ withRules: true, withPeople: true }] : []),
    ...(values.plans ? [{ withRules: true, isPlanned: true }] : []),
  ];
  for (let i = 0; i < seeds; i++)
    for (const kind of kinds)
      for (const line of lines) jobs.push({ model, line, seed: first + i, days, runInDays, ...kind });
  const results = await runWeeks(jobs, threads, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${jobs.length} weeks`);
  });
  const pairs = Array.from({ length: seeds }, (_, i): PairedSeed => {
    const own = results.filter((w) => w.seed === first + i && !w.isPlanned && !w.withPeople);
    return {
      seed: first + i,
      without: own.filter((w) => !w.withRules),
      withRules: own.filter((w) => w.withRules),
    };
  });
  const figures = figuresOf(pairs);
  const baseline = baselineTable(results.filter((w) => !w.withRules));
  printReport(figures, baseline, (text) => console.log(text));
  const without = pairs.flatMap((pair) => pair.without);
  const where = whereTable(
    without,
    pairs.flatMap((pair) => pair.withRules),
  );
  const reach = reachTable(where, figures);
  console.log('');
  printWhere(where, (text) => console.log(text));
  console.log('');
  printReach(reach, (text) => console.log(text));
  const people = values.people ? peopleFigures(pairs, results, figures, days) : {};
  const plans = values.plans ? planFigures(model, pairs, results, runInDays) : {};
  const { saving } = figures;
  console.log(
    JSON.stringify({
      bench: 'energy',
      seeds,
      days,
      firstSeed: first,
      savingMean: round(saving.mean),
      savingLower95: round(saving.lower),
      savingByLine: Object.fromEntries(Object.entries(figures.savingByLine).map(([l, s]) => [l, round(s)])),
      outputChange: round(figures.outputChange),
      scrapChange: round(figures.scrapChange),
      furnaceLimitS: figures.furnaceLimitS,
      dewPointLimitS: figures.dewPointLimitS,
      peakChange: round(figures.peakChange),
      medianEstimateError: round(figures.medianEstimateError),
      byMeasure: Object.fromEntries(figures.byMeasure.map(({ measure, share }) => [measure, round(share)])),
      reachedOfObject: Object.fromEntries(
        reach.filter(({ byPeople }) => !byPeople).map((row) => [row.measure, round(row.reached)]),
      ),
      ceilingByRules: round(ceilingOf(reach.filter(({ byPeople }) => !byPeople)).high),
      ...people,
      ...plans,
      baselineOutside: baseline.filter(isOutside).map(({ what }) => what),
      seconds: Math.round((performance.now() - startedAt) / 1000),
      node: process.version,
    }),
  );
}

/** Prints what people who follow the advice bring, beside the rules alone. @returns its part of the last line */
function peopleFigures(
  pairs: readonly PairedSeed[],
  results: readonly BenchResult[],
  rules: EnergyFigures,
  days: number,
): object {
  const people = results.filter(({ withPeople }) => withPeople);
  const paired = (of: (week: BenchResult) => WeekResult) =>
    figuresOf(
      pairs.map(({ seed, without }) => ({
        seed,
        without,
        withRules: people.filter((week) => week.seed === seed).map(of),
      })),
    );
  const week = paired((own) => own);
  const afterwards = paired((own) => own.afterwards!);
  const table = peopleTable(
    pairs.flatMap(({ without }) => without),
    people,
    people.map((own) => own.afterwards!),
    days,
  );
  console.log('');
  printPeople({ rules, week, afterwards }, table, (text) => console.log(text));
  console.log('');
  return {
    peopleSavingMean: round(afterwards.saving.mean),
    peopleSavingLower95: round(afterwards.saving.lower),
    peopleFirstWeekSavingMean: round(week.saving.mean),
    peopleFirstWeekSavingLower95: round(week.saving.lower),
    peopleOutputChange: round(afterwards.outputChange),
    peopleScrapChange: round(afterwards.scrapChange),
    peopleFurnaceLimitS: afterwards.furnaceLimitS,
    peopleDewPointLimitS: afterwards.dewPointLimitS,
    peopleReachedOfObject: Object.fromEntries(table.map((row) => [row.measure, round(row.reached)])),
  };
}

/** Prints what planned starts bring. @returns its part of the last line */
function planFigures(
  model: PlantModel,
  pairs: readonly PairedSeed[],
  results: readonly BenchResult[],
  runInDays: number,
): object {
  const planned = results.filter(({ isPlanned }) => isPlanned);
  const costs = costFigures(
    model,
    pairs.map((pair) => ({ ...pair, planned: planned.filter(({ seed }) => seed === pair.seed) })),
    runInDays,
  );
  printCosts(costs, (text) => console.log(text));
  const solverMs = planned.flatMap((week) => week.solverMs).sort((a, b) => a - b);
  const binaries = Math.max(...planned.map((week) => week.binaries));
  const median = solverMs[Math.floor(solverMs.length / 2)];
  const longest = solverMs.at(-1)!;
  console.log(
    `  ${solverMs.length} plans of a day and a line, solver median ${Math.round(median)} ms, ` +
      `longest ${Math.round(longest)} ms, up to ${binaries} binaries`,
  );
  return {
    costSavingMean: round(costs.saving.mean),
    costSavingLower95: round(costs.saving.lower),
    plannerCostSavingMean: round(costs.plannerSaving.mean),
    plannerCostSavingLower95: round(costs.plannerSaving.lower),
    plannerOutputChange: round(costs.outputChange),
    plannerScrapChange: round(costs.scrapChange),
    plannerPeakChange: round(costs.peakChange),
    plannerLateParts: costs.lateParts,
    plannerLateByLine: costs.lateByLine,
    plannerMadeChange: round(costs.madeChange),
    plannerSolverMs: { median, longest },
  };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
