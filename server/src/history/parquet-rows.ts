import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

const MEMORY_MB = 96;

/**
 * Rows of a Parquet file as text, its column names first; an absent value is an empty text, a time with a zone is ms since 1970 UTC.
 *
 * @param orderBy column by which rows are put in order; as they lie in the file when left out or not in it
 * @throws what DuckDB says of a file that is none
 */
export async function* parquetRows(bytes: Uint8Array, orderBy?: string): AsyncGenerator<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linetwin-parquet-'));
  const path = join(folder, 'recording.parquet');
  try {
    await writeFile(path, bytes);
    const instance = await DuckDBInstance.create(join(folder, 'sort.duckdb'), {
      memory_limit: `${MEMORY_MB}MB`,
      threads: '1',
    });
    try {
      const connection = await instance.connect();
      try {
        yield* rowsOf(connection, `read_parquet('${path.replaceAll("'", "''")}')`, orderBy);
      } finally {
        connection.closeSync();
      }
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* rowsOf(connection: DuckDBConnection, table: string, orderBy?: string) {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`);
  const columns = described.getRowObjects().map((one) => [String(one.column_name), String(one.column_type)]);
  yield columns.map(([name]) => name);
  const order = columns.some(([name]) => name === orderBy) ? ` ORDER BY ${quoted(orderBy!)}` : '';
  const cells = columns.map(([name, type]) => textOf(quoted(name), type)).join(', ');
  const result = await connection.stream(`SELECT ${cells} FROM ${table}${order}`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    for (const row of chunk.getRows()) yield row.map((cell) => (cell === null ? '' : String(cell)));
  }
}

function textOf(column: string, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `CAST(epoch_ms(${column}) AS VARCHAR)`;
  if (type === 'BOOLEAN') return `CAST(CAST(${column} AS TINYINT) AS VARCHAR)`;
  return `CAST(${column} AS VARCHAR)`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
