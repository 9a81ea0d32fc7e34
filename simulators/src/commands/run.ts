import type { Command } from 'commander';
import { LinePublisher } from '../line/line-publisher.ts';
import { LineSimulation } from '../line/line-simulation.ts';
import { runInRealTime } from '../line/real-time-run.ts';
import { MqttPublisher } from '../publish/mqtt-publisher.ts';
import { parseDurationS } from './durations.ts';
import { DEFAULT_PLANT, findLine, readPlant } from './plant.ts';
import { UsageError } from './usage-error.ts';

interface RunOptions {
  line: string[];
  seed: string;
  speed: string;
  mqtt: string;
  scenario?: string;
  duration?: string;
  cycle?: string;
  bursts: boolean;
  out?: string;
  truth?: string;
  start?: string;
  plant: string;
}

const DEFAULT_MQTT = 'mqtt://127.0.0.1:1883';

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('simulate lines and publish what their machines say')
    .option('--line <id...>', 'lines to simulate (default: all lines of the plant)')
    .option('--seed <n>', 'same seed, same run', '7')
    .option('--speed <factor>', 'simulated seconds per second', '1')
    .option('--mqtt <url>', 'broker to publish to with QoS 1', DEFAULT_MQTT)
    .option('--scenario <file>', 'YAML file of faults, or the name of a shipped scenario')
    .option('--duration <time>', 'simulated time to run, such as 24h (default: for ever; with --out 24h)')
    .option('--cycle <time>', 'shortest publish period (default: 200ms; with --out 1s)')
    .option('--no-bursts', 'no vibration bursts')
    .option('--out <file>', 'write to a file (.ndjson) instead of a broker')
    .option('--truth <file>', 'write the true faults over time to a file of their own')
    .option(
      '--start <iso>',
      'simulated time at the start (default: now; with --out 2026-01-05T00:00:00+08:00)',
    )
    .option('--plant <folder>', 'plant folder', DEFAULT_PLANT)
    .action(run);
}

async function run(options: RunOptions): Promise<void> {
  const model = await readPlant(options.plant);
  const lines = [...new Set(options.line ?? model.lines.map((line) => line.id))];
  for (const line of lines) findLine(model, line);
  const seed = Number(options.seed);
  if (!Number.isInteger(seed)) throw new UsageError(`The seed "${options.seed}" is not a whole number.`);
  const speed = Number(options.speed);
  if (!(speed > 0)) throw new UsageError(`The speed "${options.speed}" is not a number above 0.`);
  const tickMs = Math.round(1000 * parseDurationS(options.cycle ?? '200ms', 'cycle'));
  const startMs = options.start ? Date.parse(options.start) : Date.now();
  if (Number.isNaN(startMs))
    throw new UsageError(
      `The start "${options.start}" is no time; write for example 2026-01-05T08:00:00+08:00.`,
    );

  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const mqtt = new MqttPublisher(options.mqtt, `linetwin-sim-${lines.join('-')}-${process.pid}`, say);
  const publishers = lines.map((line) => {
    const simulation = new LineSimulation({ model, line, seed, faults: [] });
    return new LinePublisher(
      simulation,
      startMs,
      tickMs,
      {
        telemetry: (topic, writer) => mqtt.publish(topic, writer.take()),
        burst: options.bursts
          ? (topic, _time, bytes) =>
              mqtt.publish(topic, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
          : undefined,
        seam: (topic, _time, json) => mqtt.publish(topic, Buffer.from(json)),
      },
      false,
    );
  });
  mqtt.onConnected = () => {
    for (const { simulation } of publishers) for (const machine of simulation.machines) machine.announce();
  };
  say(`Simulating ${lines.join(' and ')} with seed ${seed} at speed ${speed}; Ctrl+C stops.`);
  await runInRealTime(publishers, {
    speed,
    tickMs,
    durationMs: options.duration ? parseDurationS(options.duration) * 1000 : Infinity,
    isCongested: () => mqtt.isCongested,
    signal: stop.signal,
  });
  await mqtt.close();
}
