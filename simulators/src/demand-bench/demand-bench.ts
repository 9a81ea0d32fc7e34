import { parseArgs } from 'node:util';
import { DemandForecaster, LineForecast, stopOf, trackedMachines, type LineMinute } from '@linetwin/energy';
import type { PlantModel } from '@linetwin/model';
import { DEFAULT_PLANT, readPlant } from '../commands/plant.ts';
import { DEMAND_WAYS, PlantMinutes, type DemandWay } from './plant-minutes.ts';

/** Minutes into a quarter at which forecasts are judged. */
const JUDGED_AT = [0, 5, 10] as const;

interface DemandErrors {
  way: DemandWay;
  seed: number;
  /** Share of the error that nine of ten forecasts stayed below, by minutes into the quarter; and the same of the plain mean of four hours. */
  p90: Record<(typeof JUDGED_AT)[number], number>;
  plainP90: number;
  meanKw: number;
}

/**
 * How well the demand of a quarter of an hour is foretold at its begin and within it: both simulated lines with all the time work, with orders as
 * people run them, and with the energy rules. Two days are for learning and are not judged.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '5' },
      first: { type: 'string', default: '1' },
      days: { type: 'string', default: '5' },
      learn: { type: 'string', default: '2' },
      ways: { type: 'string', default: DEMAND_WAYS.join(',') },
    },
  });
  const [seeds, first, days, learn] = [values.seeds, values.first, values.days, values.learn].map(Number);
  const asked = values.ways.split(',');
  const ways = DEMAND_WAYS.filter((way) => asked.includes(way));
  const model = await readPlant(DEFAULT_PLANT);
  const results: DemandErrors[] = [];
  console.log('way      seed   mean kW   p90 at begin   after 5 min   after 10 min   mean of 4 h, at begin');
  for (const way of ways)
    for (let seed = first; seed < first + seeds; seed++) {
      const one = judge(model, { way, seed, days: days + learn, learn });
      results.push(one);
      console.log(
        [
          way.padEnd(8),
          String(seed).padStart(4),
          one.meanKw.toFixed(0).padStart(9),
          percent(one.p90[0]).padStart(14),
          percent(one.p90[5]).padStart(13),
          percent(one.p90[10]).padStart(14),
          percent(one.plainP90).padStart(23),
        ].join(' '),
      );
    }
  const byWay = ways.map((way) => {
    const own = results.filter((one) => one.way === way);
    const range = (of: (one: DemandErrors) => number) => ({
      least: round(Math.min(...own.map(of))),
      most: round(Math.max(...own.map(of))),
      mean: round(own.reduce((sum, one) => sum + of(one), 0) / own.length),
    });
    return [
      way,
      {
        atBegin: range(({ p90 }) => p90[0]),
        after5Min: range(({ p90 }) => p90[5]),
        after10Min: range(({ p90 }) => p90[10]),
        plainAtBegin: range(({ plainP90 }) => plainP90),
      },
    ];
  });
  console.log(
    JSON.stringify({
      bench: 'demand',
      seeds,
      firstSeed: first,
      days,
      learnDays: learn,
      errorP90: Object.fromEntries(byWay),
      node: process.version,
    }),
  );
}

function judge(
  model: PlantModel,
  { way, seed, days, learn }: { way: DemandWay; seed: number; days: number; learn: number },
): DemandErrors {
  const plant = new PlantMinutes({ model, seed, days, way });
  const tracked = model.lines.map((line) => trackedMachines(model, line));
  const forecasts = tracked.map(({ machines }) => new LineForecast(machines));
  const forecaster = new DemandForecaster([], forecasts);
  const plain = new DemandForecaster();
  const errors: Record<number, number[]> = { 0: [], 5: [], 10: [] };
  const plainErrors: number[] = [];
  let told: { at: number; kw: number }[] = [];
  let plainTold = NaN;
  let quarterKw = 0;
  let sumKw = 0;
  const minutes = days * 1440;
  for (let t = 0; t < minutes; t++) {
    const at = t % 15;
    const { time, machines, orders } = plant.next();
    const kw = machines.reduce((sum, one) => sum + one.kw, 0);
    // Told at the end of the minute before: of the quarter that begins now, or of the running one.
    const forecast = forecaster.forecast();
    if (forecast && JUDGED_AT.some((one) => one === at)) {
      told.push({ at, kw: at === 0 ? forecast.nextKw : forecast.runningKw });
      if (at === 0) plainTold = plain.forecast()!.nextKw;
    }
    plain.observe(time, kw);
    const lines = model.lines.map((line, l): LineMinute => {
      const own = tracked[l];
      const minuteOf = (id: string) => machines[plant.machines.findIndex(({ address }) => address === id)];
      const order = orders[l];
      return {
        time,
        kw: machines.reduce((sum, one, i) => (plant.machines[i].line === line.id ? sum + one.kw : sum), 0),
        machines: own.machines.map(({ id }) => {
          const { state, ...minute } = minuteOf(id);
          return { ...minute, stop: stopOf(state) };
        }),
        good: own.last.reduce((sum, id) => sum + minuteOf(id).good, 0),
        order: {
          isOpen: order.isOpen,
          nextStartMs: order.nextMs,
          ...(way !== 'always' && { leftParts: order.left }),
        },
      };
    });
    forecaster.observe(time, kw, () => lines.forEach((minute, l) => forecasts[l].observe(minute)));
    quarterKw += kw / 15;
    if (at === 14) {
      if (t >= learn * 1440) {
        for (const one of told) errors[one.at].push(Math.abs(one.kw - quarterKw) / quarterKw);
        plainErrors.push(Math.abs(plainTold - quarterKw) / quarterKw);
        sumKw += quarterKw;
      }
      told = [];
      quarterKw = 0;
    }
  }
  return {
    way,
    seed,
    p90: { 0: p90(errors[0]), 5: p90(errors[5]), 10: p90(errors[10]) },
    plainP90: p90(plainErrors),
    meanKw: sumKw / plainErrors.length,
  };
}

function p90(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(0.9 * values.length) - 1];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
