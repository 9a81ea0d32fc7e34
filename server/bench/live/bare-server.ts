import { createServer } from 'node:http';
import mqtt from 'mqtt';
import { Server } from 'socket.io';

/**
 * What one would write in an afternoon, to compare with: mqtt.js in, every message out to every client as JSON.
 * Argument: port of a broker. Sends its own port when it is ready.
 */
const [brokerPort] = JSON.parse(process.argv[2]) as [number];
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${brokerPort}`);
client.on('message', (_topic, payload) => io.emit('message', JSON.parse(payload.toString())));
await client.subscribeAsync('+/+/+/+/telemetry', { qos: 1 });
http.listen(0, '127.0.0.1', () =>
  process.send!({ kind: 'ready', port: (http.address() as { port: number }).port }),
);
process.on('disconnect', () => process.exit());
