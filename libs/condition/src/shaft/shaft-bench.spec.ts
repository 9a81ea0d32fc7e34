import { describe, expect, test } from '@jest/globals';
import {
  describeShaftResult,
  runShaftBenchCase,
  SHAFT_BENCH_STATES,
  shaftBenchCase,
  type ShaftBenchResult,
} from '../testing/shaft-bench.ts';

/** SHAFT_BENCH_CASES=1000 runs more of them; `bench/shaft-sweep.ts` prints counts besides. */
const CASES_PER_STATE = Math.ceil(
  Number(process.env['SHAFT_BENCH_CASES'] ?? SHAFT_BENCH_STATES.length) / SHAFT_BENCH_STATES.length,
);
/** Seeds apart from those the rules were developed on, which are below 10,000. */
const FIRST_SEED = 50_001;

describe('drawn bursts of shafts, drives, speeds and neighbours', () => {
  const results: ShaftBenchResult[] = SHAFT_BENCH_STATES.flatMap((state, s) =>
    Array.from({ length: CASES_PER_STATE }, (_, i) =>
      runShaftBenchCase(shaftBenchCase(FIRST_SEED + s * 1000 + i, state)),
    ),
  );
  const misled = results.filter(({ outcome }) => outcome === 'wrong' || outcome === 'called');
  const lines = (of: readonly ShaftBenchResult[]) => of.map(describeShaftResult);

  test('never get a wrong name with grade clear', () => {
    expect(lines(misled.filter(({ diagnosis }) => diagnosis.grade === 'clear'))).toEqual([]);
  });

  test('are never called faulty where the machine is healthy, louder by its process, or has a bad bearing', () => {
    const innocent = ['healthy', 'louder-process', 'bearing'];
    expect(lines(misled.filter(({ benchCase: { state } }) => innocent.includes(state)))).toEqual([]);
  });
});
