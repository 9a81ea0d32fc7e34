import type { MeasureId } from '@linetwin/energy';
import type { EnergyFigures } from './energy-report.ts';
import { sumKwh, type WhereRow } from './where-table.ts';

/** A measure of domain table 3.3: the share of its object that is realistic to save, and what that object is. */
interface Realistic {
  measure: MeasureId;
  /** Told together with it, as one row of the table. */
  also?: MeasureId;
  of: string;
  low: number;
  high: number;
  /** Energy of a kind, as today, that the measure can act on, kWh. */
  objectKwh: (row: WhereRow) => number;
  /** Takes what another measure saves of the same object first, and acts on what that leaves. */
  after?: MeasureId;
  /** Only people can do it: the rules say so, and nothing of it is in what they save by themselves. */
  byPeople?: true;
}

export interface ReachRow {
  measure: string;
  also?: string;
  of: string;
  byPeople: boolean;
  /** Its object, as a share of all energy. */
  objectShare: number;
  /** Reached of its object, and the realistic range. */
  reached: number;
  low: number;
  high: number;
}

const FURNACES = /-furnace$/;
const PUMPS = /^(coolant-plant|cooling-water)$/;
const LASERS = /^(fibre-laser|ring-spot-source)$/;
const CELL = /^(laser-robot|weld-|seam-tracker|positioner|shield-gas|fume-|chiller|fibre-|ring-spot)/;
const NO_MACHINE = /^(main-meter|compressor)$/;
const HEATER = /^induction-heater$/;

const whole = (kinds: RegExp) => (row: WhereRow) => (kinds.test(row.kind) ? sumKwh(row.without) : 0);
const machines = (row: WhereRow) =>
  [FURNACES, PUMPS, LASERS, NO_MACHINE, HEATER].some((kinds) => kinds.test(row.kind))
    ? 0
    : sumKwh(row.without);
/** Coolant and air rest with the machines that they serve. */
const machinesAndServed = (row: WhereRow) => machines(row) + whole(/^(coolant-plant|compressor)$/)(row);

const REALISTIC: readonly Realistic[] = [
  { measure: 'idle-shutdown', of: 'machines', low: 0.03, high: 0.08, objectKwh: machines },
  {
    measure: 'deep-standby',
    of: 'machines, coolant, air',
    low: 0.05,
    high: 0.1,
    objectKwh: machinesAndServed,
  },
  { measure: 'induction-hold', of: 'heater', low: 0.03, high: 0.06, objectKwh: whole(HEATER) },
  {
    measure: 'holding-setback',
    of: 'holding empty for 1 h and more',
    low: 0.15,
    high: 0.25,
    objectKwh: ({ longGapKwh }) => longGapKwh,
  },
  { measure: 'air-sequencing', of: 'air', low: 0.1, high: 0.2, objectKwh: whole(/^compressor$/) },
  // 7 % per 0.1 MPa: from one step of 0.02 MPa to all that is above the least of a user.
  { measure: 'air-pressure', of: 'air', low: 0.014, high: 0.07, objectKwh: whole(/^compressor$/) },
  { measure: 'pump-speed', of: 'pumps', low: 0.2, high: 0.4, objectKwh: whole(PUMPS) },
  { measure: 'laser-standby', of: 'laser cells', low: 0.02, high: 0.04, objectKwh: whole(CELL) },
  {
    measure: 'chiller-set-point',
    also: 'free-cooling',
    of: 'chillers',
    low: 0.05,
    high: 0.1,
    objectKwh: whole(/^chiller$/),
  },
  { measure: 'fume-on-demand', of: 'fans', low: 0.4, high: 0.6, objectKwh: whole(/^fume-extraction$/) },
  {
    measure: 'fan-speed',
    of: 'fans, slow without beam',
    low: 0.2,
    high: 0.4,
    objectKwh: whole(/^fume-extraction$/),
    after: 'fume-on-demand',
  },
  {
    measure: 'furnace-consolidation',
    of: 'furnaces',
    low: 0.08,
    high: 0.15,
    objectKwh: whole(FURNACES),
    byPeople: true,
  },
  {
    measure: 'coil-match',
    of: 'heater',
    low: 0.03,
    high: 0.09,
    objectKwh: whole(HEATER),
    byPeople: true,
  },
  {
    measure: 'air-leaks',
    of: 'air',
    low: 0.1,
    high: 0.2,
    objectKwh: whole(/^compressor$/),
    byPeople: true,
  },
];

/** What each measure reaches of its object beside what is realistic, from the truth of the bench. */
export function reachTable(rows: readonly WhereRow[], figures: EnergyFigures): ReachRow[] {
  const allKwh = rows.reduce((sum, row) => sum + sumKwh(row.without), 0);
  const savedBy = (measure: string) => figures.byMeasure.find((own) => own.measure === measure)?.trueKwh ?? 0;
  // All rests of the heater are its hold and off; other machines' standby is told without them.
  const heaterKwh = rows.reduce((sum, row) => sum + (HEATER.test(row.kind) ? row.savedKwh : 0), 0);
  const savedKwh = (measure: string) => {
    if (measure === 'induction-hold') return heaterKwh;
    if (measure === 'deep-standby') return savedBy(measure) + savedBy('induction-hold') - heaterKwh;
    return savedBy(measure);
  };
  return REALISTIC.map(({ measure, also, of, low, high, objectKwh, after, byPeople = false }) => {
    const kwh = rows.reduce((sum, row) => sum + objectKwh(row), 0) - (after ? savedBy(after) : 0);
    const saved = savedKwh(measure) + (also ? savedBy(also) : 0);
    const reached = byPeople || kwh === 0 ? 0 : saved / kwh;
    return { measure, also, of, byPeople, objectShare: kwh / allKwh, reached, low, high };
  });
}

/** What the plant would save at the low and the high end of every range, as a share of all energy. */
export function ceilingOf(rows: readonly ReachRow[]): { low: number; high: number } {
  const sum = (end: 'low' | 'high') => rows.reduce((total, row) => total + row.objectShare * row[end], 0);
  return { low: sum('low'), high: sum('high') };
}

export function printReach(rows: readonly ReachRow[], say: (text: string) => void): void {
  const percent = (share: number) => (100 * share).toFixed(1);
  say('What each measure reaches of what it acts on, beside what is realistic (domain table 3.3):');
  for (const row of rows) {
    const { measure, also, of, byPeople, objectShare, reached, low, high } = row;
    const name = also ? `${measure}, ${also}` : measure;
    const said = byPeople ? 'by people' : `${percent(reached)} %`;
    const mark = byPeople ? '' : reached < low ? '  below' : reached > high ? '  above' : '';
    say(
      `  ${name.padEnd(32)} ${said.padStart(10)} of ${of.padEnd(32)} ${percent(low)} to ${percent(high)} %` +
        `  (${percent(objectShare)} % of all energy: ${(100 * objectShare * low).toFixed(2)} to ${(100 * objectShare * high).toFixed(2)} %)${mark}`,
    );
  }
  const own = ceilingOf(rows.filter(({ byPeople }) => !byPeople));
  const people = ceilingOf(rows.filter(({ byPeople }) => byPeople));
  say(
    `  ends of the ranges together: ${percent(own.low)} to ${percent(own.high)} % by the rules alone, ` +
      `${percent(people.low)} to ${percent(people.high)} % more by people`,
  );
}
