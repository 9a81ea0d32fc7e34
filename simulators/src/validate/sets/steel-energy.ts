import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  fitRegression,
  gateOf,
  GATE,
  predict,
  savingOf,
  selectVariables,
  type BaselineRow,
  type GateReason,
  type Regression,
  type Saving,
} from '@linetwin/energy';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTable, readTableSet, type TableSet } from '../../recordings/tables.ts';
import type { SetReport } from './set-report.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Where January to June are looked for when a set has none of them. */
const DEFAULT_BASELINE = '../shared/data/steel_energy';
/** Months of the baseline; all others are held against it. */
const LAST_BASELINE_MONTH = 6;

/** One quarter of an hour of the plant. Local time is written as if it were UTC. */
interface Quarter {
  from: number;
  kwh: number;
  laggingKvarh: number;
  leadingKvarh: number;
  /** Tariff period: `Light_Load`, `Medium_Load`, `Maximum_Load`. */
  loadType: string;
}

/** A way to explain energy: rows of periods with the same variables. */
interface Candidate {
  name: string;
  level: 'day' | 'hour';
  variables: readonly string[];
  /** Whether what explains is independent of what is to be saved; only such a model may be a baseline. */
  independent: boolean;
  rowsOf: (quarters: readonly Quarter[]) => (BaselineRow & { from: number })[];
}

interface SteelModel {
  name: string;
  level: 'day' | 'hour';
  independent: boolean;
  n: number;
  r2: number;
  cvRmse: number;
  /** CV(RMSE) of each month foretold from the others of the baseline. */
  cvRmseByMonthLeftOut: number;
  gate: GateReason[];
  /** Months that are not in the baseline: their CV(RMSE) and net bias; null without any. */
  holdOut: {
    months: number[];
    n: number;
    cvRmse: number;
    bias: number;
    saving: Saving['kind'] | string;
  } | null;
}

/**
 * Fits models of a steel plant's electricity to January to June and holds them against whatever other months there are.
 * The recording has no output, so that only calendar, tariff and running hours say what the plant did; a model of reactive
 * energy shows how much hangs on the load itself, but is no baseline, because a measure changes it too.
 */
export function judgeSteelEnergy(set: TableSet): SetReport {
  const own = quartersOf(set);
  const isBase = ({ from }: Quarter) => monthOf(from) <= LAST_BASELINE_MONTH;
  const base = own.some(isBase) ? own.filter(isBase) : elsewhere(set).filter(isBase);
  if (base.length === 0)
    throw new RecordingError(
      `${set.dir} has no month of the baseline, January to June, and ${DEFAULT_BASELINE} has none either`,
    );
  const held = own.filter((one) => !isBase(one));
  const models = CANDIDATES.map((candidate) => judge(candidate, base, held));
  return {
    text: table(models),
    figures: {
      records: own.length,
      baselineMonths: monthsOf(base),
      holdOutMonths: monthsOf(held),
      models,
    },
  };
}

function elsewhere({ dir }: TableSet): Quarter[] {
  const other = resolve(DEFAULT_BASELINE);
  return other !== resolve(dir) && existsSync(other) ? quartersOf(readTableSet(other)) : [];
}

function quartersOf({ dir, records }: TableSet): Quarter[] {
  const quarters = records.flatMap(({ file }) => {
    const found = readTable(dir, file);
    const kwh = found.numbers('usage_kwh');
    const lagging = found.numbers('lagging_reactive_kvarh');
    const leading = found.numbers('leading_reactive_kvarh');
    const loadType = found.texts('load_type');
    return found.texts('interval_end').map((end, i): Quarter => {
      const from = Date.parse(`${end}Z`) - QUARTER_MS;
      if (Number.isNaN(from))
        throw new RecordingError(`${basename(file)}, row ${i + 1}: "${end}" is no time`);
      return { from, kwh: kwh[i], laggingKvarh: lagging[i], leadingKvarh: leading[i], loadType: loadType[i] };
    });
  });
  return quarters.sort((a, b) => a.from - b.from);
}

const hourOf = (from: number) => new Date(from).getUTCHours();
const monthOf = (from: number) => new Date(from).getUTCMonth() + 1;
const is = (yes: boolean) => (yes ? 1 : 0);

