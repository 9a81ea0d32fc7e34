/**
 * Runs the bench of synthetic bursts of firm and loose accelerometers over a range of seeds; prints wrong ones and the counts:
 *
 *   node --conditions=@linetwin/source libs/condition/bench/mount-sweep.ts [first seed] [count] [state]
 */
import {
  describeMountResult,
  MOUNT_BENCH_STATES,
  mountBenchCase,
  runMountBenchCase,
} from '../src/testing/mount-bench.ts';

const first = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 300);
const only = MOUNT_BENCH_STATES.find((state) => state === process.argv[4]);

const table: Record<string, Record<string, number>> = {};
const off: number[] = [];
let falseCalls = 0;
let missed = 0;
for (let seed = first; seed < first + count; seed++) {
  const result = runMountBenchCase(mountBenchCase(seed, only));
  const { benchCase, diagnosis } = result;
  const isCalled = diagnosis.verdict === 'sensor-loose';
  const isLoose = benchCase.mount !== null;
  if (isCalled !== isLoose) console.log(describeMountResult(result));
  if (isCalled && !isLoose) falseCalls++;
  if (isLoose && !isCalled) missed++;
  if (isCalled && benchCase.mount) off.push(Math.abs(diagnosis.resonance!.hz / benchCase.mount.hz - 1));
  const row = (table[benchCase.state] ??= {});
  const column = isCalled ? `loose, ${diagnosis.grade}` : (diagnosis.reason ?? diagnosis.verdict);
  row[column] = (row[column] ?? 0) + 1;
}
off.sort((a, b) => a - b);
console.table(table);
console.log(
  JSON.stringify({
    first,
    count,
    falseCalls,
    missed,
    frequencyOff95: off[Math.floor(0.95 * off.length)] ?? null,
  }),
);
