import type { Command } from 'commander';
import { encodeBurst, topicOf } from '@linetwin/contracts';
import { isWaveform, ModelIndex } from '@linetwin/model';
import type { Equipment, PlantModel } from '@linetwin/model';
import { MqttPublisher } from '../publish/mqtt-publisher.ts';
import { cutIntoBursts } from '../replay/recorded-bursts.ts';
import {
  findRecording,
  findRecordingSets,
  readRecordingSet,
  RecordingError,
  type Recording,
} from '../recordings/recordings.ts';
import { DEFAULT_PLANT, findEquipment, readPlant } from './plant.ts';
import { DEFAULT_MQTT } from './run.ts';
import { say, stopSignal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { brokerLogin } from './broker-login.ts';

interface ReplayOptions {
  data: string;
  record: string;
  equipment: string;
  mqtt: string;
  loop: string;
  burstS: string;
  channel: string;
  fast?: boolean;
  plant: string;
}

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('publish a recorded vibration channel as bursts of a machine')
    .requiredOption('--data <folder>', 'folder of a recording set, or of several')
    .requiredOption('--record <name>', 'recording: id, file name without ending, or number')
    .requiredOption('--equipment <id>', 'machine that shall carry it: address, or id')
    .option('--mqtt <url>', 'broker to publish to with QoS 1', DEFAULT_MQTT)
    .option('--loop <n>', 'how often the recording is sent; 0 for ever', '1')
    .option('--burst-s <seconds>', 'length of a burst', '4')
    .option('--channel <signal>', 'waveform signal of the machine', 'vibration')
    .option('--fast', 'send without waiting for the time a burst takes')
    .option('--plant <folder>', 'plant folder', DEFAULT_PLANT)
    .action(replay);
}

async function replay(options: ReplayOptions): Promise<void> {
  const burstS = Number(options.burstS);
  if (!(burstS >= 0.1 && burstS <= 60))
    throw new UsageError(`The burst length "${options.burstS}" is not between 0.1 and 60 seconds.`);
  const loops = Number(options.loop);
  if (!Number.isInteger(loops) || loops < 0)
    throw new UsageError(`The loop count "${options.loop}" is not a whole number.`);
  const model = await readPlant(options.plant);
  const equipment = findEquipment(model, options.equipment);
  checkChannel(model, equipment, options.channel);
  const recording = findRecord(options.data, options.record);
  const { bursts, burstMs } = cutIntoBursts(recording, burstS, options.channel);

  const mqtt = new MqttPublisher(
    options.mqtt,
    `linetwin-replay-${process.pid}`,
    say,
    brokerLogin(process.env),
  );
  const topic = topicOf(equipment.address, 'burst');
  const stop = stopSignal();
  const speed = recording.speedRpm === null ? 'unknown speed' : `${recording.speedRpm} r/min`;
  say(
    `Replaying ${recording.id} (${recording.sampleRateHz} Hz, ${speed}) as ${bursts.length} burst(s) of ` +
      `${(burstMs / 1000).toFixed(2)} s on ${topic}.`,
  );
  const total = loops === 0 ? Infinity : loops * bursts.length;
  // Without waiting the bursts lie in the past, one behind the other, as if they had just been recorded.
  const fastStartMs = Date.now() - (Number.isFinite(total) ? total : bursts.length) * burstMs;
  let dueMs = Date.now();
  for (let n = 0; n < total && !stop.aborted; n++) {
    const time = Math.round(options.fast ? fastStartMs + n * burstMs : Date.now() - burstMs);
    const bytes = encodeBurst({ ...bursts[n % bursts.length], time }, 'float32');
    mqtt.publish(topic, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    dueMs += burstMs;
    if (!options.fast && n + 1 < total) await waitUntil(dueMs, stop);
    else if (options.fast) await new Promise((resolve) => setImmediate(resolve));
  }
  await mqtt.waitForConnection(10_000, stop);
  await mqtt.close(10_000);
  say(`${mqtt.published} bursts published.`);
  if (mqtt.published === 0) process.exitCode = 1;
}

function checkChannel(model: PlantModel, equipment: Equipment, channel: string): void {
  const waveforms = new ModelIndex(model).signalsOf(equipment).filter(isWaveform);
  const known = waveforms.map((signal) => signal.id);
  if (known.length === 0)
    throw new UsageError(
      `${equipment.address} has no waveform signal; "sim list" marks machines that have one.`,
    );
  if (!known.includes(channel))
    throw new UsageError(
      `${equipment.address} has no waveform signal "${channel}"; known: ${known.join(', ')}.`,
    );
}

function findRecord(dataDir: string, name: string): Recording {
  const sets = findRecordingSets(dataDir).map(readRecordingSet);
  if (sets.length === 1) return findRecording(sets[0], name);
  const found: Recording[] = [];
  for (const set of sets) {
    try {
      found.push(findRecording(set, name));
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
    }
  }
  if (found.length === 1) return found[0];
  throw new UsageError(
    found.length === 0
      ? `There is no recording "${name}" in ${dataDir}; "sim list --data ${dataDir}" shows all.`
      : `"${name}" means several recordings: ${found.map((r) => r.id).join(', ')}.`,
  );
}

async function waitUntil(timeMs: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && Date.now() < timeMs)
    await new Promise((resolve) => setTimeout(resolve, Math.min(200, Math.max(1, timeMs - Date.now()))));
}