/** Workday, Saturday, day of rest: a day that the tariff counts as light from end to end, or a Sunday. */
function dayType(day: readonly Quarter[]): 'workday' | 'saturday' | 'rest' {
  if (day.every(({ loadType }) => loadType === 'Light_Load')) return 'rest';
  const weekday = new Date(day[0].from).getUTCDay();
  return weekday === 0 ? 'rest' : weekday === 6 ? 'saturday' : 'workday';
}

function daysOf(quarters: readonly Quarter[]): Quarter[][] {
  const days = new Map<number, Quarter[]>();
  for (const quarter of quarters) {
    const day = Math.floor(quarter.from / DAY_MS);
    const list = days.get(day);
    if (list) list.push(quarter);
    else days.set(day, [quarter]);
  }
  // A day with less than all its quarters would look like a saving.
  return [...days.values()].filter((day) => day.length === 96);
}

const byDay =
  (x: (day: readonly Quarter[]) => number[]) =>
  (quarters: readonly Quarter[]): (BaselineRow & { from: number })[] =>
    daysOf(quarters).map((day) => ({
      from: day[0].from,
      kwh: day.reduce((sum, { kwh }) => sum + kwh, 0),
      x: x(day),
    }));

const byHour =
  (x: (hour: readonly Quarter[], day: readonly Quarter[]) => number[]) =>
  (quarters: readonly Quarter[]): (BaselineRow & { from: number })[] =>
    daysOf(quarters).flatMap((day) =>
      Array.from({ length: 24 }, (_, i) => day.slice(4 * i, 4 * i + 4)).map((hour) => ({
        from: hour[0].from,
        kwh: hour.reduce((sum, { kwh }) => sum + kwh, 0),
        x: x(hour, day),
      })),
    );

/** Reactive power of a quarter in which the plant runs and does not only stand by, kvarh. */
const RUNNING_KVARH = 10;
const runningHours = (quarters: readonly Quarter[]) =>
  quarters.filter(({ laggingKvarh, leadingKvarh }) => laggingKvarh + leadingKvarh > RUNNING_KVARH).length / 4;

const sumOf = (day: readonly Quarter[], key: 'laggingKvarh' | 'leadingKvarh') =>
  day.reduce((sum, quarter) => sum + quarter[key], 0);

/** Hours between which a working day changes its load. */
const PARTS = [
  [0, 8],
  [8, 12],
  [12, 13],
  [13, 18],
  [18, 22],
  [22, 24],
] as const;

const CANDIDATES: readonly Candidate[] = [
  {
    name: 'day type',
    level: 'day',
    variables: ['workday', 'saturday'],
    independent: true,
    rowsOf: byDay((day) => [is(dayType(day) === 'workday'), is(dayType(day) === 'saturday')]),
  },
  {
    name: 'day type and season',
    level: 'day',
    variables: ['workday', 'saturday', 'winter'],
    independent: true,
    // Cosine of the year with its top in the middle of January: heating, light, cold material.
    rowsOf: byDay((day) => [
      is(dayType(day) === 'workday'),
      is(dayType(day) === 'saturday'),
      winterOf(day[0].from),
    ]),
  },
  {
    name: 'running hours and season',
    level: 'day',
    variables: ['running hours', 'winter'],
    independent: true,
    // That machines run is told by reactive power, as PackML states tell it elsewhere; how much they draw is not.
    rowsOf: byDay((day) => [runningHours(day), winterOf(day[0].from)]),
  },
  {
    name: 'tariff period',
    level: 'hour',
    variables: ['medium', 'maximum'],
    independent: true,
    rowsOf: byHour(([{ loadType }]) => [is(loadType === 'Medium_Load'), is(loadType === 'Maximum_Load')]),
  },
  {
    name: 'part of the day, by day type',
    level: 'hour',
    variables: PARTS.flatMap(([from]) => [`workday ${from}`, `saturday ${from}`]),
    independent: true,
    rowsOf: byHour(([{ from }], day) => {
      const type = dayType(day);
      return PARTS.flatMap(([start, end]) => {
        const isNow = hourOf(from) >= start && hourOf(from) < end;
        return [is(isNow && type === 'workday'), is(isNow && type === 'saturday')];
      });
    }),
  },
  {
    name: 'reactive energy',
    level: 'day',
    variables: ['lagging', 'leading'],
    independent: false,
    rowsOf: byDay((day) => [sumOf(day, 'laggingKvarh'), sumOf(day, 'leadingKvarh')]),
  },
  {
    name: 'reactive energy',
    level: 'hour',
    variables: ['lagging', 'leading'],
    independent: false,
    rowsOf: byHour((hour) => [sumOf(hour, 'laggingKvarh'), sumOf(hour, 'leadingKvarh')]),
  },
];

