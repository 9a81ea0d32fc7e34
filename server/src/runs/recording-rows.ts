import type { Recording } from '@linetwin/contracts';
import { parquetRows } from '../history/parquet-rows.ts';
import { csvRows, RunFileError } from './csv-rows.ts';

/** As many as a file of values holds that Linetwin itself writes. */
const MOST_ROWS = 5_000_000;

/**
 * Rows of a recording as text, the names of its columns first.
 *
 * @param orderBy column by which the rows of a Parquet file are put in order; those of a CSV file come as they lie
 * @throws RunFileError
 */
export async function* recordingRows(recording: Recording, orderBy?: string): AsyncGenerator<string[]> {
  let count = 0;
  for await (const row of recording.format === 'csv'
    ? csvRows(recording.text)
    : parquetOrRefusal(recording.base64, orderBy)) {
    if (++count > MOST_ROWS) throw new RunFileError('too-many-rows', { most: MOST_ROWS });
    yield row;
  }
}

async function* parquetOrRefusal(base64: string, orderBy?: string): AsyncGenerator<string[]> {
  try {
    yield* parquetRows(Buffer.from(base64, 'base64'), orderBy);
  } catch {
    // What DuckDB says names files of the server.
    throw new RunFileError('no-parquet');
  }
}
