import { DEFAULT_LEVEL_WATCH, LEVEL_WATCH_VERSION, LevelWatch } from '@linetwin/condition';
import { z } from 'zod';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTable } from '../../recordings/tables.ts';
import type { TableRecord, TableSet } from '../../recordings/tables.ts';
import { layOut } from '../tables.ts';
import { whyNotJudged } from './set-report.ts';
import type { SetReport, SkippedRecord } from './set-report.ts';

const DAY_MS = 86_400_000;
const windowsSchema = z.array(z.tuple([z.string(), z.string()]));

type Span = { readonly from: number; readonly to: number };
type Judged = {
  readonly file: string;
  readonly windows: readonly (Span & { readonly foundAt: number | null })[];
  readonly falseAlarms: readonly Span[];
  readonly days: number;
};

/** Machine temperatures with known failures: judged value by value in the order they came; labels only count afterwards. */
export function judgeNab(set: TableSet): SetReport {
  const judged: Judged[] = [];
  const skipped: SkippedRecord[] = [];
  for (const record of set.records) {
    const why = whyNotJudged(() => {
      judged.push(judgeRecord(set, record));
      return null;
    });
    if (why !== null) skipped.push({ record: record.file, why });
  }
  const windows = judged.flatMap((j) => j.windows);
  const falseAlarms = judged.flatMap((j) => j.falseAlarms);
  const at = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
  const text = [
    `Nothing is trained; the first ${DEFAULT_LEVEL_WATCH.warmUp} values warm up; parameters ${JSON.stringify(DEFAULT_LEVEL_WATCH)}`,
    '',
    layOut([
      ['record', 'window from', 'to', 'found at'],
      ...judged.flatMap(({ file, windows: labelled }) =>
        labelled.map(({ from, to, foundAt }) => [
          file,
          at(from),
          at(to),
          foundAt === null ? 'missed' : at(foundAt),
        ]),
      ),
    ]),
    '',
    `false alarms: ${falseAlarms.length} in ${judged.reduce((sum, { days }) => sum + days, 0).toFixed(0)} days (calls less than a day apart are one)`,
    ...falseAlarms.map(({ from, to }) => `  ${at(from)} to ${at(to)}`),
    ...skipped.map(({ record, why }) => `not judged: ${record}: ${why}`),
  ].join('\n');
  return {
    text,
    figures: {
      records: judged.length,
      windows: windows.length,
      found: windows.filter(({ foundAt }) => foundAt !== null).length,
      falseAlarms: falseAlarms.length,
      skipped: skipped.length,
      method: LEVEL_WATCH_VERSION,
    },
  };
}

function judgeRecord(set: TableSet, record: TableRecord): Judged {
  const labels = windowsSchema.safeParse(record['anomaly_windows']);
  if (!labels.success) throw new RecordingError('its manifest has no anomaly_windows');
  const table = readTable(set.dir, record.file);
  const times = table.texts('timestamp').map(timeOf);
  const watch = new LevelWatch();
  const calls = table.numbers('value').flatMap((value, i) => (watch.push(value).unusual ? [times[i]] : []));
  const windows = labels.data.map(([from, to]) => {
    const span = { from: timeOf(from), to: timeOf(to) };
    return { ...span, foundAt: calls.find((t) => t >= span.from && t <= span.to) ?? null };
  });
  return {
    file: record.file,
    windows,
    falseAlarms: together(calls).filter(
      (span) => !windows.some(({ from, to }) => span.from <= to && span.to >= from),
    ),
    days: (times[times.length - 1] - times[0]) / DAY_MS,
  };
}

/** Calls less than a day apart are one alarm to whoever gets it. */
function together(calls: readonly number[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const time of calls) {
    const last = spans.at(-1);
    if (last && time - last.to <= DAY_MS) last.to = time;
    else spans.push({ from: time, to: time });
  }
  return spans;
}

function timeOf(text: string): number {
  const time = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
  if (!Number.isFinite(time)) throw new RecordingError(`"${text}" is not a time`);
  return time;
}
