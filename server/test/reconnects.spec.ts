import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventually, Inbox, samplesOf } from '@linetwin/testing';
import { LiveGateway } from '../src/live/live.gateway.ts';
import { TestEdge } from './access/test-edge.ts';

/** Visits to count after; 10,000 take a minute, `LINETWIN_TEST_RECONNECTS=10000` asks for them. */
const VISITS = Number(process.env.LINETWIN_TEST_RECONNECTS ?? 1000);
/** So that everything is compiled, and every room was made once. */
const WARM_UP_VISITS = 300;
/** A socket with its subscription that somebody holds on to is several kB; what Jest itself keeps is within this. */
const NOISE_BYTES = 2_000_000;
const TIMEOUT_MS = 300_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const edge = new TestEdge();
const said = new Inbox<unknown>();
let clients: ChildProcess;
let machines: NodeJS.Timeout;

beforeAll(async () => {
  await edge.start({ LINETWIN_LOGIN: 'loopback-open' });
  const program = fileURLToPath(new URL('./reconnecting-clients.ts', import.meta.url));
  clients = fork(program, [edge.url], { execArgv: ['--no-warnings'] });
  clients.on('message', said.push);
  await said.first('clients');
  // Values go on, so that rooms have frames to send and clocks that run.
  let value = 0;
  machines = setInterval(() => {
    const time = Date.now();
    edge.twin.accept(0, time, ++value, 0);
    edge.events.emit('SamplesAccepted', samplesOf([[0, time, value]]));
  }, 20);
}, TIMEOUT_MS);
afterAll(async () => {
  clearInterval(machines);
  clients.kill();
  await edge.stop();
});

/** Everything that a dashboard may leave behind. */
function leftBehind() {
  const { server } = edge.edge.application.get(LiveGateway) as unknown as {
    server: {
      engine: { clientsCount: number };
      sockets: {
        sockets: Map<string, unknown>;
        adapter: { rooms: Map<string, unknown>; sids: Map<string, unknown> };
      };
    };
  };
  const { listeners } = edge.events as unknown as { listeners: Record<string, unknown[]> };
  const { folded: _folded, ...subscriptions } = edge.live.figures();
  const resources = process.getActiveResourcesInfo();
  return {
    subscriptions,
    connections: server.engine.clientsCount,
    sockets: server.sockets.sockets.size,
    socketRooms: server.sockets.adapter.rooms.size,
    socketIds: server.sockets.adapter.sids.size,
    eventListeners: Object.values(listeners).reduce((sum, list) => sum + list.length, 0),
    timers: resources.filter((kind) => kind === 'Timeout').length,
    tcp: resources.filter((kind) => kind === 'TCPSocketWrap' || kind === 'TCPWRAP').length,
  };
}

async function visit(visits: number): Promise<void> {
  const before = said.items.length;
  clients.send(visits);
  await said.until('visits', ({ length }) => length > before, TIMEOUT_MS);
  await eventually(
    'everybody is gone',
    () => leftBehind().connections,
    (connections) => connections === 0,
  );
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('dashboards that come and go', () => {
  test(
    'leave no subscription, listener, timer, connection or memory behind',
    async () => {
      await visit(WARM_UP_VISITS);
      const before = leftBehind();
      expect(before).toMatchObject({
        subscriptions: { rooms: 0, members: 0, behind: 0 },
        sockets: 0,
        socketRooms: 0,
        socketIds: 0,
      });
      const heapBefore = heapBytes();
      await visit(VISITS);
      const growth = heapBytes() - heapBefore;
      // Timers of the process itself come and go, so they are waited for; those of dashboards would be hundreds and stay.
      const after = await eventually(
        'as many timers and sockets as before',
        leftBehind,
        ({ timers, tcp }) => timers <= before.timers && tcp <= before.tcp,
      );
      expect({ ...after, timers: before.timers, tcp: before.tcp }).toEqual(before);
      expect(growth).toBeLessThan(NOISE_BYTES);
    },
    TIMEOUT_MS,
  );
});
