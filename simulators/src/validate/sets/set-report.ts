import { HealthyTimeError } from '@linetwin/condition';
import { RecordingError } from '../../recordings/recordings.ts';
import type { TableSet } from '../../recordings/tables.ts';

/** What judging one set gives: text for people, and the figures of its line of JSON. */
export type SetReport = {
  readonly text: string;
  readonly figures: Readonly<Record<string, unknown>>;
};

/** A record that was not judged, and why. */
export type SkippedRecord = { readonly record: string; readonly why: string };

/** Judges one set of tables. A record that cannot be used is left out with the reason, not silently. */
export type SetJudge = (set: TableSet) => SetReport;

/** Runs `judge`; a record that is broken or cannot be learned from is a reason to leave it out, not to stop. */
export function whyNotJudged(judge: () => string | null): string | null {
  try {
    return judge();
  } catch (error) {
    if (error instanceof RecordingError || error instanceof HealthyTimeError) return error.message;
    throw error;
  }
}
