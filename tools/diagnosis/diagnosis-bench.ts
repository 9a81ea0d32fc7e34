import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { healthyRun } from './healthy-run.ts';
import { NOT_SCRIPTED } from '../../simulators/src/fault-scripts/coverage.ts';
import { BURST_FAULTS, LYING_SENSORS } from '../../simulators/src/fault-scripts/hidden-faults.ts';
import { runHidden } from './hidden-runs.ts';
import { byHandInWords, runPair, type Pair } from './run-pair.ts';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';
import { SCRIPTED_FAULTS } from '../../simulators/src/fault-scripts/scripted-faults.ts';
import { signatureInWords } from './signature.ts';
import { summarise } from './summary.ts';

const PLANT = fileURLToPath(new URL('../../plants/liaocheng', import.meta.url));
/** The first of the seeds; rules were tried with 1 to 9 and 101 to 105. */
const FIRST_SEED = 201;
const DEFAULT_SEEDS = 5;
const DEFAULT_HEALTHY_HOURS = 24;
/** Faults that no value shows by itself take hours each, and are run with so many of the seeds. */
const DEFAULT_HIDDEN_SEEDS = 2;

/** `npm run bench -- diagnosis [--seeds 5] [--only TEXT] [--healthy-hours 24] [--hidden-seeds 2] [--first-seed 201]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string' },
      only: { type: 'string' },
      'healthy-hours': { type: 'string' },
      'hidden-seeds': { type: 'string' },
      'first-seed': { type: 'string' },
    },
  });
  const count = Number(values.seeds ?? DEFAULT_SEEDS);
  const hours = Number(values['healthy-hours'] ?? DEFAULT_HEALTHY_HOURS);
  const first = Number(values['first-seed'] ?? FIRST_SEED);
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  const isWanted = ({ name, fault }: ScriptedFault) =>
    !values.only || `${name} ${fault}`.includes(values.only);
  const scripts = SCRIPTED_FAULTS.filter(isWanted);
  const hidden = [BURST_FAULTS, LYING_SENSORS].map((of) => of.filter(isWanted));
  const hiddenSeeds = Array.from(
    { length: Number(values['hidden-seeds'] ?? DEFAULT_HIDDEN_SEEDS) },
    (_, i) => first + i,
  );
  if (scripts.length + hidden.flat().length === 0)
    throw new Error(`No scripted fault has "${values.only}" in its name or kind.`);
  const index = new ModelIndex(await readPlantFolder(PLANT));
  const kinds = new Set([...scripts, ...hidden.flat()].map(({ fault }) => fault));
  console.log(
    `${scripts.length} faults that a value shows and ${hidden.flat().length} that none shows, of ${kinds.size} kinds; seeds ${seeds.join(' ')}, of the latter ${hiddenSeeds.join(' ')}; ${cpus()[0].model}, Node ${process.version}`,
  );
  if (!values.only)
    for (const [cause, why] of Object.entries(NOT_SCRIPTED)) console.log(`not among them: ${cause}: ${why}`);
  console.log(
    `\n${'fault'.padEnd(34)} strength growth        first top3  named after sign, s   by hand, s        instead`,
  );
  const pairs: Pair[] = [];
  // Without seeds only what no value shows is run.
  for (const script of seeds.length > 0 ? scripts : []) {
    const runs: Pair[] = [];
    for (const seed of seeds) runs.push(await runPair(index, script, seed));
    pairs.push(...runs);
    console.log(lineOf(runs));
    console.log(`  ${signatureInWords(index, script, runs)}`);
  }
  const healthy = seeds.slice(0, hours > 0 ? seeds.length : 0).map((seed) => healthyRun(index, seed, hours));
  const bursts = await runHidden(index, 'fault in bursts', hidden[0], hiddenSeeds);
  const sensors = await runHidden(index, 'sensor that lies in its range', hidden[1], hiddenSeeds);
  summarise({
    seeds,
    pairs,
    hiddenPairs: [...bursts.pairs, ...sensors.pairs],
    hidden: { bursts: bursts.figures, sensors: sensors.figures },
    healthy,
  });
}

function lineOf(runs: readonly Pair[]): string {
  const [{ product }] = runs;
  const { script } = product;
  const first = runs.filter(({ product: { rank } }) => rank === 1).length;
  const top = runs.filter(({ product: { rank } }) => rank !== null && rank <= 3).length;
  const after = runs.map(({ product: one }) =>
    one.namedS === null ? '-' : Math.max(0, one.namedS - (one.signS ?? one.namedS)),
  );
  const byHand = runs.map(byHandInWords);
  const instead = [...new Set(runs.flatMap(({ product: one }) => one.instead ?? []))].join('; ');
  return `${script.name.padEnd(34)} ${String(script.severity).padEnd(8)} ${`${script.growth} ${script.tauS} s`.padEnd(13)} ${first}/${runs.length}   ${top}/${runs.length}   ${after.join(' ').padEnd(21)} ${byHand.join(' ').padEnd(18)} ${instead}`;
}
