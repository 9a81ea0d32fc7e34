import { compare, comparisonInWords } from './comparison.ts';
import type { HealthyRun } from './healthy-run.ts';
import type { HiddenFigures } from './hidden-runs.ts';
import type { Pair } from './run-pair.ts';

const MONTH_H = 720;

/** All that one call of the bench has measured. */
export interface Measured {
  seeds: readonly number[];
  /** Runs of faults that a value shows. */
  pairs: readonly Pair[];
  /** Runs of faults that no value shows, and their figures by group. */
  hiddenPairs: readonly Pair[];
  hidden: Readonly<Record<string, HiddenFigures | null>>;
  healthy: readonly HealthyRun[];
}

/** Prints the figures for people, and the last line for programs. */
export function summarise({ seeds, pairs, hiddenPairs, hidden, healthy }: Measured): void {
  const shown = pairs.length > 0 ? compare(pairs) : null;
  const all = pairs.length > 0 && hiddenPairs.length > 0 ? compare([...pairs, ...hiddenPairs]) : null;
  if (shown) console.log(`\nfaults that a value shows, ${pairs.length} runs\n${comparisonInWords(shown)}`);
  if (all)
    console.log(
      `\nthose that no value shows too, ${pairs.length + hiddenPairs.length} runs\n${comparisonInWords(all)}`,
    );
  const machineHours = healthy.reduce((sum, one) => sum + one.machineHours, 0);
  const wrong = healthy.flatMap((one) => one.named);
  if (machineHours > 0)
    console.log(
      `\nhealthy: ${wrong.length} named in ${Math.round(machineHours)} machine hours${wrong.length ? `: ${wrong.join('; ')}` : ''}`,
    );
  console.log(
    JSON.stringify({
      bench: 'diagnosis',
      runs: pairs.length,
      seeds,
      falsePerMachineMonth: machineHours === 0 ? null : (wrong.length / machineHours) * MONTH_H,
      ...shown,
      ...hidden,
      all,
    }),
  );
}
