import { DuckDBInstance } from '@duckdb/node-api';
import { InfluxClient } from '../../src/history/influx/influx-client.ts';
import { MEASUREMENT, SIGNAL_TAG, VALUE_FIELD } from '../../src/history/influx/line-protocol.ts';
import { VALUES_PER_MESSAGE } from '../live/bench-plant.ts';
import { signalName, valueAt } from './machine-message.ts';

/** What lies in a store of a server that is not running: time and value of every row of a signal. */
export interface StoredRows {
  rowsOf(address: string): Promise<[time: number, value: number][]>;
  close(): void;
}

export interface Comparison {
  /** Values that a sender was told are kept. */
  acknowledged: number;
  /** Values in history, each counted once. */
  stored: number;
  /** Acknowledged, and not in history as they were sent. */
  lost: number;
  /** Rows beyond the first of a signal and time. */
  duplicates: number;
}

const READ_TIMEOUT_MS = 120_000;

export async function rowsInDuckDb(file: string): Promise<StoredRows> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  return {
    rowsOf: async (address) => {
      const reader = await connection.runAndReadAll(
        `SELECT CAST(time AS DOUBLE), value FROM (SELECT * FROM point UNION ALL SELECT * FROM recent)
         WHERE signal = (SELECT id FROM signal WHERE address = $1)`,
        [address],
      );
      return reader.getRows() as [number, number][];
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export function rowsInInflux(url: string, database: string): StoredRows {
  const client = new InfluxClient({ url, database, gzip: false });
  return {
    rowsOf: async (address) => {
      const series = await client.query(
        `SELECT "${VALUE_FIELD}" FROM "${MEASUREMENT}" WHERE "${SIGNAL_TAG}" = '${address}'`,
        READ_TIMEOUT_MS,
      );
      return series.flatMap(({ values }) => values) as [number, number][];
    },
    close: () => client.close(),
  };
}

/** Compares what was acknowledged with what is stored, value by value. @param acknowledged message times of each machine */
export async function compare(
  acknowledged: readonly Set<number>[],
  equipment: readonly string[],
  store: StoredRows,
): Promise<Comparison> {
  const sum: Comparison = { acknowledged: 0, stored: 0, lost: 0, duplicates: 0 };
  for (const [machine, times] of acknowledged.entries()) {
    for (let signal = 0; signal < VALUES_PER_MESSAGE; signal++) {
      const rows = await store.rowsOf(`${equipment[machine]}/${signalName(signal)}`);
      const found = new Map(rows);
      sum.acknowledged += times.size;
      sum.stored += found.size;
      sum.duplicates += rows.length - found.size;
      for (const time of times) if (found.get(time) !== valueAt(machine, signal, time)) sum.lost++;
    }
  }
  return sum;
}
