import { MonitorRun, MONITOR_METHOD_VERSION, trainMonitor, type HealthMonitor } from '@linetwin/condition';
import { RecordingError } from '../../recordings/recordings.ts';
import { readTable, type TableSet } from '../../recordings/tables.ts';
import { layOut } from '../tables.ts';
import type { SetReport } from './set-report.ts';

/** Component conditions of a cycle, as the rig was set. */
interface Condition {
  cooler: number;
  valve: number;
  leak: number;
  accumulator: number;
}

interface Cycle extends Condition {
  /** Number of the load cycle in the whole recording. */
  number: number;
  /** One row a second. */
  rows: number[][];
}

/** Cycles in which one component alone is not as in the reference. */
interface Judged {
  name: string;
  cycles: number;
  called: number;
  /** Signals that were named first over all of these cycles, most often first. */
  named: string;
}

/** The first so many cycles of the reference are learned from; the others of that condition have to stay uncalled. */
const LEARNED_CYCLES = 60;
/** Table of the labels, by its name without ending. */
const PROFILE = 'profile';
const COMPONENTS = ['cooler', 'valve', 'leak', 'accumulator'] as const;

/**
 * The hydraulic rig by the machine monitor of the product with its default parameters, second by second as in SKAB. The reference is the
 * condition that the rig ran in for longest with cooler, valve and pump whole; a cycle is called when most of its seconds are unusual.
 * Judged are cycles in which one component alone differs from the reference, so that a call is a call of that one.
 */
export function judgeHydraulic(set: TableSet): SetReport {
  const { signals, cycles } = readCycles(set);
  const reference = referenceOf(cycles);
  const same = cycles.filter((cycle) => differing(cycle, reference).length === 0);
  const learned = same.slice(0, LEARNED_CYCLES);
  const monitor = trainMonitor({ signals, stretches: stretchesOf(learned) });
  const groups = Map.groupBy(
    cycles.filter((cycle) => differing(cycle, reference).length === 1),
    (cycle) => {
      const [component] = differing(cycle, reference);
      return `${component} ${cycle[component]}`;
    },
  );
  const healthy = judge('as the reference', same.slice(LEARNED_CYCLES), monitor, signals);
  const faulty = [...groups].sort().map(([name, own]) => judge(name, own, monitor, signals));
  return {
    text: [
      `reference: ${COMPONENTS.map((one) => `${one} ${reference[one]}`).join(', ')}; ${learned.length} cycles of 60 s learned`,
      'a cycle is called when more than half of its seconds are unusual',
      '',
      table([healthy, ...faulty]),
      '',
      'the reference is the longest steady condition there is, with a weak accumulator and marked as not settled yet; one cycle only',
      'has all components whole. Pressure, flow and motor power of the rig are not in this set.',
    ].join('\n'),
    figures: {
      records: cycles.length,
      learned: learned.length,
      healthy: { cycles: healthy.cycles, called: healthy.called },
      faulty: faulty.map(({ name, cycles: judged, called }) => ({ name, cycles: judged, called })),
      method: MONITOR_METHOD_VERSION,
    },
  };
}

function readCycles({ dir, records }: TableSet): { signals: string[]; cycles: Cycle[] } {
  const labels = records.find(({ file }) => nameOf(file) === PROFILE);
  if (!labels) throw new RecordingError(`${dir} has no table ${PROFILE}`);
  const profile = readTable(dir, labels.file);
  const conditions = {
    cooler: profile.numbers('cooler_pct'),
    valve: profile.numbers('valve_pct'),
    leak: profile.numbers('pump_leak'),
    accumulator: profile.numbers('accumulator_bar'),
  };
  const numbers = profile.numbers('cycle');
  const sensors = records.filter((record) => record !== labels);
  if (sensors.length === 0) throw new RecordingError(`${dir} has no table of a sensor`);
  const tables = sensors.map(({ file }) => {
    const found = readTable(dir, file);
    if (found.rows !== numbers.length)
      throw new RecordingError(`${file} has ${found.rows} cycles, the profile ${numbers.length}`);
    const seconds = found.names.filter((name) => /^s\d+$/.test(name));
    return seconds.map((second) => found.numbers(second));
  });
  const cycles = numbers.map((number, i) => ({
    number,
    cooler: conditions.cooler[i],
    valve: conditions.valve[i],
    leak: conditions.leak[i],
    accumulator: conditions.accumulator[i],
    rows: tables[0].map((_, second) => tables.map((of) => of[second][i])),
  }));
  return { signals: sensors.map(({ file }) => nameOf(file)), cycles };
}

function nameOf(file: string): string {
  return file.split('.')[0];
}

/** The condition of the most cycles with cooler, valve and pump whole. */
function referenceOf(cycles: readonly Cycle[]): Condition {
  const whole = cycles.filter(({ cooler, valve, leak }) => cooler === 100 && valve === 100 && leak === 0);
  const groups = Map.groupBy(whole, ({ accumulator }) => accumulator);
  const [longest] = [...groups.values()].sort((a, b) => b.length - a.length);
  if (!longest) throw new RecordingError('no cycle has cooler, valve and pump whole');
  return longest[0];
}

function differing(cycle: Condition, reference: Condition): (typeof COMPONENTS)[number][] {
  return COMPONENTS.filter((one) => cycle[one] !== reference[one]);
}

/** Cycles that follow on each other, as stretches without a gap. */
function stretchesOf(cycles: readonly Cycle[]): number[][][] {
  const stretches: number[][][] = [];
  let last = NaN;
  for (const { number, rows } of cycles) {
    if (number === last + 1) stretches.at(-1)!.push(...rows);
    else stretches.push([...rows]);
    last = number;
  }
  return stretches;
}

function judge(
  name: string,
  cycles: readonly Cycle[],
  monitor: HealthMonitor,
  signals: readonly string[],
): Judged {
  const run = new MonitorRun(monitor);
  const columns = monitor.signals.map((signal) => signals.indexOf(signal));
  const firsts = new Map<string, number>();
  let called = 0;
  let last = NaN;
  for (const { number, rows } of cycles) {
    if (number !== last + 1) run.reset();
    last = number;
    const unusual = rows.filter((row) => run.push(columns.map((c) => row[c]))?.unusual).length;
    if (unusual * 2 <= rows.length) continue;
    called++;
    const [first] = run.contributions();
    firsts.set(first.signal, (firsts.get(first.signal) ?? 0) + 1);
  }
  const named = [...firsts].sort((a, b) => b[1] - a[1]).map(([signal, count]) => `${signal} ${count}`);
  return { name, cycles: cycles.length, called, named: named.slice(0, 3).join(', ') };
}

function table(judged: readonly Judged[]): string {
  return layOut([
    ['condition', 'cycles', 'called', 'signal named first, cycles'],
    ...judged.map(({ name, cycles, called, named }) => [name, String(cycles), String(called), named]),
  ]);
}
