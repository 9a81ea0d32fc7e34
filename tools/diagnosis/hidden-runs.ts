import type { ModelIndex } from '@linetwin/model';
import { median, percent, share } from './comparison.ts';
import type { FaultRun } from './run-fault.ts';
import { byHandInWords, runPair, type Pair } from './run-pair.ts';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';
import { signatureInWords } from './signature.ts';

/** Faults that no value shows by itself, as the last line has them. */
export interface HiddenFigures {
  runs: number;
  seeds: readonly number[];
  rightFirst: number;
  rightTop3: number;
  /** Share that the search by hand finds: some of them raise an alarm. */
  manualRight: number;
  /** From the onset until the right cause stood on top of an incident: median over runs in which it did. */
  medianSToCause: number | null;
  /** Findings on bursts of the healthy machine, and incidents of a sensor, in the hours before each fault. */
  falseBefore: number;
}

/**
 * Runs such faults, with real bursts to the worker's diagnosis where they have any, and prints how each is named.
 *
 * @returns the runs, and their figures; null without any
 */
export async function runHidden(
  index: ModelIndex,
  title: string,
  scripts: readonly ScriptedFault[],
  seeds: readonly number[],
): Promise<{ pairs: Pair[]; figures: HiddenFigures | null }> {
  const pairs: Pair[] = [];
  if (scripts.length === 0 || seeds.length === 0) return { pairs, figures: null };
  console.log(
    `\n${title.padEnd(34)} strength first top3  named after onset, s   by hand, s        called while healthy, instead`,
  );
  for (const script of scripts) {
    const runs: Pair[] = [];
    for (const seed of seeds) runs.push(await runPair(index, script, seed));
    pairs.push(...runs);
    console.log(lineOf(script, runs));
    console.log(`  ${signatureInWords(index, script, runs)}`);
  }
  const products = pairs.map(({ product }) => product);
  const ranked = (least: number) => share(products.map(({ rank }) => rank !== null && rank <= least));
  const waits = products.flatMap(({ namedS, onsetS }) => (namedS === null ? [] : [namedS - onsetS]));
  const figures = {
    runs: pairs.length,
    seeds,
    rightFirst: ranked(1),
    rightTop3: ranked(3),
    manualRight: share(pairs.map((pair) => !Number.isNaN(Number(byHandInWords(pair))))),
    medianSToCause: waits.length === 0 ? null : median(waits),
    falseBefore: products.reduce((sum, run) => sum + calledBefore(run).length, 0),
  };
  console.log(
    `${title}: right cause first ${percent(figures.rightFirst)}, in first three ${percent(figures.rightTop3)}, by hand right ${percent(figures.manualRight)}, named after the onset: median ${figures.medianSToCause} s; ${figures.falseBefore} called while healthy`,
  );
  return { pairs, figures };
}

function lineOf({ name, severity }: ScriptedFault, pairs: readonly Pair[]): string {
  const runs = pairs.map(({ product }) => product);
  const count = (least: number) => runs.filter(({ rank }) => rank !== null && rank <= least).length;
  const waits = runs.map(({ namedS, onsetS }) => (namedS === null ? '-' : namedS - onsetS)).join(' ');
  const byHand = pairs.map(byHandInWords).join(' ');
  const before = runs.flatMap(calledBefore);
  const instead = [...new Set(runs.flatMap((run) => run.instead ?? []))];
  const notes = [...before.map((verdict) => `${verdict} while healthy`), ...instead].join('; ');
  return `${name.padEnd(34)} ${String(severity).padEnd(8)} ${count(1)}/${runs.length}   ${count(3)}/${runs.length}   ${waits.padEnd(22)} ${byHand.padEnd(18)} ${notes}`;
}

function calledBefore({ findingsBefore, before }: FaultRun): string[] {
  return [...findingsBefore, ...before.filter((incident) => incident.includes(' sensor-'))];
}
