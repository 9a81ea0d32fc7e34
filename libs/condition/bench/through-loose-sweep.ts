/**
 * Puts the bursts of the bearing bench through loose mounts, resonances of 1 to 3 kHz and Q of 3 to 15, and counts what is named for sure of a
 * bearing by its lines, firm and loose; prints wrong names:
 *
 *   node --conditions=@linetwin/source libs/condition/bench/through-loose-sweep.ts [first seed] [count]
 */
import { bearingOrders } from '@linetwin/signal';
import { diagnoseBearing } from '../src/index.ts';
import { benchCase } from '../src/testing/burst-bench.ts';
import { throughMount, type Mount } from '../src/testing/mount-bench.ts';
import { syntheticBurst } from '../src/testing/synthetic-bearing.ts';
import { mulberry32 } from '../src/testing/synthetic-shaft.ts';

/** Seeds of mounts lie beside those of the machines. */
const MOUNT_SEEDS = 5_000_011;

const first = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 300);
const table: Record<string, Record<string, number>> = {};
const wrong = { firm: 0, loose: 0 };
for (let seed = first; seed < first + count; seed++) {
  const { burst, bearing, state } = benchCase(seed);
  const random = mulberry32(seed + MOUNT_SEEDS);
  const mount: Mount = { hz: 1000 * 3 ** random(), q: 3 * 5 ** random(), viscous: random() < 0.5 };
  const row = (table[state] ??= {});
  const shaken = syntheticBurst(burst);
  for (const [how, samples] of [
    ['firm', shaken],
    ['loose', throughMount(shaken, burst.sampleRateHz, mount)],
  ] as const) {
    const { verdict, grade, pattern } = diagnoseBearing(
      { samples, sampleRateHz: burst.sampleRateHz, unit: 'm/s2', speedRpm: burst.speedRpm },
      { orders: bearingOrders(bearing), designation: bearing.designation, verified: bearing.verified },
    );
    const isNamed = grade === 'clear' && pattern === 'lines';
    const isWrong = isNamed && verdict !== state;
    if (isWrong) wrong[how]++;
    if (isWrong) console.log(`${how}: seed ${seed}, ${state} -> ${verdict}`, mount);
    const column = `${how}, ${isNamed ? (isWrong ? 'wrong' : 'right') : 'not named'}`;
    row[column] = (row[column] ?? 0) + 1;
  }
}
console.table(table);
console.log(JSON.stringify({ first, count, wrong }));
