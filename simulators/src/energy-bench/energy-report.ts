import { MEASURES } from '@linetwin/energy';
import { isOutside, type BaselineRow } from './baseline-table.ts';
import type { WeekResult } from './line-week.ts';
import { interval95 } from './statistics.ts';

/** One seed: both lines without and with the rules. */
export interface PairedSeed {
  seed: number;
  without: WeekResult[];
  withRules: WeekResult[];
}

export interface EnergyFigures {
  savings: number[];
  saving: { mean: number; lower: number; upper: number };
  savingByLine: Record<string, number>;
  outputChange: number;
  scrapChange: number;
  furnaceLimitS: number;
  dewPointLimitS: number;
  peakChange: number;
  byMeasure: {
    measure: string;
    recommendations: number;
    estimatedKwh: number;
    trueKwh: number;
    share: number;
  }[];
  medianEstimateError: number;
  recommendations: number;
}

/**
 * kWh per good part of the site, without against with: each line's energy brought to the output that it had without the rules, so that
 * fewer parts are no saving.
 */
export function savingOf(without: readonly WeekResult[], withRules: readonly WeekResult[]): number {
  let before = 0;
  let after = 0;
  without.forEach((week, i) => {
    before += week.kwh;
    after += (withRules[i].kwh * week.good) / withRules[i].good;
  });
  return 1 - after / before;
}

export function figuresOf(pairs: readonly PairedSeed[]): EnergyFigures {
  const before = pairs.flatMap(({ without }) => without);
  const after = pairs.flatMap(({ withRules }) => withRules);
  const savings = pairs.map(({ without, withRules }) => savingOf(without, withRules));
  const lines = [...new Set(before.map(({ line }) => line))];
  const ofLine = (line: string) =>
    savingOf(
      before.filter((w) => w.line === line),
      after.filter((w) => w.line === line),
    );
  const outcomes = after.flatMap((week) => week.outcomes);
  const totalKwh = total(before, (w) => w.kwh);
  const errors = outcomes
    .map(({ estimatedKwh, trueKwh }) => Math.abs(estimatedKwh - trueKwh) / Math.max(Math.abs(trueKwh), 1e-6))
    .sort((a, b) => a - b);
  return {
    savings,
    saving: interval95(savings),
    savingByLine: Object.fromEntries(lines.map((line) => [line, ofLine(line)])),
    outputChange: Math.max(...lines.map((line) => change(before, after, line))) || 0,
    scrapChange: total(after, (w) => w.scrap) / total(before, (w) => w.scrap) - 1,
    furnaceLimitS: total(after, (w) => w.furnaceLimitS) - total(before, (w) => w.furnaceLimitS),
    dewPointLimitS: total(after, (w) => w.dewPointLimitS) - total(before, (w) => w.dewPointLimitS),
    peakChange: total(after, (w) => w.peakKw) / total(before, (w) => w.peakKw) - 1,
    byMeasure: MEASURES.map((measure) => {
      const own = outcomes.filter((o) => o.measure === measure);
      const trueKwh = own.reduce((sum, o) => sum + o.trueKwh, 0);
      const estimatedKwh = own.reduce((sum, o) => sum + o.estimatedKwh, 0);
      return { measure, recommendations: own.length, estimatedKwh, trueKwh, share: trueKwh / totalKwh };
    }).filter(({ recommendations }) => recommendations > 0),
    medianEstimateError: errors[Math.floor(errors.length / 2)] ?? NaN,
    recommendations: outcomes.length,
  };
}

/** The largest change of output of a line, up or down. */
function change(before: readonly WeekResult[], after: readonly WeekResult[], line: string): number {
  const good = (weeks: readonly WeekResult[]) =>
    total(
      weeks.filter((w) => w.line === line),
      (w) => w.good,
    );
  return Math.abs(good(after) / good(before) - 1);
}

function total(weeks: readonly WeekResult[], of: (week: WeekResult) => number): number {
  return weeks.reduce((sum, week) => sum + of(week), 0);
}

export function printReport(
  figures: EnergyFigures,
  baseline: readonly BaselineRow[],
  say: (text: string) => void,
): void {
  say('Baseline, as the plant runs today, beside what is usual:');
  for (const row of baseline) {
    const range = Number.isNaN(row.low) ? '' : `${row.low} to ${row.high}`;
    const mark = isOutside(row) ? '  outside' : '';
    say(`  ${row.what.padEnd(44)} ${number(row.value).padStart(8)} ${row.unit.padEnd(12)} ${range}${mark}`);
  }
  say('');
  say('By measure, true saving as the simulator knows it:');
  for (const m of figures.byMeasure)
    say(
      `  ${m.measure.padEnd(24)} ${String(m.recommendations).padStart(6)} recommendations  estimated ${number(m.estimatedKwh).padStart(8)} kWh` +
        `  true ${number(m.trueKwh).padStart(8)} kWh  ${percent(m.share)} of all`,
    );
  say(
    `  median error of the estimates ${percent(figures.medianEstimateError)} of ${figures.recommendations}`,
  );
  say('');
  const { saving } = figures;
  say(
    `kWh per good part: ${percent(saving.mean)} less (95 %: ${percent(saving.lower)} to ${percent(saving.upper)})`,
  );
  for (const [line, share] of Object.entries(figures.savingByLine)) say(`  ${line} ${percent(share)}`);
  say(
    `output ${percent(figures.outputChange)} off, scrap ${percent(figures.scrapChange)}, peak ${percent(figures.peakChange)}`,
  );
  say(
    `beyond a furnace's limit ${figures.furnaceLimitS} s more, beyond the dew point's ${figures.dewPointLimitS} s more`,
  );
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
