import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export const HISTORY_SIGNALS = [
  'plant/hall/line-1/press/power',
  'plant/hall/line-1/press/temperature',
] as const;
/** On an hour. */
export const HISTORY_FROM = Date.UTC(2026, 0, 5, 8);
/** Of the first signal: one value every ten seconds for two hours, which were sorted away, and ten more that were not. */
export const SORTED_VALUES = 720;
export const RECENT_VALUES = 10;
export const HISTORY_MARK = 42;
export const valueOf = (i: number): number => (i * 7) % 31;
export const timeOf = (i: number): number => HISTORY_FROM + i * 10_000;

/** Everything in a history file as statements of SQL. */
export async function describeHistory(path: string): Promise<string[]> {
  return withFile(path, async (connection) => {
    const rows = async (text: string) => (await connection.runAndReadAll(text)).getRows() as string[][];
    const tables = await rows(
      "SELECT table_name, sql FROM duckdb_tables() WHERE NOT temporary AND database_name = 'history' ORDER BY table_name",
    );
    const statements = tables.map(([, text]) => text);
    for (const [name] of tables) {
      const columns = (
        await rows(
          `SELECT column_name FROM duckdb_columns() WHERE database_name = 'history' AND table_name = '${name}' ORDER BY column_index`,
        )
      ).flat();
      const values = columns.map(
        (column) => `coalesce('''' || replace("${column}"::VARCHAR, '''', '''''') || '''', 'NULL')`,
      );
      const texts = await rows(
        `SELECT '(' || concat_ws(', ', ${values.join(', ')}) || ')' AS row FROM "${name}" ORDER BY ALL`,
      );
      for (let i = 0; i < texts.length; i += 500) {
        statements.push(`INSERT INTO "${name}" VALUES\n${texts.slice(i, i + 500).join(',\n')};`);
      }
    }
    return statements;
  });
}

/** Makes a history file of such statements. */
export async function makeHistory(path: string, text: string): Promise<void> {
  await withFile(path, async (connection) => {
    await connection.run(text);
  });
}

async function withFile<T>(path: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH '${path.replaceAll("'", "''")}' AS history; USE history`);
    const result = await work(connection);
    await connection.run('CHECKPOINT history');
    return result;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
