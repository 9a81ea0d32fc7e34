import type { SampleBatch } from '@linetwin/contracts';
import { BIGINT, DOUBLE, DuckDBDataChunk, UINTEGER, UTINYINT, type DuckDBConnection } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';

/** Rows of one DuckDB data chunk, the vector size of the engine. */
const CHUNK_ROWS = 2048;
const TWO_TO_32 = 4_294_967_296;

/** Columns that are filled here and copied whole into a data chunk, which is what makes appending fast. */
export interface RowChunk {
  chunk: DuckDBDataChunk;
  signal: Uint32Array<ArrayBuffer>;
  /** int64 as pairs of 32-bit words, low first: a BigInt per row would cost more than the rest together. */
  time: Uint32Array<ArrayBuffer>;
  value: Float64Array<ArrayBuffer>;
  quality: Uint8Array<ArrayBuffer>;
}

export function createRowChunk(): RowChunk {
  return {
    chunk: DuckDBDataChunk.create([UINTEGER, BIGINT, DOUBLE, UTINYINT]),
    signal: new Uint32Array(CHUNK_ROWS),
    time: new Uint32Array(CHUNK_ROWS * 2),
    value: new Float64Array(CHUNK_ROWS),
    quality: new Uint8Array(CHUNK_ROWS),
  };
}

/**
 * Appends rows of a batch to a table of the form (signal, time, value, quality).
 *
 * @param store id of each row's signal in the store
 * @param picked rows the choice is about; all rows when left out
 * @param onlyPicked append the picked rows, or all but those
 */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  rowChunk: RowChunk,
  samples: SampleBatch,
  store: Uint32Array,
  picked: ReadonlySet<number> | undefined,
  onlyPicked: boolean,
): Promise<void> {
  const appender = await connection.createAppender(table);
  let filled = 0;
  const send = () => {
    copyInto(rowChunk, filled);
    appender.appendDataChunk(rowChunk.chunk);
    filled = 0;
  };
  for (let row = 0; row < samples.length; row++) {
    if (picked && picked.has(row) !== onlyPicked) continue;
    const time = Math.round(samples.time[row]);
    rowChunk.signal[filled] = store[row];
    rowChunk.time[filled * 2] = time % TWO_TO_32;
    rowChunk.time[filled * 2 + 1] = Math.floor(time / TWO_TO_32);
    rowChunk.value[filled] = samples.value[row];
    rowChunk.quality[filled] = samples.quality[row];
    if (++filled === CHUNK_ROWS) send();
  }
  if (filled > 0) send();
  appender.closeSync();
}

function copyInto({ chunk, signal, time, value, quality }: RowChunk, rows: number): void {
  chunk.reset();
  chunk.rowCount = rows;
  [signal, time, value, quality].forEach((column, position) => {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, position);
    const bytes = position === 1 ? rows * 8 : rows * column.BYTES_PER_ELEMENT;
    bindings.copy_data_to_vector(vector, 0, column.buffer, column.byteOffset, bytes);
  });
}
