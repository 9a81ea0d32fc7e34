import type { ModelIndex } from '@linetwin/model';
import { runFault, type FaultRun } from './run-fault.ts';
import type { ScriptedFault } from './scripted-fault.ts';
import { median } from './summary.ts';

/** Faults that no value shows by itself, as the last line has them. */
export interface HiddenFigures {
  runs: number;
  seeds: readonly number[];
  rightFirst: number;
  rightTop3: number;
  /** From the onset until the right cause stood on top of an incident: median over runs in which it did. */
  medianSToCause: number | null;
  /** Findings on bursts of the healthy machine, and incidents of a sensor, in the hours before each fault. */
  falseBefore: number;
}

/** Runs such faults, with real bursts to the worker's diagnosis where they have any, and prints how each is named. */
export async function runHidden(
  index: ModelIndex,
  title: string,
  scripts: readonly ScriptedFault[],
  seeds: readonly number[],
): Promise<HiddenFigures | null> {
  if (scripts.length === 0 || seeds.length === 0) return null;
  console.log(`\n${title.padEnd(34)} first top3  named after onset, s   called while healthy, instead`);
  const all: FaultRun[] = [];
  for (const script of scripts) {
    const runs: FaultRun[] = [];
    for (const seed of seeds) runs.push(await runFault(index, script, seed));
    all.push(...runs);
    console.log(lineOf(script, runs));
  }
  const ranked = (least: number) =>
    all.filter(({ rank }) => rank !== null && rank <= least).length / all.length;
  const waits = all.flatMap(({ namedS, onsetS }) => (namedS === null ? [] : [namedS - onsetS]));
  const figures = {
    runs: all.length,
    seeds,
    rightFirst: ranked(1),
    rightTop3: ranked(3),
    medianSToCause: waits.length === 0 ? null : median(waits),
    falseBefore: all.reduce((sum, run) => sum + calledBefore(run).length, 0),
  };
  console.log(
    `${title}: right cause first ${(100 * figures.rightFirst).toFixed(1)} %, in first three ${(100 * figures.rightTop3).toFixed(1)} %, named after the onset: median ${figures.medianSToCause} s; ${figures.falseBefore} called while healthy`,
  );
  return figures;
}

function lineOf({ name }: ScriptedFault, runs: readonly FaultRun[]): string {
  const count = (least: number) => runs.filter(({ rank }) => rank !== null && rank <= least).length;
  const waits = runs.map(({ namedS, onsetS }) => (namedS === null ? '-' : namedS - onsetS)).join(' ');
  const before = runs.flatMap(calledBefore);
  const instead = [...new Set(runs.flatMap((run) => run.instead ?? []))];
  const notes = [...before.map((verdict) => `${verdict} while healthy`), ...instead].join('; ');
  return `${name.padEnd(34)} ${count(1)}/${runs.length}   ${count(3)}/${runs.length}   ${waits.padEnd(22)} ${notes}`;
}

function calledBefore({ findingsBefore, before }: FaultRun): string[] {
  return [...findingsBefore, ...before.filter((incident) => incident.includes(' sensor-'))];
}
