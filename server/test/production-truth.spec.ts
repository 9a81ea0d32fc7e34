import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PlantModel } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { checkProduction, type CheckedRun } from '../bench/production/check-production.ts';
import { compareMachines, trueOee } from '../bench/production/compare-production.ts';

/*
 * Twenty simulated minutes, read from its messages as the server reads them, against what the machines really did.
 */
const PLANT = fileURLToPath(new URL('../../plants/liaocheng/', import.meta.url));
const SEED = 20_260_105;
const HOURS = 1 / 3;
/** Looked at once a second, each change of state is seen up to a second late, now too early and now too late. */
const TIME_SHARE = 0.005;
/** Counters are first looked at when the second second is over; the fastest machine makes a part in 1.5 s. */
const UNSEEN_PARTS = 2;

describe.each(['bearing-1', 'weld-1'])(`twenty minutes of %s with seed ${SEED}`, (line) => {
  let model: PlantModel;
  let run: CheckedRun;
  beforeAll(async () => {
    model = await readPlantFolder(PLANT);
    run = await checkProduction(model, { line, hours: HOURS, seed: SEED });
  }, 60_000);

  test('has the OEE that the machines reached', () => {
    expect(run.overview.indicators.coverage).toBe(1);
    expect(run.overview.indicators.oee).toBeCloseTo(trueOee(run, model), 2);
  });

  test('has the time of every machine on the right element', () => {
    const wrong = compareMachines(run).filter(({ timeErrorS }) => timeErrorS > TIME_SHARE * HOURS * 3600);
    expect(wrong).toEqual([]);
  });

  test('has every part, but those that came out before the first look', () => {
    const isLost = (error: number) => error > 0 || error < -UNSEEN_PARTS;
    const wrong = compareMachines(run).filter(
      ({ goodError, scrapError }) => isLost(goodError) || isLost(scrapError),
    );
    expect(wrong).toEqual([]);
  });

  test('has every stop of ten seconds and more, with its length', () => {
    const machines = compareMachines(run);
    const sum = (of: (one: (typeof machines)[number]) => number) =>
      machines.reduce((all, one) => all + of(one), 0);
    const real = sum(({ trueStops }) => trueStops);
    expect(real).toBeGreaterThan(0);
    // A stop of nearly ten seconds may be seen as one of ten, and the other way round.
    expect(Math.abs(sum(({ stops }) => stops) - real)).toBeLessThanOrEqual(1);
    const realS = sum(({ trueStopS }) => trueStopS);
    expect(Math.abs(sum(({ stopS }) => stopS) / realS - 1)).toBeLessThan(0.03);
  });
});
