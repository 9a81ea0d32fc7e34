import {
  DEFAULT_MONITOR_PARAMETERS,
  MONITOR_METHOD_VERSION,
  MonitorRun,
  trainMonitor,
} from '@linetwin/condition';
import type { Contribution } from '@linetwin/condition';
import { readTable } from '../../recordings/tables.ts';
import type { TableRecord, TableSet } from '../../recordings/tables.ts';
import { layOut } from '../tables.ts';
import { scoreChangePoints } from './change-point-score.ts';
import type { ChangePoints } from './change-point-score.ts';
import { addConfusions, confusionOf, ratesOf } from './outlier-score.ts';
import type { Confusion } from './outlier-score.ts';
import { whyNotJudged } from './set-report.ts';
import type { SetReport, SkippedRecord } from './set-report.ts';

/** The benchmark's protocol: the first 400 rows of each file are for training, the rest is judged. */
const TRAINING_ROWS = 400;
const CHANGE_POINT_WINDOW_S = 60;
const NOT_SIGNALS = ['datetime', 'anomaly', 'changepoint'];

type Judged = {
  readonly record: TableRecord;
  readonly confusion: Confusion;
  readonly changePoints: ChangePoints;
  /** What the monitor named at the first unusual row inside the labelled anomaly. */
  readonly named: readonly Contribution[];
};

/**
 * The Skoltech Anomaly Benchmark by the protocol of its leaderboard (domain.md 2.12): the monitor that runs per machine is
 * trained on the first 400 rows of each file, with the product's default parameters, and judges the others row by row.
 */
export function judgeSkab(set: TableSet): SetReport {
  const judged: Judged[] = [];
  const skipped: SkippedRecord[] = [];
  for (const record of set.records) {
    const why = whyNotJudged(() => judgeRecord(set, record, judged));
    if (why !== null) skipped.push({ record: record.file, why });
  }
  const total = ratesOf(addConfusions(judged.map(({ confusion }) => confusion)));
  const { nab, missed, falseCalls } = scoreChangePoints(
    judged.map(({ changePoints }) => changePoints),
    CHANGE_POINT_WINDOW_S,
  );
  const text = [
    `Trained on rows 1 to ${TRAINING_ROWS} of each file, judged on the others; parameters ${JSON.stringify(DEFAULT_MONITOR_PARAMETERS)}`,
    '',
    recordTable(judged),
    '',
    `all rows: F1 ${total.f1.toFixed(3)}, FAR ${percent(total.far)} %, MAR ${percent(total.mar)} % (best published: F1 0.78, FAR 13.55 %, MAR 28.02 %)`,
    `change points: NAB standard ${nab.standard.toFixed(1)}, low FP ${nab.lowFp.toFixed(1)}, low FN ${nab.lowFn.toFixed(1)}, missed ${missed}, false ${falseCalls}`,
    ...skipped.map(({ record, why }) => `not judged: ${record}: ${why}`),
  ].join('\n');
  return {
    text,
    figures: {
      records: judged.length,
      f1: total.f1,
      far: total.far,
      mar: total.mar,
      changePoints: { ...nab, missed, falseCalls },
      skipped: skipped.length,
      method: MONITOR_METHOD_VERSION,
    },
  };
}

/** @returns why the record is not judged, or null */
function judgeRecord(set: TableSet, record: TableRecord, judged: Judged[]): string | null {
  const table = readTable(set.dir, record.file);
  if (!table.has('anomaly')) return 'no labels';
  if (table.rows <= TRAINING_ROWS) return `${table.rows} rows leave none to judge`;
  const signals = table.names.filter((name) => !NOT_SIGNALS.includes(name));
  const columns = signals.map((name) => table.numbers(name));
  const rows = Array.from({ length: table.rows }, (_, i) => columns.map((column) => column[i]));
  const labels = table.numbers('anomaly').map((label) => label > 0);
  const monitor = trainMonitor({ signals, stretches: [rows.slice(0, TRAINING_ROWS)] });
  const run = new MonitorRun(monitor);
  const kept = monitor.signals.map((name) => signals.indexOf(name));
  let named: Contribution[] = [];
  const called = rows.map((row, i) => {
    const unusual = run.push(kept.map((s) => row[s]))?.unusual ?? false;
    if (unusual && i >= TRAINING_ROWS && labels[i] && named.length === 0) named = run.contributions();
    return unusual;
  });
  const test = { labels: labels.slice(TRAINING_ROWS), called: called.slice(TRAINING_ROWS) };
  const seconds = secondsOf(table.texts('datetime')).slice(TRAINING_ROWS);
  const points = table.has('changepoint') ? table.numbers('changepoint').slice(TRAINING_ROWS) : [];
  judged.push({
    record,
    confusion: confusionOf(test.labels, test.called),
    changePoints: {
      labelled: seconds.filter((_, i) => points[i] > 0),
      called: seconds.filter((_, i) => i > 0 && test.called[i] !== test.called[i - 1]),
    },
    named,
  });
  return null;
}

function secondsOf(times: readonly string[]): number[] {
  const ms = times.map((time) => Date.parse(`${time.replace(' ', 'T')}Z`));
  return ms.map((at) => (at - ms[0]) / 1000);
}

function recordTable(judged: readonly Judged[]): string {
  return layOut([
    ['record', 'kind', 'F1', 'FAR %', 'MAR %', 'named first when the anomaly was seen'],
    ...judged.map(({ record, confusion, named }) => {
      const { f1, far, mar } = ratesOf(confusion);
      const kind = typeof record['kind'] === 'string' ? record['kind'] : '';
      const shares = named.slice(0, 3).map((c) => `${c.signal} ${percent(c.share)} %`);
      return [record.file, kind, f1.toFixed(2), percent(far), percent(mar), shares.join(', ')];
    }),
  ]);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
