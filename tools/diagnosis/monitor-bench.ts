import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  MACHINE_MONITOR_PARAMETERS,
  monitoredSignals,
  settledStretches,
  trainMonitor,
  UnusualWatch,
  WorkingRows,
  type HealthMonitor,
  type UnusualWord,
  type WorkingRow,
} from '@linetwin/condition';
import { ModelIndex, QUALITY_BAD, type Equipment } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import type { Fault } from '@linetwin/model/scenario';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';
import { SCRIPTED_FAULTS } from '../../simulators/src/fault-scripts/scripted-faults.ts';
import { VirtualPlant } from './virtual-plant.ts';

const PLANT = fileURLToPath(new URL('../../plants/liaocheng', import.meta.url));
const FIRST_SEED = 401;
const HOURS_PER_MONTH = 730;

type Rows = Map<string, WorkingRow[]>;

/**
 * `npm run bench -- monitor [--train 24] [--watch 16] [--seeds 1] [--first 401] [--faults 20] [--minutes 40]`
 *
 * Trains the monitor of every machine on the first hours of a simulated line, then counts what it calls unusual in the hours
 * after (all of it is false), and what it calls of scripted faults that begin after the training in the same line.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      train: { type: 'string', default: '24' },
      watch: { type: 'string', default: '16' },
      seeds: { type: 'string', default: '1' },
      faults: { type: 'string', default: '20' },
      minutes: { type: 'string', default: '40' },
      first: { type: 'string', default: String(FIRST_SEED) },
    },
  });
  const index = new ModelIndex(await readPlantFolder(PLANT));
  const [train, watch, seeds] = [Number(values.train), Number(values.watch), Number(values.seeds)];
  const first = Number(values.first);
  console.log(`${cpus()[0].model}, Node ${process.version}; ${train} h of training, ${watch} h watched`);
  const falseOnes: string[] = [];
  let machineHours = 0;
  let trained = 0;
  let untrained = 0;
  const models = new Map<string, HealthMonitor>();
  for (let seed = first; seed < first + seeds; seed++) {
    for (const { id: line } of index.model.lines) {
      const rows = rowsOf(index, line, seed, [], 0, (train + watch) * 3600);
      const until = rows.begin + train * 3_600_000;
      for (const machine of index.equipmentOf(line)) {
        const all = rows.of.get(machine.address) ?? [];
        const model = monitorOf(
          index,
          machine,
          all.filter(({ at }) => at <= until),
        );
        if (typeof model === 'string') {
          untrained++;
          console.log(`${machine.id.padEnd(10)} not trained: ${model}`);
          continue;
        }
        trained++;
        if (seed === first) models.set(machine.address, model);
        machineHours += watch;
        const words = wordsOf(
          model,
          namesOf(index, machine),
          all.filter(({ at }) => at > until),
        );
        for (const word of words.filter(({ change }) => change === 'began'))
          falseOnes.push(
            `${machine.id} after ${((word.at - until) / 3_600_000).toFixed(1)} h: ${reasonOf(word)}`,
          );
      }
    }
  }
  const perMonth = (falseOnes.length / machineHours) * HOURS_PER_MONTH;
  console.log(
    `\nHealthy: ${falseOnes.length} unusual in ${machineHours} machine-hours, ${perMonth.toFixed(2)} per machine-month`,
  );
  for (const one of falseOnes) console.log(`  ${one}`);
  const found = detection(index, models, first, Number(values.faults), Number(values.minutes));
  const speed = scoringCost(models);
  console.log(
    JSON.stringify({
      bench: 'monitor',
      trainHours: train,
      watchHours: watch,
      seeds: Array.from({ length: seeds }, (_, i) => first + i),
      trained,
      untrained,
      falsePerMachineMonth: Number(perMonth.toFixed(3)),
      ...found,
      ...speed,
      node: process.version,
      machine: `${cpus().length} x ${cpus()[0].model}`,
    }),
  );
}

function monitorOf(
  index: ModelIndex,
  machine: Equipment,
  rows: readonly WorkingRow[],
): HealthMonitor | string {
  const signals = namesOf(index, machine);
  if (signals.length < 2) return 'fewer than two signals';
  try {
    return trainMonitor({ signals, stretches: settledStretches(rows) }, MACHINE_MONITOR_PARAMETERS);
  } catch (error) {
    return (error as Error).message;
  }
}

function namesOf(index: ModelIndex, machine: Equipment): string[] {
  return monitoredSignals(index.signalsOf(machine)).map(({ id }) => id);
}

function wordsOf(
  model: HealthMonitor,
  signals: readonly string[],
  rows: readonly WorkingRow[],
): UnusualWord[] {
  const watch = new UnusualWatch(model, signals);
  return rows.flatMap((row) => watch.push(row) ?? []);
}

function reasonOf({ contributions, q }: UnusualWord): string {
  const [first, second] = contributions;
  const part = ({ signal, share }: { signal: string; share: number }) =>
    `${signal} ${(100 * share).toFixed(0)} %`;
  return `Q ${q.toFixed(2)} of its limit, ${part(first)}${second ? `, ${part(second)}` : ''}`;
}

/** Rows of every machine of a line, simulated. */
function rowsOf(
  index: ModelIndex,
  line: string,
  seed: number,
  faults: readonly Fault[],
  fromS: number,
  toS: number,
): { begin: number; of: Rows } {
  const plant = new VirtualPlant(index, line, seed, faults);
  const of: Rows = new Map();
  const builders = new Map<number, { rows: WorkingRows; out: WorkingRow[] }>();
  for (const machine of index.equipmentOf(line)) {
    const state = index.signalWithRole(machine, 'state');
    const signals = monitoredSignals(index.signalsOf(machine));
    if (!state || signals.length === 0) continue;
    const builder = { rows: new WorkingRows(signals, state.index), out: [] as WorkingRow[] };
    of.set(machine.address, builder.out);
    for (const { index: signal } of index.signalsOf(machine)) builders.set(signal, builder);
  }
  const begin = plant.nowMs + fromS * 1000;
  while (plant.nowS < toS) {
    plant.step();
    const { values } = plant;
    for (let i = 0; i < values.length; i++) {
      if (values.quality[i] === QUALITY_BAD) continue;
      const builder = builders.get(values.signal[i]);
      const row = builder?.rows.put(values.signal[i], values.time[i], values.value[i]);
      if (row) builder!.out.push(row);
    }
  }
  return { begin, of };
}

