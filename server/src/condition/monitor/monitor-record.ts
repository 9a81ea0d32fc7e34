import type { HealthMonitor } from '@linetwin/condition';

/** A trained model as it is kept, for ever: findings name its version. */
export interface KeptMonitor {
  equipment: string;
  version: number;
  trainedAt: number;
  /** Source time of its first and last row. */
  from: number;
  to: number;
  /** Who asked for it; null where it was the first, learned by itself. */
  by: string | null;
  reason: string | null;
  monitor: HealthMonitor;
}

/** That a machine is to be learned, from its working time since then. */
export interface MonitorLearning {
  equipment: string;
  since: number;
  by: string | null;
  reason: string | null;
  /** Healthy rows that were there when it was last tried. */
  rows: number;
  /** Why it was not learned when it was last tried, and when that was. */
  problem: string | null;
  triedAt: number | null;
}

/** Rows of a machine's healthy time, on their way to a worker. */
export interface MonitorOrder {
  id: string;
  equipment: string;
  learning: MonitorLearning;
  from: number;
  to: number;
  signals: string[];
  /** Stretches without a gap, of rows of one value per signal. */
  stretches: Float64Array[][];
}

/** Stretches as bytes: little-endian doubles, row after row; their lengths travel beside. */
export function encodeStretches(stretches: readonly Float64Array[][]): {
  lengths: number[];
  bytes: Uint8Array;
} {
  const rows = stretches.flat();
  const width = rows[0]?.length ?? 0;
  const bytes = new Uint8Array(rows.length * width * 8);
  const view = new DataView(bytes.buffer);
  rows.forEach((row, r) => row.forEach((value, i) => view.setFloat64((r * width + i) * 8, value, true)));
  return { lengths: stretches.map(({ length }) => length), bytes };
}

export function decodeStretches(
  lengths: readonly number[],
  bytes: Uint8Array,
  width: number,
): Float64Array[][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return lengths.map((length) =>
    Array.from({ length }, () => Float64Array.from({ length: width }, () => view.getFloat64(8 * at++, true))),
  );
}
