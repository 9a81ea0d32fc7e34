import {
  MAX_IMPORT_PROBLEMS,
  type ImportProblem,
  type ImportText,
  type ImportWords,
} from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD, type Signal } from '@linetwin/model';
import { RunFileError } from './csv-rows.ts';
import { englishOf } from './import-words.ts';

/** What was found in a recording beside its values. Times are ms since 1970 UTC. */
export interface FoundInRecording {
  beginAt: number;
  endAt: number;
  /** Lines of a file of labels. */
  labels: string[];
}

/** What cannot be taken of a file, by row and column: the first ones in words, all of them counted. */
export class ImportProblems {
  readonly first: ImportProblem[] = [];
  count = 0;

  /** @param row from 1, which is the header */
  add(row: number, column: string, text: ImportText, values: ImportWords['values']): void {
    this.count++;
    if (this.first.length >= MAX_IMPORT_PROBLEMS) return;
    const words = { text, values };
    this.first.push({ row, column, message: englishOf(words), words });
  }

  /** For a file of which nothing could be taken. */
  nothingTaken(): RunFileError {
    const [first] = this.first;
    if (!first) return new RunFileError('nothing-taken');
    const { row, column, words } = first;
    return new RunFileError('nothing-taken-first', { row, column, what: words!.text, ...words!.values });
  }
}

/** Where a column lies. @throws RunFileError naming those that there are */
export function columnOf(header: readonly string[], name: string): number {
  const at = header.indexOf(name);
  if (at < 0) throw new RunFileError('no-column', { text: name, header: header.join(', ') });
  return at;
}

/** A number, or the name of a value of a signal that has names; NaN for what is neither. */
export function valueOf(text: string, signal: Signal, factor = 1, offset = 0): number {
  const named = signal.values?.indexOf(text) ?? -1;
  if (named >= 0) return named;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? factor * Number(text) + offset : NaN;
}

/** Good while the signal can have such a value. */
export function qualityOf(value: number, { range: [least, most] }: Signal): number {
  return value < least || value > most ? QUALITY_BAD : QUALITY_GOOD;
}

/** A cell as it is quoted to people. */
export function shortly(text: string): string {
  return text.slice(0, 40);
}