function winterOf(from: number): number {
  const dayOfYear = (from - Date.UTC(new Date(from).getUTCFullYear(), 0, 1)) / DAY_MS;
  return Math.cos((2 * Math.PI * (dayOfYear - 15)) / 365);
}

function judge(candidate: Candidate, base: readonly Quarter[], held: readonly Quarter[]): SteelModel {
  const rows = candidate.rowsOf(base);
  const selected = selectVariables(rows, candidate.variables);
  const { model, columns } = selected;
  const errorsOf = (fitted: Regression, list: readonly BaselineRow[]) =>
    list.map(
      ({ kwh, x }) =>
        kwh -
        predict(
          fitted,
          columns.map((column) => x[column]),
        ),
    );
  const holdOut = candidate.rowsOf(held);
  return {
    name: candidate.name,
    level: candidate.level,
    independent: candidate.independent,
    n: model.n,
    r2: model.r2,
    cvRmse: model.cvRmse,
    cvRmseByMonthLeftOut: leftOut(rows, model, columns),
    gate: gateOf(model),
    holdOut:
      holdOut.length === 0
        ? null
        : {
            months: monthsOf(held),
            n: holdOut.length,
            ...scatter(errorsOf(model, holdOut), holdOut),
            saving: savingWord(savingOf({ variables: candidate.variables, rows, ...selected }, holdOut)),
          },
  };
}

function leftOut(
  rows: readonly (BaselineRow & { from: number })[],
  model: Regression,
  columns: readonly number[],
): number {
  const picked = rows.map((row) => ({ ...row, x: columns.map((column) => row.x[column]) }));
  const errors: number[] = [];
  for (const month of monthsOf(rows)) {
    const isLeftOut = ({ from }: { from: number }) => monthOf(from) === month;
    const rest = fitRegression(
      picked.filter((row) => !isLeftOut(row)),
      model.variables,
    );
    for (const { kwh, x } of picked.filter(isLeftOut)) errors.push(kwh - predict(rest, x));
  }
  return scatter(errors, rows).cvRmse;
}

function scatter(errors: readonly number[], rows: readonly BaselineRow[]): { cvRmse: number; bias: number } {
  const mean = rows.reduce((sum, { kwh }) => sum + kwh, 0) / rows.length;
  const square = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
  return {
    cvRmse: Math.sqrt(square) / mean,
    bias: errors.reduce((sum, error) => sum + error, 0) / errors.length / mean,
  };
}

function savingWord(saving: Saving): string {
  if (saving.kind === 'refused') return `refused: ${saving.reasons.map(reasonWord).join(', ')}`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `${percent(saving.share)} (${percent(saving.lowerShare)} to ${percent(saving.upperShare)})`;
}

function reasonWord(reason: GateReason): string {
  switch (reason.kind) {
    case 'fit':
      return `R2 below ${GATE.minR2}`;
    case 'scatter':
      return `CV(RMSE) not below ${GATE.maxCvRmse}`;
    case 'variable':
      return `"${reason.name}" not sure`;
    case 'autocorrelation':
      return 'periods hang together';
    case 'extrapolation':
    case 'shift':
      return `"${reason.name}" was never so`;
  }
}

function monthsOf(rows: readonly { from: number }[]): number[] {
  return [...new Set(rows.map(({ from }) => monthOf(from)))].sort((a, b) => a - b);
}

function table(models: readonly SteelModel[]): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const head = ['model', 'of', 'n', 'R2', 'CV(RMSE)', 'month left out', 'may speak of savings', 'hold-out'];
  const lines = models.map((one) => [
    one.name,
    one.level,
    String(one.n),
    one.r2.toFixed(3),
    percent(one.cvRmse),
    percent(one.cvRmseByMonthLeftOut),
    !one.independent
      ? 'no: not independent'
      : one.gate.length > 0
        ? `no: ${one.gate.map(reasonWord).join(', ')}`
        : 'yes',
    one.holdOut
      ? `${percent(one.holdOut.cvRmse)}, bias ${percent(one.holdOut.bias)}, saving ${one.holdOut.saving}`
      : '-',
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i].length)));
  return [head, ...lines].map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ')).join('\n');
}
