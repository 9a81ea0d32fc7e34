import type { ShiftReport } from '@linetwin/contracts';

/**
 * Reports of shifts that are over, as they were made.
 *
 * Promises: `keep` replaces a report of the same line, begin and language. `list` gives the newest first. Reports of shifts that
 * began longer than KEPT_MS before the newest one are let go.
 */
export abstract class ReportStore {
  abstract keep(report: ShiftReport, pdf: Uint8Array): Promise<void>;
  abstract list(line: string, limit: number): Promise<ShiftReport[]>;
  abstract read(line: string, from: number, language: string): Promise<Uint8Array | undefined>;
}

/** A year and a month, so that the same month of the year before can be looked up. */
export const KEPT_MS = 400 * 86_400_000;
