import { cpus } from 'node:os';
import { basename, resolve } from 'node:path';
import { findRecordingSets, readRecordingSet, RecordingError } from '../recordings/recordings.ts';
import { readTableSet } from '../recordings/tables.ts';
import { judgeSet } from './judge.ts';
import { judgeMounts } from './mounts.ts';
import { judgeCncMill } from './sets/cnc-mill.ts';
import { judgeHydraulic } from './sets/hydraulic.ts';
import { judgeMachinePower } from './sets/machine-power.ts';
import { judgeFemto } from './sets/femto.ts';
import { judgeNab } from './sets/nab.ts';
import type { SetJudge } from './sets/set-report.ts';
import { judgeSteelEnergy } from './sets/steel-energy.ts';
import { judgeSkab } from './sets/skab.ts';
import { summarise } from './summary.ts';
import type { ValidationSummary } from './summary.ts';
import { confusionTable, mountTable, recordTable, skippedTable } from './tables.ts';

export type ValidateOptions = {
  readonly dataDir: string;
  /** Names of sets; null for every set that can be judged. */
  readonly sets: readonly string[] | null;
  /** Takes the text for people and, at the end, one JSON line per set. */
  readonly print: (line: string) => void;
};

/** What one set gave: a bearing set's summary, or the figures of another. */
export type SetFigures =
  ValidationSummary | ({ readonly validate: string } & Readonly<Record<string, unknown>>);

/** Sets that are not bursts of a bearing with a known fault, by the name of their folder. */
const TABLE_SETS: Readonly<Record<string, SetJudge>> = {
  cnc_mill: judgeCncMill,
  hydraulic: judgeHydraulic,
  machine_power: judgeMachinePower,
  skab: judgeSkab,
  steel_energy: judgeSteelEnergy,
  femto: judgeFemto,
  nab: judgeNab,
};

/**
 * Runs the diagnosis over recordings of other organisations and compares it with their labels. Nothing is trained on
 * what is judged: bearings are judged without training, other sets by the part that their protocol gives for it.
 *
 * @throws RecordingError for a missing folder, an unknown set or a malformed manifest
 */
export function validate({ dataDir, sets, print }: ValidateOptions): SetFigures[] {
  const figures = chooseSets(dataDir, sets).map((dir) => validateSet(dir, print));
  print('');
  for (const line of figures) print(JSON.stringify(line));
  return figures;
}

function validateSet(dir: string, print: (line: string) => void): SetFigures {
  const name = basename(resolve(dir));
  const judge = TABLE_SETS[name];
  if (judge) {
    const set = readTableSet(dir);
    const { text, figures } = judge(set);
    print(`\n${name}: ${set.dataset}\n\n${text}`);
    return { validate: name, ...figures, node: process.version, machine: machineName() };
  }
  const set = readRecordingSet(dir);
  if (set.recordings.length === 0) {
    print(
      `\n${name}: ${set.dataset}\n\nnot judged: no vibration recordings, and no rules to judge this set by`,
    );
    return { validate: name, records: 0, skipped: 0 };
  }
  const { judged, skipped } = judgeSet(set);
  print(`\n${set.name}: ${set.dataset}\n`);
  if (judged.length > 0) print(`${recordTable(judged)}\n\n${confusionTable(judged)}`);
  if (skipped.length > 0) print(`\n${skippedTable(skipped)}`);
  const mounts = judgeMounts(set);
  if (mounts) print(`\n${mountTable(mounts)}`);
  return { ...summarise(set.name, judged, skipped), mounts };
}

/** Folders of the sets asked for, or of all that can be judged. */
function chooseSets(dataDir: string, names: readonly string[] | null): string[] {
  const found = new Map(findRecordingSets(dataDir).map((dir) => [basename(resolve(dir)), dir]));
  if (names === null) {
    const judgeable = [...found].filter(
      ([name, dir]) => name in TABLE_SETS || readRecordingSet(dir).recordings.length > 0,
    );
    if (judgeable.length === 0) throw new RecordingError(`no recordings that can be judged in ${dataDir}`);
    return judgeable.map(([, dir]) => dir);
  }
  return names.map((name) => {
    const dir = found.get(name);
    if (!dir)
      throw new RecordingError(`no set ${name} in ${dataDir}; it has ${[...found.keys()].join(', ')}`);
    return dir;
  });
}

function machineName(): string {
  return `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`;
}
