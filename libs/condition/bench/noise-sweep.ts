/**
 * How far down in noise the parts of a bearing are told apart, from one burst of a machine and from several in a row: bursts of 4 s,
 * the vibration of the impacts weaker than white noise by 0 to 10 dB. Every burst has noise, phase and slip of its own, 1 to 2 % to
 * either side. Prints a confusion table for each level and number of bursts, and the macro-F1 over healthy and the three parts,
 * abstentions counted as misses: of one burst alone, and as the product judges, with what the bursts before it showed. Then at which gates single
 * bursts are lost, how often a healthy machine was called and how often a part was named wrongly, over all bursts.
 *
 *   npm run bench -- diagnosis-noise [--machines 20] [--seed 700001] [--below 0,5,10] [--baseline]
 *
 * `--below` is dB of the impacts below the noise. Each class has as many machines at each level. With --baseline, each machine has its healthy baseline from 20 bursts before.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bearingOrders } from '@linetwin/signal';
import { BEARING_METHOD_VERSION, diagnoseOverBursts, healthyBaseline, namedBearing } from '../src/index.ts';
import type { BearingDiagnosis, BearingSeries, HealthyBaseline } from '../src/index.ts';
import { burstAtLevel, slipOf } from '../src/testing/hidden-fault.ts';

const CLASSES = ['healthy', 'outer-race', 'inner-race', 'rolling-element'] as const;
type Truth = (typeof CLASSES)[number];
const SPEEDS_RPM = [900, 1480, 1780, 2960];
const AFTER_BURSTS = [1, 4, 8, 16];
const LONGEST = 16;
const BASELINE_BURSTS = 20;
/** Seeds of one machine's bursts, and of one class's machines, lie this far apart. */
const MACHINE_SEEDS = 100;
const CLASS_SEEDS = 100_000;
const SAMPLE_RATE_HZ = 25_600;

const orders = bearingOrders(namedBearing('6205-2RS JEM SKF')!);
const bearing = { orders, verified: true };

/** `lostAt`: reason of an abstention, and what each view had against the strongest fault in it. */
type Said = { verdict: string; grade: string; lostAt: string };

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      machines: { type: 'string', default: '20' },
      seed: { type: 'string', default: '700001' },
      below: { type: 'string', default: '0,5,10' },
      baseline: { type: 'boolean', default: false },
    },
  });
  const machines = Number(values.machines);
  const seed = Number(values.seed);
  const levels = values.below.split(',').map((db) => 0 - Number(db));
  if (!(machines >= 1) || !Number.isFinite(seed) || levels.some((level) => !Number.isFinite(level)))
    throw new RangeError('--machines, --seed and --below must be numbers');
  const each = Array.from({ length: machines }, (_, machine) => machine);
  const wordsOf = (truth: Truth, machine: number, levelDb: number) =>
    diagnoseMachine(
      seed + CLASS_SEEDS * CLASSES.indexOf(truth) + MACHINE_SEEDS * machine,
      truth,
      levelDb,
      SPEEDS_RPM[machine % SPEEDS_RPM.length],
      values.baseline,
    );
  // A healthy machine has no impacts whose level could differ.
  const healthy = each.map((machine) => wordsOf('healthy', machine, 0));
  const macroF1: Record<string, Record<number, number>> = {};
  const wrong = { clear: 0, probable: 0 };
  for (const levelDb of levels) {
    const words = Object.fromEntries(
      CLASSES.map((truth) => [
        truth,
        truth === 'healthy' ? healthy : each.map((machine) => wordsOf(truth, machine, levelDb)),
      ]),
    ) as Record<Truth, Said[][]>;
    for (const truth of CLASSES.slice(1))
      for (const { verdict, grade } of words[truth].flat())
        if (grade !== 'none' && verdict !== truth) wrong[grade as 'clear' | 'probable']++;
    for (const truth of CLASSES.slice(1)) printLost(truth, levelDb, words[truth]);
    macroF1[`${levelDb} dB`] = {};
    for (const bursts of AFTER_BURSTS) {
      const table = confusion(words, bursts);
      macroF1[`${levelDb} dB`][bursts] = macroF1Of(table, machines);
      console.log(
        `impacts over noise ${levelDb} dB, after ${bursts} bursts: what was named (rows: what was there)`,
      );
      console.table(table);
    }
  }
  console.log('macro-F1 over healthy and the three parts, by level and number of bursts');
  console.table(macroF1);
  for (const [level, after] of Object.entries(macroF1))
    console.log(
      `${level}: one burst alone ${after[1]}, as the product judges after ${LONGEST} bursts ${after[LONGEST]}`,
    );
  console.log(
    JSON.stringify({
      bench: 'diagnosis-noise',
      macroF1,
      healthyBursts: machines * LONGEST,
      healthyCalled: healthy.flat().filter(({ grade }) => grade !== 'none').length,
      faultyBursts: 3 * machines * LONGEST * levels.length,
      wrongClear: wrong.clear,
      wrongProbable: wrong.probable,
      baseline: values.baseline,
      machines,
      seed,
      method: BEARING_METHOD_VERSION,
      node: process.version,
      machine: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    }),
  );
}

