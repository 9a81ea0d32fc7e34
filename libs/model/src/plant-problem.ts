/** One mistake in a plant file. `line` counts from 1; `field` is the path inside the document. */
export interface PlantProblem {
  file: string;
  line: number;
  field: string;
  message: string;
}

/** All mistakes of a plant at once, so that nobody mends them one start at a time. */
export class PlantFileError extends Error {
  readonly problems: PlantProblem[];

  constructor(problems: PlantProblem[]) {
    super(
      `The plant files have ${problems.length} mistake${problems.length === 1 ? '' : 's'}:\n` +
        problems.map((p) => `  ${p.file}:${p.line} ${p.field ? p.field + ': ' : ''}${p.message}`).join('\n'),
    );
    this.name = 'PlantFileError';
    this.problems = problems;
  }
}

/** A parsed file that can say on which line a field stands. */
export interface ParsedFile<T> {
  file: string;
  content: T;
  lineOf(path: readonly PropertyKey[]): number;
}

/** Adds a mistake at a path inside a file. */
export type ReportProblem = (file: ParsedFile<unknown>, path: PropertyKey[], message: string) => void;
