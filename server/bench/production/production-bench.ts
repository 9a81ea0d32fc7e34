import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { readPlantFolder } from '@linetwin/model/node';
import { checkProduction } from './check-production.ts';
import { compareMachines, trueOee } from './compare-production.ts';

const PLANT = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));

/** Simulates shifts and prints what the ledger of production makes of them beside what the machines really did. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      hours: { type: 'string', default: '8' },
      seed: { type: 'string', default: '7' },
      line: { type: 'string', multiple: true },
    },
  });
  const model = await readPlantFolder(PLANT);
  const hours = Number(values.hours);
  const seed = Number(values.seed);
  const figures = [];
  for (const line of values.line ?? model.lines.map(({ id }) => id)) {
    const checked = await checkProduction(model, { line, hours, seed });
    const machines = compareMachines(checked);
    const percent = (ratio: number | null) => (ratio === null ? '-' : `${(ratio * 100).toFixed(2)} %`);
    console.log(`\n${line}, ${hours} h, seed ${seed}`);
    console.log(
      'machine     A booked   A true   max error of a time element   good   scrap   stops   stop sum',
    );
    for (const one of machines)
      console.log(
        [
          one.machine.padEnd(10),
          percent(one.availability).padStart(9),
          percent(one.trueAvailability).padStart(9),
          `${one.timeErrorS.toFixed(1)} s`.padStart(20),
          signed(one.goodError).padStart(16),
          signed(one.scrapError).padStart(7),
          `${one.stops}/${one.trueStops}`.padStart(9),
          `${one.stopS.toFixed(0)}/${one.trueStopS.toFixed(0)} s`.padStart(16),
        ].join(' '),
      );
    const oee = checked.overview.indicators.oee;
    const real = trueOee(checked, model);
    console.log(`OEE booked ${percent(oee)}, true ${percent(real)}`);
    figures.push({
      line,
      machines: machines.length,
      oee,
      trueOee: real,
      maxTimeErrorS: Math.max(...machines.map(({ timeErrorS }) => timeErrorS)),
      partsWrong: machines.reduce((sum, one) => sum + Math.abs(one.goodError) + Math.abs(one.scrapError), 0),
      stops: machines.reduce((sum, one) => sum + one.stops, 0),
      trueStops: machines.reduce((sum, one) => sum + one.trueStops, 0),
      stopS: machines.reduce((sum, one) => sum + one.stopS, 0),
      trueStopS: machines.reduce((sum, one) => sum + one.trueStopS, 0),
    });
  }
  console.log(JSON.stringify({ bench: 'production', hours, seed, node: process.version, lines: figures }));
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : String(n);
}
