import { writeFileSync } from 'node:fs';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import type { PlantModel } from '@linetwin/model';
import { groundTruth } from '../faults/ground-truth.ts';
import type { Fault, SettingChange } from '@linetwin/model/scenario';
import { LinePublisher } from '../line/line-publisher.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { runInRealTime } from '../line/real-time-run.ts';
import { runToFile, TO_STDOUT, type BurstFiles } from '../publish/file-run.ts';
import { MqttPublisher } from '../publish/mqtt-publisher.ts';
import { findScenario } from '../scenarios/shipped.ts';
import { readScenario } from '../scenarios/scenario.ts';
import { parseDurationS } from './durations.ts';
import { DEFAULT_PLANT, findLine, readPlant } from './plant.ts';
import { say, stopSignal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { SourceClock } from '../equipment/source-clock.ts';
import { brokerLogin } from './broker-login.ts';

interface RunOptions {
  line?: string[];
  seed: string;
  speed?: string;
  mqtt: string;
  scenario?: string;
  duration?: string;
  cycle?: string;
  bursts: boolean;
  burstFiles?: string;
  burstBytes?: string;
  out?: string;
  truth?: string;
  productionTruth?: string;
  start?: string;
  plant: string;
}

/** A run, checked. */
interface Run {
  model: PlantModel;
  lines: string[];
  seed: number;
  faults: Fault[];
  settings: SettingChange[];
  startMs: number;
  /** No start was asked for: source times follow the clock on the wall. */
  startIsNow: boolean;
  tickMs: number;
  durationMs: number;
}

export const DEFAULT_MQTT = 'mqtt://127.0.0.1:1883';
/** A run to a file starts at a fixed time, so that the same seed gives the same bytes. */
const FILE_START = '2026-01-05T00:00:00+08:00';
const FILE_DURATION = '24h';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('simulate lines and publish what their machines say')
    .option('--line <id...>', 'lines to simulate (default: all lines of the plant)')
    .option('--seed <n>', 'same seed, same run', '7')
    .option('--speed <factor>', 'simulated seconds per second (default: 1; to a file as fast as it goes)')
    .option('--mqtt <url>', 'broker to publish to with QoS 1', DEFAULT_MQTT)
    .option('--scenario <file>', 'YAML file of faults, or the name of a shipped scenario')
    .option(
      '--duration <time>',
      `simulated time to run, such as 24h (default: for ever; to a file ${FILE_DURATION})`,
    )
    .option('--cycle <time>', 'shortest publish period (default: 200ms; to a file 1s)')
    .option('--no-bursts', 'no vibration bursts')
    .option('--burst-files <prefix>', 'with --out: bursts go to PREFIX.<line>.bursts (default: the file)')
    .option('--burst-bytes <n>', 'with --out: at most so many bytes of bursts, spread evenly over the run')
    .option('--out <file>', 'write to a file (.ndjson), or with - to standard output, instead of a broker')
    .option('--truth <file>', 'write the true faults over time to a file of their own')
    .option(
      '--production-truth <file>',
      'with --out: write what each machine really did (seconds by state, parts, stops) to a file of its own',
    )
    .option('--start <iso>', `simulated time at the start (default: now; to a file ${FILE_START})`)
    .option('--plant <folder>', 'plant folder', DEFAULT_PLANT)
    .action(async (options: RunOptions) => {
      const run = await checkOptions(options);
      if (options.truth) writeTruth(options.truth, run);
      if (options.productionTruth && !options.out)
        throw new UsageError(
          '--production-truth goes with --out: a run that lasts has no end to tell it at.',
        );
      if (options.out) await toFile(run, options.out, burstFiles(options), options.productionTruth);
      else await toBroker(run, options.mqtt, positive('speed', options.speed ?? '1'), options.bursts);
    });
}

async function checkOptions(options: RunOptions): Promise<Run> {
  const toFile = options.out !== undefined;
  if (options.out === TO_STDOUT && options.bursts && options.burstFiles === undefined)
    throw new UsageError('Bursts need files of their own: give a file, --burst-files, or --no-bursts.');
  if (options.out && options.out !== TO_STDOUT && !options.out.endsWith('.ndjson'))
    throw new UsageError(`The file "${options.out}" should end in .ndjson, the only format written.`);
  if (options.speed !== undefined) positive('speed', options.speed);
  if (options.burstBytes !== undefined) positive('number of bytes', options.burstBytes);
  const seed = Number(options.seed);
  if (!Number.isInteger(seed)) throw new UsageError(`The seed "${options.seed}" is not a whole number.`);
  const start = options.start ?? (toFile ? FILE_START : undefined);
  const startMs = start ? Date.parse(start) : Date.now();
  if (Number.isNaN(startMs))
    throw new UsageError(`The start "${start}" is no time; write for example 2026-01-05T08:00:00+08:00.`);
  const tickMs = Math.round(1000 * parseDurationS(options.cycle ?? (toFile ? '1s' : '200ms'), 'cycle'));
  if (tickMs < 10 || tickMs > 60_000)
    throw new UsageError(`The cycle "${options.cycle}" is not between 10ms and 60s.`);
  const model = await readPlant(options.plant);
  const lines = [...new Set(options.line ?? model.lines.map((line) => line.id))];
  for (const line of lines) findLine(model, line);
  const scenario = options.scenario ? readScenario(findScenario(options.scenario), model) : undefined;
  const duration = options.duration ?? (toFile ? FILE_DURATION : undefined);
  return {
    model,
    lines,
    seed,
    faults: scenario?.faults ?? [],
    settings: scenario?.settings ?? [],
    startMs,
    startIsNow: start === undefined,
    tickMs,
    durationMs: duration ? Math.round(parseDurationS(duration) * 1000) : Infinity,
  };
}

