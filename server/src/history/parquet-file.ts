import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { appendRows, createRowChunk } from './duckdb-rows.ts';
import type { ExportedSignal } from './history-export.ts';

const MEMORY_MB = 128;

/**
 * Writes values into a Parquet file of the columns signal, unit, time (UTC, ms), value and quality. What does not fit into the memory
 * that it may take lies in the folder meanwhile.
 *
 * @param folder of its own, which whoever called takes away
 * @returns path of the file
 */
export async function writeParquet(
  folder: string,
  pieces: AsyncIterable<SampleBatch>,
  signals: readonly ExportedSignal[],
): Promise<string> {
  const path = join(folder, 'values.parquet');
  const instance = await DuckDBInstance.create(join(folder, 'values.duckdb'), {
    memory_limit: `${MEMORY_MB}MB`,
    threads: '1',
  });
  try {
    const connection = await instance.connect();
    await connection.run(`
      CREATE TABLE value (signal UINTEGER NOT NULL, time BIGINT NOT NULL, value DOUBLE NOT NULL, quality UTINYINT NOT NULL);
      CREATE TABLE signal (id UINTEGER NOT NULL, address VARCHAR NOT NULL, unit VARCHAR NOT NULL);`);
    const names = await connection.createAppender('signal');
    signals.forEach(({ address, unit }, id) => {
      names.appendUInteger(id);
      names.appendVarchar(address);
      names.appendVarchar(unit);
      names.endRow();
    });
    names.closeSync();
    const chunk = createRowChunk();
    const store = (piece: SampleBatch) => piece.signal.subarray(0, piece.length);
    for await (const piece of pieces)
      await appendRows(connection, 'value', chunk, piece, store(piece), undefined, false);
    await connection.run(`
      COPY (
        SELECT s.address AS signal, s.unit, make_timestamptz(v.time * 1000) AS time,
          CASE WHEN isfinite(v.value) THEN v.value END AS value,
          CASE WHEN v.quality = ${QUALITY_GOOD} THEN 'good' WHEN v.quality >= ${QUALITY_BAD} THEN 'bad' ELSE 'uncertain' END AS quality
        FROM value v JOIN signal s ON s.id = v.signal ORDER BY v.signal, v.time
      ) TO '${path.replaceAll("'", "''")}' (FORMAT PARQUET, COMPRESSION ZSTD)`);
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
  return path;
}
