import { parseArgs } from 'node:util';
import { WELD_METHOD_VERSION } from '@linetwin/condition';
import { DEFAULT_PLANT, readPlant } from '../commands/plant.ts';
import { WELD_FAULTS } from './weld-faults.ts';
import { markFault, markHealthy, type SeamMarks } from './weld-runs.ts';

/** Seeds below this one were looked at while the verdict was made. */
const FIRST_FRESH_SEED = 2001;

/**
 * Verdicts of simulated seams against what was put into them, by kind, over fresh seeds. Prints a table, and one JSON object
 * as its last line.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '5' },
      first: { type: 'string', default: String(FIRST_FRESH_SEED) },
      minutes: { type: 'string', default: '20' },
      'healthy-hours': { type: 'string', default: '8' },
      only: { type: 'string' },
    },
  });
  const [seeds, first, minutes, hours] = [
    values.seeds,
    values.first,
    values.minutes,
    values['healthy-hours'],
  ].map(Number);
  const model = await readPlant(DEFAULT_PLANT);
  const seedList = Array.from({ length: seeds }, (_, i) => first + i);
  console.log(
    `Seams of the simulated welding line, seeds ${seedList.join(', ')}, method ${WELD_METHOD_VERSION}`,
  );
  console.log(row('fault', 'right', 'missed', 'wrong', 'not judgeable', 'place overlap'));
  const kinds: Record<string, { right: number; seams: number }> = {};
  const all: SeamMarks[] = [];
  for (const weld of WELD_FAULTS.filter(({ name }) => !values.only || name.includes(values.only))) {
    const marks = together(seedList.map((seed) => markFault(model, weld, seed, minutes)));
    all.push(marks);
    const kind = (kinds[weld.kind] ??= { right: 0, seams: 0 });
    kind.right += marks.right;
    kind.seams += seamsOf(marks);
    print(weld.name, marks);
  }
  const healthy = together(seedList.map((seed) => markHealthy(model, seed, hours * 60)));
  print('healthy running', healthy);
  const sum = together(all);
  const ms = [...sum.ms, ...healthy.ms].sort((a, b) => a - b);
  const at = (share: number) => ms[Math.min(ms.length - 1, Math.floor(share * ms.length))];
  console.log(`One verdict: median ${at(0.5).toFixed(2)} ms, 95 % ${at(0.95).toFixed(2)} ms`);
  console.log(
    JSON.stringify({
      bench: 'welds',
      seeds: seedList,
      method: WELD_METHOD_VERSION,
      node: process.version,
      seams: seamsOf(sum),
      right: sum.right,
      missed: sum.missed,
      wrong: sum.wrong,
      notJudgeable: sum.notJudgeable,
      kinds,
      placeOverlap: mean(sum.overlaps),
      healthy: {
        seams: seamsOf(healthy),
        called: healthy.wrong,
        notJudgeable: healthy.notJudgeable,
      },
      medianMs: Number(at(0.5).toFixed(3)),
      p95Ms: Number(at(0.95).toFixed(3)),
    }),
  );
}

function together(parts: readonly SeamMarks[]): SeamMarks {
  const sum = (of: (one: SeamMarks) => number) => parts.reduce((total, one) => total + of(one), 0);
  return {
    right: sum((one) => one.right),
    missed: sum((one) => one.missed),
    wrong: sum((one) => one.wrong),
    notJudgeable: sum((one) => one.notJudgeable),
    overlaps: parts.flatMap((one) => one.overlaps),
    ms: parts.flatMap((one) => one.ms),
  };
}

function seamsOf({ right, missed, wrong, notJudgeable }: SeamMarks): number {
  return right + missed + wrong + notJudgeable;
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Number((values.reduce((a, b) => a + b, 0) / values.length).toFixed(3));
}

function print(name: string, marks: SeamMarks): void {
  const { right, missed, wrong, notJudgeable, overlaps } = marks;
  console.log(row(name, right, missed, wrong, notJudgeable, mean(overlaps) ?? '-'));
}

function row(name: string, ...cells: (string | number)[]): string {
  return name.padEnd(34) + cells.map((cell) => String(cell).padStart(14)).join('');
}
