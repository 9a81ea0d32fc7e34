import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { manifestSchema } from './manifest.ts';
import { RecordingError } from './recordings.ts';

/** One folder of tables: a `manifest.json` and comma-separated files beside it, gzipped or not. */
export type TableSet = {
  /** Folder name, for example `skab`. */
  readonly name: string;
  readonly dir: string;
  readonly dataset: string;
  /** The manifest's records that have a table, as they are; which fields they have differs from set to set. */
  readonly records: readonly TableRecord[];
  /** All records of the manifest. */
  readonly allRecords: readonly Readonly<Record<string, unknown>>[];
};

export type TableRecord = Readonly<Record<string, unknown>> & { readonly file: string };

/** A table in columns. */
export class Table {
  readonly path: string;
  readonly rows: number;
  private readonly columns: ReadonlyMap<string, readonly string[]>;

  constructor(path: string, columns: ReadonlyMap<string, readonly string[]>) {
    this.path = path;
    this.columns = columns;
    this.rows = columns.values().next().value?.length ?? 0;
  }

  get names(): string[] {
    return [...this.columns.keys()];
  }

  has(name: string): boolean {
    return this.columns.has(name);
  }

  /** @throws RecordingError for a column that is missing */
  texts(name: string): readonly string[] {
    const column = this.columns.get(name);
    if (!column)
      throw new RecordingError(`${this.path} has no column ${name}; it has ${this.names.join(', ')}`);
    return column;
  }

  /** @throws RecordingError for a column that is missing or a cell that is not a number */
  numbers(name: string): number[] {
    return this.texts(name).map((text, i) => {
      const value = text.trim() === '' ? NaN : Number(text);
      if (!Number.isFinite(value)) {
        throw new RecordingError(`${this.path}: row ${i + 1}, column ${name}: "${text}" is not a number`);
      }
      return value;
    });
  }
}

/** @throws RecordingError naming the manifest and what is wrong with it */
export function readTableSet(dir: string): TableSet {
  const manifestPath = join(dir, 'manifest.json');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(manifestPath, 'utf8'));
  } catch (error) {
    throw new RecordingError(`${manifestPath} cannot be read: ${(error as Error).message}`);
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) {
    const [{ path, message }] = manifest.error.issues;
    throw new RecordingError(`${manifestPath}: ${path.join('.') || 'file'}: ${message}`);
  }
  const isTable = (record: Record<string, unknown>): record is Record<string, unknown> & { file: string } =>
    typeof record['file'] === 'string' && /^[^/\\]+\.csv(\.gz)?$/.test(record['file']);
  return {
    name: basename(resolve(dir)),
    dir,
    dataset: manifest.data.dataset,
    records: manifest.data.records.filter(isTable),
    allRecords: manifest.data.records,
  };
}

/**
 * Reads a comma-separated table with a header line. Cells are not quoted in these sets.
 *
 * @throws RecordingError if the file is missing, empty, or a row has another number of cells than the header
 */
export function readTable(dir: string, file: string): Table {
  const path = join(dir, file);
  if (!existsSync(path)) throw new RecordingError(`${path} does not exist`);
  const bytes = readFileSync(path);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split(/\r?\n/);
  const names = lines[0].split(',');
  if (lines.length < 2) throw new RecordingError(`${path} has no rows`);
  const columns: string[][] = names.map(() => []);
  lines.slice(1).forEach((line, i) => {
    const cells = line.split(',');
    if (cells.length !== names.length) {
      throw new RecordingError(`${path}: row ${i + 1} has ${cells.length} cells, the header ${names.length}`);
    }
    cells.forEach((cell, c) => columns[c].push(cell));
  });
  return new Table(path, new Map(names.map((name, c) => [name, columns[c]])));
}
