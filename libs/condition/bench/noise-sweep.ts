/**
 * How far down in noise the parts of a bearing are told apart: bursts of 4 s with 1 to 2 % slip, the vibration of the
 * impacts weaker than white noise by 0 to 10 dB, seeds apart from those the rules were made on. Prints a confusion table
 * and the macro-F1 over healthy and the three parts, abstentions counted as misses.
 *
 *   node --conditions=@linetwin/source libs/condition/bench/noise-sweep.ts [first seed] [bursts per class and level]
 */
import { cpus } from 'node:os';
import { bearingOrders } from '@linetwin/signal';
import { diagnoseBearing, namedBearing } from '../src/index.ts';
import { syntheticBurst } from '../src/testing/synthetic-bearing.ts';
import type { SyntheticBurst } from '../src/testing/synthetic-bearing.ts';

const RATIOS_DB = [0, -5, -10];
const CLASSES = ['healthy', 'outer-race', 'inner-race', 'rolling-element'] as const;
const SPEEDS_RPM = [900, 1480, 1780, 2960];

const firstSeed = Number(process.argv[2] ?? 700_001);
const perClass = Number(process.argv[3] ?? 20);
const orders = bearingOrders(namedBearing('6205-2RS JEM SKF')!);

/** A burst whose impacts are `ratioDb` above its noise in power. */
function draw(
  seed: number,
  truth: (typeof CLASSES)[number],
  ratioDb: number,
): SyntheticBurst & { samples: Float64Array } {
  const slip = (seed % 2 === 0 ? 1 : -1) * (0.01 + (0.01 * (seed % 11)) / 10);
  const common = {
    sampleRateHz: 25_600,
    durationS: 4,
    speedRpm: SPEEDS_RPM[seed % SPEEDS_RPM.length],
    orders,
    seed,
    slip,
    jitter: 0.01,
    shaftLines: [0.1, 0.05],
  };
  if (truth === 'healthy') {
    const burst = { ...common, noise: 1 };
    return { ...burst, samples: syntheticBurst(burst) };
  }
  const alone = { ...common, noise: 0, shaftLines: [], fault: truth, severity: 1 };
  const impacts = syntheticBurst(alone);
  const power = impacts.reduce((sum, v) => sum + v * v, 0) / impacts.length;
  const burst = {
    ...alone,
    shaftLines: common.shaftLines,
    noise: 1,
    severity: Math.sqrt(10 ** (ratioDb / 10) / power),
  };
  return { ...burst, samples: syntheticBurst(burst) };
}

const macroF1: Record<string, number> = {};
let wrongClear = 0;
for (const ratioDb of RATIOS_DB) {
  const table = Object.fromEntries(CLASSES.map((truth) => [truth, {} as Record<string, number>]));
  for (const [c, truth] of CLASSES.entries()) {
    for (let i = 0; i < perClass; i++) {
      const { samples, sampleRateHz, speedRpm } = draw(firstSeed + 1000 * c + i, truth, ratioDb);
      const { verdict, grade } = diagnoseBearing(
        { samples, sampleRateHz, unit: null, speedRpm },
        { orders, verified: true },
      );
      table[truth][verdict] = (table[truth][verdict] ?? 0) + 1;
      if (grade === 'clear' && verdict !== truth) wrongClear++;
    }
  }
  const f1 = CLASSES.map((name) => {
    const right = table[name][name] ?? 0;
    const said = CLASSES.reduce((sum, truth) => sum + (table[truth][name] ?? 0), 0);
    return (2 * right) / (perClass + said);
  });
  macroF1[`${ratioDb} dB`] = f1.reduce((a, b) => a + b, 0) / f1.length;
  console.log(`impacts over noise ${ratioDb} dB`);
  console.table(table);
}
console.log(
  JSON.stringify({
    bench: 'bearing-noise',
    macroF1,
    wrongClear,
    firstSeed,
    perClass,
    node: process.version,
    machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  }),
);
