import type { MeasureId } from '@linetwin/energy';
import type { EnergyFigures } from './energy-report.ts';
import type { WeekResult } from './line-week.ts';
import type { Deed } from './plant-people.ts';

/** Advice for people of domain table 3.3: what it acts on, the realistic range, and what they do about it here. */
interface PeopleMeasure {
  measure: MeasureId;
  of: string;
  kinds: RegExp;
  low: number;
  high: number;
  /** What is done, when, and which end of the range it is. */
  does: string;
}

const PEOPLE_MEASURES: readonly PeopleMeasure[] = [
  {
    measure: 'coil-match',
    of: 'heater',
    kinds: /^induction-heater$/,
    low: 0.03,
    high: 0.09,
    does: 'insulated coil fitted at the next weekend: 9 % of the heat in the steel (S19), 5.9 % of the power, the middle',
  },
  {
    measure: 'air-leaks',
    of: 'air',
    kinds: /^compressor$/,
    low: 0.1,
    high: 0.2,
    does: 'one round in the early shift after the advice, three quarters sealed, down to 8 %, within the fair target of 5 to 10 % (S24): the low end',
  },
  {
    measure: 'furnace-consolidation',
    of: 'furnaces',
    kinds: /-furnace$/,
    low: 0.08,
    high: 0.15,
    does: 'charges put together where the queue before the furnace has room for it',
  },
];

export interface PeopleRow extends PeopleMeasure {
  /** Its object as a share of all energy as today. */
  objectShare: number;
  /** Saved of it once the advice was carried out, as the simulator knows, and in the week of the advice. */
  reached: number;
  reachedInWeek: number;
  heard: number;
  /** What the advice promised when it was first heard, against what it brought afterwards, kWh a day and line. */
  estimatedKwhPerDay: number;
  trueKwhPerDay: number;
  /** Days from the advice until it was carried out, in the mean; undefined where it was not. */
  delayDays?: number;
  noRoom?: Deed['noRoom'];
}

export function peopleTable(
  without: readonly WeekResult[],
  weeks: readonly WeekResult[],
  afterwards: readonly WeekResult[],
  daysOfWeek: number,
): PeopleRow[] {
  const allKwh = sum(without, ({ kwh }) => kwh);
  return PEOPLE_MEASURES.map((row) => {
    const { measure, kinds } = row;
    const of = (of: 'kwh' | 'upkeepSavedKwh') => (week: WeekResult) =>
      sum(week.machines, (machine) => (kinds.test(machine.kind) ? machine[of] : 0));
    const objectKwh = sum(without, of('kwh'));
    const savedKwh = sum(afterwards, of('upkeepSavedKwh'));
    const deeds = weeks.flatMap((week) => week.deeds.filter((deed) => deed.measure === measure));
    const done = deeds.flatMap(({ heardS, doneS }) =>
      heardS === undefined || doneS === undefined ? [] : [(doneS - heardS) / 86_400],
    );
    const days =
      afterwards.filter((week) => week.deeds.some((deed) => deed.measure === measure)).length * daysOfWeek;
    return {
      ...row,
      objectShare: objectKwh / allKwh,
      reached: savedKwh / objectKwh,
      reachedInWeek: sum(weeks, of('upkeepSavedKwh')) / objectKwh,
      heard: sum(deeds, ({ heard }) => heard),
      estimatedKwhPerDay: sum(deeds, (deed) => deed.estimatedKwhPerDay) / Math.max(1, deeds.length),
      trueKwhPerDay: days > 0 ? savedKwh / days : 0,
      delayDays: done.length > 0 ? sum(done, (x) => x) / done.length : undefined,
      noRoom: deeds.find(({ noRoom }) => noRoom)?.noRoom,
    };
  });
}

export function printPeople(
  figures: Record<'rules' | 'week' | 'afterwards', EnergyFigures>,
  rows: readonly PeopleRow[],
  say: (text: string) => void,
): void {
  const tell = (name: string, own: EnergyFigures) => {
    const { mean, lower, upper } = own.saving;
    say(
      `  ${name.padEnd(44)} ${percent(mean)} less (95 %: ${percent(lower)} to ${percent(upper)})  output ${percent(own.outputChange)} off, ` +
        `scrap ${percent(own.scrapChange)}, beyond limits of furnace and dew point ${own.furnaceLimitS}, ${own.dewPointLimitS} s more`,
    );
  };
  say('kWh per good part, what acts by itself and what people do on advice apart:');
  tell('rules automatic', figures.rules);
  tell('and people, in the week of the advice', figures.week);
  tell('and people, once it is carried out', figures.afterwards);
  say('What people do on advice, beside what is realistic (domain table 3.3):');
  for (const row of rows) tellRow(row, say);
}

function tellRow(row: PeopleRow, say: (text: string) => void): void {
  const { measure, of, does, objectShare, reached, reachedInWeek, low, high, heard, delayDays, noRoom } = row;
  const mark = reached < low ? '  below' : reached > high ? '  above' : '';
  say(
    `  ${measure.padEnd(24)} ${percent(reached)} of ${of} (${percent(reachedInWeek)} in the week of the advice), ` +
      `realistic ${percent(low)} to ${percent(high)}, ${percent(objectShare)} of all energy${mark}`,
  );
  say(`    ${does}`);
  const done = delayDays === undefined ? 'not carried out' : `carried out after ${delayDays.toFixed(1)} days`;
  say(
    `    advised ${heard} times, ${done}; estimated ${row.estimatedKwhPerDay.toFixed(0)} kWh a day, true ${row.trueKwhPerDay.toFixed(0)}`,
  );
  if (noRoom)
    say(
      `    no room at ${noRoom.equipment}: its queue is full after ${minutes(noRoom.queueS)} min, running empty and heating up takes ${minutes(noRoom.neededS)}`,
    );
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function sum<T>(of: readonly T[], value: (one: T) => number): number {
  return of.reduce((total, one) => total + value(one), 0);
}
