import { ACTIVITIES, noActivity, type ActivityKwh } from './activity.ts';
import type { WeekResult } from './line-week.ts';

/** One kind of machine: what it took by what it did, kWh. */
export interface WhereRow {
  line: string;
  kind: string;
  machines: number;
  without: ActivityKwh;
  withRules: ActivityKwh;
  /** Of furnaces, as today: what holding empty takes in gaps of an hour and more without an order, kWh. */
  longGapKwh: number;
  /** What the rules saved of these machines against their usual settings, kWh. */
  savedKwh: number;
}

/** Where the energy goes, kind by kind in the order of the line: as today, and with the rules. Weeks of the same lines and seeds. */
export function whereTable(without: readonly WeekResult[], withRules: readonly WeekResult[]): WhereRow[] {
  const rows = new Map<string, WhereRow>();
  const add = (weeks: readonly WeekResult[], side: 'without' | 'withRules') => {
    for (const { line, machines } of weeks) {
      const seen = new Map<string, number>();
      for (const { kind, byActivity, savedKwh, longGapKwh } of machines) {
        const key = `${line} ${kind}`;
        const row = rows.get(key) ?? {
          line,
          kind,
          machines: 0,
          without: noActivity(),
          withRules: noActivity(),
          longGapKwh: 0,
          savedKwh: 0,
        };
        rows.set(key, row);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        row.machines = seen.get(kind)!;
        if (side === 'withRules') row.savedKwh += savedKwh;
        else row.longGapKwh += longGapKwh;
        for (const activity of ACTIVITIES) row[side][activity] += byActivity[activity];
      }
    }
  };
  add(without, 'without');
  add(withRules, 'withRules');
  return [...rows.values()];
}

export function sumKwh(byActivity: ActivityKwh): number {
  return ACTIVITIES.reduce((sum, activity) => sum + byActivity[activity], 0);
}

/** Kinds below this share of the site's energy are told together. */
const SMALL_SHARE = 0.002;

/** Prints shares of all energy as today, %; what the rules left of each beside it. */
export function printWhere(rows: readonly WhereRow[], say: (text: string) => void): void {
  const allKwh = rows.reduce((sum, row) => sum + sumKwh(row.without), 0);
  const cell = (kwh: number) => ((100 * kwh) / allKwh).toFixed(2).padStart(7);
  const tell = (name: string, { without, withRules }: Pick<WhereRow, 'without' | 'withRules'>) =>
    say(
      `  ${name.padEnd(32)} ${cell(sumKwh(without))} >${cell(sumKwh(withRules))}   ` +
        ACTIVITIES.map((activity) => `${cell(without[activity])} >${cell(withRules[activity])}`).join('  '),
    );
  say('Where the energy goes, % of all energy as today, and > what is left with the rules:');
  say(
    `  ${''.padEnd(32)} ${'all'.padEnd(18)} ${ACTIVITIES.map((activity) => activity.padStart(16)).join('  ')}`,
  );
  const isSmall = (row: WhereRow) => sumKwh(row.without) < SMALL_SHARE * allKwh;
  for (const row of rows)
    if (!isSmall(row)) tell(`${row.line} ${row.kind}${row.machines > 1 ? ` x${row.machines}` : ''}`, row);
  tell('all others', sumRows(rows.filter(isSmall)));
  tell('all', sumRows(rows));
}

function sumRows(rows: readonly WhereRow[]): Pick<WhereRow, 'without' | 'withRules'> {
  const sum = { without: noActivity(), withRules: noActivity() };
  for (const row of rows)
    for (const activity of ACTIVITIES) {
      sum.without[activity] += row.without[activity];
      sum.withRules[activity] += row.withRules[activity];
    }
  return sum;
}