function burstFiles({
  out,
  bursts,
  burstFiles: prefix = out!,
  burstBytes,
}: RunOptions): BurstFiles | undefined {
  if (!bursts) return undefined;
  return { prefix, ...(burstBytes !== undefined && { maxBytes: Number(burstBytes) }) };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value)))
    throw new UsageError(`The ${name} "${text}" is not a number above 0.`);
  return value;
}

function writeTruth(file: string, run: Run): void {
  const addresses = new Set<string>(
    run.model.equipment.filter((e) => run.lines.includes(e.line)).map((e) => e.address),
  );
  const faults = run.faults.filter((fault) => addresses.has(fault.equipment));
  try {
    writeFileSync(file, [...groundTruth(faults, run.startMs, run.durationMs / 1000)].join(''));
  } catch (error) {
    throw new UsageError(`The file ${file} cannot be written: ${(error as Error).message}.`);
  }
}

/** One line of JSON per machine. @throws UsageError */
function writeLines(file: string, entries: readonly object[]): void {
  try {
    writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  } catch (error) {
    throw new UsageError(`The file ${file} cannot be written: ${(error as Error).message}.`);
  }
}

async function toFile(
  run: Run,
  file: string,
  bursts: BurstFiles | undefined,
  truthFile?: string,
): Promise<void> {
  const startedAt = performance.now();
  const bar = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage}% | {value} of {total} simulated minutes | {eta_formatted} left',
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(Math.round(run.durationMs / 60_000), 0);
  try {
    const onProgress = (doneMs: number) => bar.update(Math.round(doneMs / 60_000));
    const withTruth = truthFile !== undefined;
    const result = await runToFile({ ...run, file, bursts, withTruth, signal: stopSignal(), onProgress });
    bar.stop();
    if (truthFile !== undefined) writeLines(truthFile, result.truth);
    const seconds = (performance.now() - startedAt) / 1000;
    const burstText = bursts ? `, bursts ${megabytes(result.burstBytes)} in side files` : '';
    say(
      `${result.messages} messages, ${megabytes(result.bytes)}${burstText}, in ${seconds.toFixed(1)} s ` +
        `(${Math.round(result.messages / seconds)} messages/s).`,
    );
  } finally {
    bar.stop();
  }
}

async function toBroker(run: Run, url: string, speed: number, bursts: boolean): Promise<void> {
  const { model, lines, seed, faults, settings, tickMs, durationMs } = run;
  const clock = new SourceClock(run.startMs);
  const mqtt = new MqttPublisher(
    url,
    `linetwin-sim-${lines.join('-')}-${process.pid}`,
    say,
    brokerLogin(process.env),
  );
  const publishers = lines.map((line) => {
    const simulation = new LineSimulation({ model, line, seed, faults, settings, clock });
    return new LinePublisher(
      simulation,
      clock,
      tickMs,
      {
        telemetry: (topic, writer) => mqtt.publish(topic, writer.take()),
        seam: (topic, json) => mqtt.publish(topic, Buffer.from(json)),
        answer: (topic, json) => mqtt.publish(topic, Buffer.from(json)),
        burst: bursts
          ? (topic, bytes) => mqtt.publish(topic, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
          : undefined,
      },
      false,
    );
  });
  const simulations = publishers.map(({ simulation }) => simulation);
  mqtt.obey(
    simulations.flatMap(({ machines }) => machines.map(({ equipment }) => equipment.address)),
    (equipment, message) => simulations.forEach((simulation) => simulation.obey(equipment, message)),
  );
  mqtt.onConnected = () => {
    for (const { simulation } of publishers) for (const machine of simulation.machines) machine.announce();
  };
  say(`Simulating ${lines.join(' and ')} with seed ${seed} at speed ${speed}; Ctrl+C stops.`);
  const bar =
    Number.isFinite(durationMs) && durationMs / speed > 5000
      ? new cliProgress.SingleBar({ format: '{bar} {percentage}% | {value} of {total} simulated seconds' })
      : undefined;
  bar?.start(Math.round(durationMs / 1000), 0);
  await runInRealTime(publishers, {
    speed,
    tickMs,
    durationMs,
    isCongested: () => mqtt.isCongested,
    signal: stopSignal(),
    follow: run.startIsNow ? clock : undefined,
    onProgress: bar && ((doneMs) => bar.update(Math.round(doneMs / 1000))),
  });
  bar?.stop();
  await mqtt.close();
  say(`${mqtt.published} messages published.`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
