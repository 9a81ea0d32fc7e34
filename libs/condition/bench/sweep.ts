/**
 * Runs the bench of synthetic bursts over a range of seeds and prints the wrong ones and the counts:
 *
 *   node --conditions=@linetwin/source libs/condition/bench/sweep.ts [first seed] [count] [state]
 */
import { benchCase, BENCH_STATES, describeResult, runBenchCase } from '../src/testing/burst-bench.ts';
import type { BenchState } from '../src/testing/burst-bench.ts';

const first = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 500);
const only = BENCH_STATES.find((state: BenchState) => state === process.argv[4]);

const table: Record<string, Record<string, number>> = {};
let wrongClear = 0;
let wrongProbable = 0;
for (let seed = first; seed < first + count; seed++) {
  const result = runBenchCase(benchCase(seed, only));
  const { benchCase: ran, diagnosis, outcome } = result;
  const wrong = outcome === 'wrong' || outcome === 'called';
  if (wrong) console.log(describeResult(result));
  if (wrong && diagnosis.grade === 'clear') wrongClear++;
  if (wrong && diagnosis.grade === 'probable') wrongProbable++;
  const row = (table[`${ran.state}, ${ran.verified ? 'verified' : 'unverified'}`] ??= {});
  const column =
    diagnosis.grade === 'none'
      ? diagnosis.verdict === 'healthy'
        ? 'healthy'
        : 'no call'
      : `${outcome} ${diagnosis.grade}`;
  row[column] = (row[column] ?? 0) + 1;
}
console.table(table);
console.log(JSON.stringify({ first, count, wrongClear, wrongProbable }));