/** What was said after each of a machine's bursts. */
function diagnoseMachine(
  seed: number,
  truth: Truth,
  levelDb: number,
  speedRpm: number,
  withBaseline: boolean,
): Said[] {
  const baseline = withBaseline ? baselineOf(seed + LONGEST, speedRpm) : null;
  let series: readonly BearingSeries[] = [];
  return Array.from({ length: LONGEST }, (_, i) => {
    const samples = draw(seed + i, truth, levelDb, speedRpm);
    const found = diagnose(samples, speedRpm, baseline, series);
    // As they are kept between two bursts.
    series = JSON.parse(JSON.stringify(found.series)) as BearingSeries[];
    const { verdict, grade, reason, views } = found.diagnosis;
    const against = views.map(({ kind, vote, objection }) => `${kind} ${vote ? 'votes' : objection}`);
    return { verdict, grade, lostAt: `${reason ?? verdict}: ${against.join(', ')}` };
  });
}

/** Where the first bursts of machines with a fault were lost. */
function printLost(truth: Truth, levelDb: number, words: readonly Said[][]): void {
  const lost = new Map<string, number[]>();
  words.forEach(([{ verdict, lostAt }], machine) => {
    if (verdict === truth) return;
    const speeds = lost.get(lostAt) ?? [];
    lost.set(lostAt, [...speeds, SPEEDS_RPM[machine % SPEEDS_RPM.length]]);
  });
  for (const [at, speeds] of lost)
    console.log(
      `${levelDb} dB, one burst, ${truth} lost ${speeds.length} times (r/min ${speeds.join(' ')}) at ${at}`,
    );
}

function baselineOf(seed: number, speedRpm: number): HealthyBaseline | null {
  const words: BearingDiagnosis[] = Array.from(
    { length: BASELINE_BURSTS },
    (_, i) => diagnose(draw(seed + i, 'healthy', 0, speedRpm), speedRpm, null, []).diagnosis,
  );
  return healthyBaseline(words);
}

function diagnose(
  samples: Float64Array,
  speedRpm: number,
  baseline: HealthyBaseline | null,
  series: readonly BearingSeries[],
) {
  return diagnoseOverBursts({ samples, sampleRateHz: SAMPLE_RATE_HZ, unit: null, speedRpm }, bearing, {
    baseline,
    series,
    circumstance: '',
  });
}

/** A burst whose impacts are `levelDb` above its noise in power. */
function draw(seed: number, truth: Truth, levelDb: number, speedRpm: number): Float64Array {
  const fault = truth === 'healthy' ? null : truth;
  return burstAtLevel(
    {
      sampleRateHz: SAMPLE_RATE_HZ,
      durationS: 4,
      speedRpm,
      orders,
      seed,
      slip: slipOf(seed),
      jitter: 0.01,
      shaftLines: [0.1, 0.05],
      fault,
    },
    levelDb,
  );
}

/** How often each word was said of each class after a number of bursts. */
function confusion(words: Record<Truth, Said[][]>, bursts: number): Record<Truth, Record<string, number>> {
  const rows = CLASSES.map((truth) => {
    const row: Record<string, number> = {};
    for (const said of words[truth]) {
      const { verdict } = said[bursts - 1];
      row[verdict] = (row[verdict] ?? 0) + 1;
    }
    return [truth, row];
  });
  return Object.fromEntries(rows) as Record<Truth, Record<string, number>>;
}

function macroF1Of(table: Record<Truth, Record<string, number>>, perClass: number): number {
  const f1 = CLASSES.map((name) => {
    const right = table[name][name] ?? 0;
    const said = CLASSES.reduce((sum, truth) => sum + (table[truth][name] ?? 0), 0);
    return (2 * right) / (perClass + said);
  });
  return Number((f1.reduce((a, b) => a + b, 0) / f1.length).toFixed(3));
}
