import { TariffBook } from '@linetwin/energy';
import { PlantClock, type PlantModel } from '@linetwin/model';
import { weekBeginMs, type WeekResult } from './line-week.ts';
import { interval95 } from './statistics.ts';

const QUARTER_MS = 900_000;

/** One seed: both lines as today, with the rules, and with rules and planned starts. */
export interface CostedSeed {
  seed: number;
  without: readonly WeekResult[];
  withRules: readonly WeekResult[];
  planned: readonly WeekResult[];
}

export interface CostFigures {
  /** Cost of energy per good part, without against rules and planner together. */
  saving: { mean: number; lower: number; upper: number };
  /** The planner's own part: with rules against with rules and planner. */
  plannerSaving: { mean: number; lower: number; upper: number };
  /** Mean price that was paid, yuan/kWh: with rules, and with the planner. */
  yuanPerKwh: { withRules: number; planned: number };
  /** Change of the site's highest quarter, planner against rules alone. */
  peakChange: number;
  /** Largest change of a line's output against the rules alone. */
  outputChange: number;
  scrapChange: number;
  /** Parts that were late at the end of their shift: as today, with rules, planned. */
  lateParts: { without: number; withRules: number; planned: number };
  /** The same by line, planned ones. */
  lateByLine: Record<string, number>;
  /** Sets that the first sections made, planned against the rules alone: what is missing was taken from stock, and is paid for above. */
  madeChange: number;
}

/** What energy costs by the tariff of each quarter of an hour. Demand is shown as its highest quarter, not as money: a week pays no month. */
export function costFigures(model: PlantModel, seeds: readonly CostedSeed[], runInDays: number): CostFigures {
  const clock = new PlantClock(model.site.timeZone);
  const tariff = new TariffBook(model.energy.tariffs, model.energy.billing?.tariffRegion ?? '', clock);
  const yuan = ({ quarterKw, seed }: WeekResult) =>
    quarterKw.reduce((sum, kw, t) => {
      const at = weekBeginMs(seed) + runInDays * 86_400_000 + t * QUARTER_MS;
      return sum + (kw / 4) * tariff.priceAt(at)!.yuanPerKwh;
    }, 0);
  const price = (weeks: readonly WeekResult[]) => sum(weeks, yuan) / sum(weeks, ({ kwh }) => kwh);
  /** Each line's cost brought to the output of the other, so that fewer parts are no saving, and parts that were taken from stock paid for. */
  const saved = (before: readonly WeekResult[], after: readonly WeekResult[]) => {
    const cost = after.reduce(
      (sum, week, i) =>
        sum + ((yuan(week) + stockKwh(before[i], week) * price([week])) * before[i].good) / week.good,
      0,
    );
    return 1 - cost / sum(before, yuan);
  };
  const all = (of: 'without' | 'withRules' | 'planned') => seeds.flatMap((seed) => seed[of]);
  const late = (of: 'without' | 'withRules' | 'planned') => sum(all(of), ({ lateParts }) => lateParts);
  const peaks = (of: 'withRules' | 'planned') =>
    seeds.reduce((total, seed) => total + highestOf(seed[of]), 0);
  const [rules, planned] = [all('withRules'), all('planned')];
  return {
    saving: interval95(seeds.map((one) => saved(one.without, one.planned))),
    plannerSaving: interval95(seeds.map((one) => saved(one.withRules, one.planned))),
    yuanPerKwh: { withRules: price(rules), planned: price(planned) },
    peakChange: peaks('planned') / peaks('withRules') - 1,
    outputChange: Math.max(...model.lines.map(({ id }) => outputChange(rules, planned, id))),
    scrapChange: sum(planned, (w) => w.scrap) / sum(rules, (w) => w.scrap) - 1,
    lateByLine: Object.fromEntries(
      model.lines.map(({ id }) => [
        id,
        sum(
          planned.filter(({ line }) => line === id),
          (week) => week.lateParts,
        ),
      ]),
    ),
    madeChange: sum(planned, madeOf) / sum(rules, madeOf) - 1,
    lateParts: { without: late('without'), withRules: late('withRules'), planned: late('planned') },
  };
}

/**
 * Energy that is in the sets which one week forged more than another, kWh: they lie in furnaces and stocks at its end. A week that forged
 * more than the other gets nothing for it.
 */
function stockKwh(before: WeekResult, after: WeekResult): number {
  return Math.max(0, madeOf(before) - madeOf(after)) * before.upstreamKwhPerSet;
}

function madeOf({ quarterMade }: WeekResult): number {
  return sum(quarterMade, (sets) => sets);
}

function outputChange(before: readonly WeekResult[], after: readonly WeekResult[], line: string): number {
  const good = (weeks: readonly WeekResult[]) =>
    sum(
      weeks.filter((week) => week.line === line),
      (week) => week.good,
    );
  return Math.abs(good(after) / good(before) - 1);
}

/** Highest quarter of the site: its lines together. */
function highestOf(weeks: readonly WeekResult[]): number {
  return Math.max(...weeks[0].quarterKw.map((_, t) => sum(weeks, ({ quarterKw }) => quarterKw[t])));
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

export function printCosts(figures: CostFigures, say: (text: string) => void): void {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const { saving, plannerSaving, yuanPerKwh, lateParts, lateByLine, madeChange } = figures;
  say('');
  say(
    `Cost of energy per good part, rules and planned starts: ${percent(saving.mean)} less (95 %: ${percent(saving.lower)} to ${percent(saving.upper)})`,
  );
  say(
    `  planned starts alone ${percent(plannerSaving.mean)} (95 %: ${percent(plannerSaving.lower)} to ${percent(plannerSaving.upper)}), ` +
      `${yuanPerKwh.withRules.toFixed(4)} to ${yuanPerKwh.planned.toFixed(4)} yuan/kWh`,
  );
  say(
    `  highest quarter ${percent(figures.peakChange)}, output ${percent(figures.outputChange)} off, scrap ${percent(figures.scrapChange)}; ` +
      `parts late at shift end: today ${lateParts.without}, rules ${lateParts.withRules}, planned ${lateParts.planned} (${Object.entries(
        lateByLine,
      )
        .map(([line, parts]) => `${line} ${parts}`)
        .join(', ')})`,
  );
  say(`  sets forged ${percent(madeChange)}; those that were taken from stock are paid for`);
}
