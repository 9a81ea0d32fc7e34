import { DuckDBInstance } from '@duckdb/node-api';

/** Values in a history file that no server has open. */
export async function countRows(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    'SELECT (SELECT count(*) FROM point) + (SELECT count(*) FROM recent)',
  );
  const count = Number(rows.getRows()[0][0]);
  connection.closeSync();
  instance.closeSync();
  return count;
}
