import { basename, resolve } from 'node:path';
import { findRecordingSets, readRecordingSet, RecordingError } from '../recordings/recordings.ts';
import type { RecordingSet } from '../recordings/recordings.ts';
import { judgeSet } from './judge.ts';
import { summarise } from './summary.ts';
import type { ValidationSummary } from './summary.ts';
import { confusionTable, recordTable, skippedTable } from './tables.ts';

export type ValidateOptions = {
  readonly dataDir: string;
  /** Names of sets; null for every set with vibration recordings. */
  readonly sets: readonly string[] | null;
  /** Takes the text for people and, at the end, one JSON line per set. */
  readonly print: (line: string) => void;
};

/**
 * Runs the bearing diagnosis over recorded vibration and compares it with the labels. Nothing is trained: what is
 * judged here is judged for the first time on every run.
 *
 * @throws RecordingError for a missing folder, an unknown set or a malformed manifest
 */
export function validate({ dataDir, sets, print }: ValidateOptions): ValidationSummary[] {
  const summaries = chooseSets(dataDir, sets).map((set) => {
    const { judged, skipped } = judgeSet(set);
    print(`\n${set.name}: ${set.dataset}\n`);
    if (judged.length > 0) print(`${recordTable(judged)}\n\n${confusionTable(judged)}`);
    if (skipped.length > 0) print(`\n${skippedTable(skipped)}`);
    return summarise(set.name, judged, skipped);
  });
  print('');
  for (const summary of summaries) print(JSON.stringify(summary));
  return summaries;
}

function chooseSets(dataDir: string, names: readonly string[] | null): RecordingSet[] {
  const found = new Map(findRecordingSets(dataDir).map((dir) => [basename(resolve(dir)), dir]));
  if (names === null) {
    const sets = [...found.values()].map(readRecordingSet).filter((set) => set.recordings.length > 0);
    if (sets.length === 0) throw new RecordingError(`no vibration recordings in ${dataDir}`);
    return sets;
  }
  return names.map((name) => {
    const dir = found.get(name);
    if (!dir)
      throw new RecordingError(`no set ${name} in ${dataDir}; it has ${[...found.keys()].join(', ')}`);
    return readRecordingSet(dir);
  });
}
