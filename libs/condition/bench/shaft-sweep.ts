/**
 * Runs the bench of synthetic shaft bursts over a range of seeds and prints the wrong ones and the counts:
 *
 *   node --conditions=@linetwin/source libs/condition/bench/shaft-sweep.ts [first seed] [count] [state]
 */
import {
  describeShaftResult,
  runShaftBenchCase,
  SHAFT_BENCH_STATES,
  shaftBenchCase,
} from '../src/testing/shaft-bench.ts';

const first = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 500);
const only = SHAFT_BENCH_STATES.find((state) => state === process.argv[4]);

const table: Record<string, Record<string, number>> = {};
let wrongClear = 0;
let wrongProbable = 0;
for (let seed = first; seed < first + count; seed++) {
  const result = runShaftBenchCase(shaftBenchCase(seed, only));
  const { benchCase, diagnosis, outcome } = result;
  const wrong = outcome === 'wrong' || outcome === 'called';
  if (wrong) console.log(describeShaftResult(result));
  if (wrong && diagnosis.grade === 'clear') wrongClear++;
  if (wrong && diagnosis.grade === 'probable') wrongProbable++;
  const row = (table[benchCase.state] ??= {});
  const column =
    diagnosis.grade === 'none'
      ? diagnosis.verdict === 'healthy'
        ? 'healthy'
        : `no call: ${diagnosis.reason}`
      : `${outcome} ${diagnosis.grade}`;
  row[column] = (row[column] ?? 0) + 1;
}
console.table(table);
console.log(JSON.stringify({ first, count, wrongClear, wrongProbable }));
