import { connect, type Socket } from 'node:net';
import mqttPacket from 'mqtt-packet';
import { VALUES_PER_MESSAGE } from './bench-plant.ts';

/**
 * The load, in a process of its own: QoS 1 publishes of one machine's ten values, spread evenly over time, with the
 * time of sending in each. Packets are written straight to sockets, so that the generator is not what is
 * measured. Arguments: port, equipment addresses, values per second, and for machines in step how long their cycle is, ms: then
 * all of one cycle are sent at once. Starts on the message `start`, ends on `stop`.
 */
const [port, equipment, rate, cycleMs = 0] = JSON.parse(process.argv[2]) as [
  number,
  string[],
  number,
  number?,
];
const CONNECTIONS = 4;
/** Unacknowledged messages of one connection; beyond it the generator holds back and says so. */
const MAX_UNACKNOWLEDGED = 20_000;
const VARIANTS = 32;
const TICK_MS = 4;

const bodies = Array.from({ length: VARIANTS }, () => {
  const values = Array.from(
    { length: VALUES_PER_MESSAGE },
    (_, i) => `"value_${i}":${(Math.random() * 900).toFixed(2)}`,
  );
  return `,"values":{${values.join(',')}}}`;
});

interface Line {
  socket: Socket;
  sent: number;
  acknowledged: number;
}

const lines: Line[] = await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => open(i)));
/** Time of each machine's last message: a machine's times rise, also when a late tick sends two at once. */
const lastTime = new Float64Array(equipment.length);
let sent = 0;
let heldBack = 0;
let timer: NodeJS.Timeout | undefined;

process.on('message', (message) => {
  if (message === 'start') start();
  if (message === 'count') process.send!({ kind: 'count', ...counts() });
  if (message === 'stop') void stop();
});
process.on('disconnect', () => process.exit());
process.send!({ kind: 'ready' });

async function open(i: number): Promise<Line> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const line: Line = { socket, sent: 0, acknowledged: 0 };
  const parser = mqttPacket.parser();
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connack') resolve();
      else if (packet.cmd === 'puback') line.acknowledged++;
    });
    socket.on('data', (data) => parser.parse(data));
    socket.write(
      mqttPacket.generate({
        cmd: 'connect',
        clientId: `load-${i}`,
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        keepalive: 0,
      }),
    );
  });
  return line;
}

function start(): void {
  const began = performance.now();
  timer = setInterval(() => {
    const elapsedMs = performance.now() - began;
    const countedMs = cycleMs > 0 ? Math.floor(elapsedMs / cycleMs) * cycleMs : elapsedMs;
    const due = Math.floor(((countedMs / 1000) * rate) / VALUES_PER_MESSAGE);
    const packets: Buffer[][] = lines.map(() => []);
    const head = `{"time":`;
    for (; sent < due; sent++) {
      const machine = sent % equipment.length;
      const line = lines[machine % CONNECTIONS];
      if (line.sent - line.acknowledged >= MAX_UNACKNOWLEDGED) {
        heldBack++;
        break;
      }
      line.sent++;
      const time = Math.max(Date.now(), lastTime[machine] + 1);
      lastTime[machine] = time;
      packets[machine % CONNECTIONS].push(
        publish(
          `${equipment[machine]}/telemetry`,
          `${head}${time}${bodies[sent % VARIANTS]}`,
          (line.sent % 65_000) + 1,
        ),
      );
    }
    packets.forEach((list, i) => list.length > 0 && lines[i].socket.write(Buffer.concat(list)));
  }, TICK_MS);
}

/** A QoS 1 PUBLISH packet (MQTT 3.1.1 section 3.3). */
function publish(topic: string, payload: string, messageId: number): Buffer {
  return mqttPacket.generate({
    cmd: 'publish',
    topic,
    payload,
    qos: 1,
    messageId,
    dup: false,
    retain: false,
  });
}

async function stop(): Promise<void> {
  clearInterval(timer);
  const deadline = performance.now() + 20_000;
  while (lines.some((line) => line.acknowledged < line.sent) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.send!({ kind: 'stopped', ...counts() });
}

function counts(): { sent: number; acknowledged: number; heldBack: number } {
  return { sent, acknowledged: lines.reduce((sum, line) => sum + line.acknowledged, 0), heldBack };
}