/** Faults of the scripts that begin in a line which was healthy for an hour. */
function detection(
  index: ModelIndex,
  models: ReadonlyMap<string, HealthMonitor>,
  seed: number,
  count: number,
  minutes: number,
) {
  const every = Math.max(1, Math.floor(SCRIPTED_FAULTS.length / Math.max(1, count)));
  const scripts = SCRIPTED_FAULTS.filter((_, i) => i % every === 0).slice(0, count);
  let called = 0;
  const delays: number[] = [];
  console.log(`\nFaults (${scripts.length} of ${SCRIPTED_FAULTS.length} scripts, ${minutes} min each):`);
  for (const script of scripts) {
    const at = callOf(index, models, seed, script, minutes);
    if (at !== null) {
      called++;
      delays.push(at.minutes);
    }
    console.log(
      `${script.name.padEnd(36)} ${at === null ? 'not called' : `called at ${at.machine} after ${at.minutes.toFixed(0)} min: ${at.reason}`}`,
    );
  }
  delays.sort((a, b) => a - b);
  return { faults: scripts.length, called, medianMinutesToCall: delays[delays.length >> 1] ?? null };
}

function callOf(
  index: ModelIndex,
  models: ReadonlyMap<string, HealthMonitor>,
  seed: number,
  script: ScriptedFault,
  minutes: number,
): { machine: string; minutes: number; reason: string } | null {
  // After the machine has settled, and the watch has its first rows.
  const onsetS = 3600;
  const machine = index.equipmentOf(script.line).find(({ id }) => id === script.machine)!;
  const fault: Fault = {
    id: script.fault,
    equipment: machine.address,
    component: script.component,
    signal: script.signal,
    onsetS,
    endS: Infinity,
    severity: script.severity,
    growth: script.growth,
    tauS: script.tauS,
    maxSeverity: 4,
  };
  const rows = rowsOf(index, script.line, seed, [fault], 0, onsetS + minutes * 60);
  const model = models.get(machine.address);
  if (!model) return null;
  const onset = rows.begin + onsetS * 1000;
  const word = wordsOf(model, namesOf(index, machine), rows.of.get(machine.address) ?? []).find(
    ({ change, at }) => change === 'began' && at > onset,
  );
  if (!word) return null;
  return { machine: machine.id, minutes: (word.at - onset) / 60_000, reason: reasonOf(word) };
}

/** What judging costs a process that owns 60 machines: processor time a row, and memory of the watches. */
function scoringCost(models: ReadonlyMap<string, HealthMonitor>) {
  const MACHINES = 60;
  const ROWS = 400;
  const list = [...models.values()];
  globalThis.gc?.();
  const before = process.memoryUsage();
  const watches = Array.from({ length: MACHINES }, (_, i) => {
    const model = structuredClone(list[i % list.length]);
    return { model, watch: new UnusualWatch(model, model.signals) };
  });
  globalThis.gc?.();
  const after = process.memoryUsage();
  const start = process.cpuUsage();
  for (let row = 0; row < ROWS; row++)
    for (const { model, watch } of watches)
      watch.push({
        at: row,
        values: Float64Array.from(model.mean, (m, i) => m + model.standardDeviation[i] * Math.sin(row + i)),
      });
  const { user, system } = process.cpuUsage(start);
  const usPerRow = (user + system) / (MACHINES * ROWS);
  // A row a minute and machine.
  const cores = (usPerRow * MACHINES) / 60e6;
  const mb = (after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers) / 1e6;
  console.log(
    `\nLive scoring of ${MACHINES} machines: ${usPerRow.toFixed(0)} us a row, ${(100 * cores).toFixed(3)} % of a core, ${mb.toFixed(1)} MB`,
  );
  return {
    scoringUsPerRow: Math.round(usPerRow),
    scoringCores60: Number(cores.toFixed(6)),
    scoringMb60: Number(mb.toFixed(1)),
  };
}
