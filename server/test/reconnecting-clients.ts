import { io, type Socket } from 'socket.io-client';

/**
 * Dashboards that come and go, in a process of their own: each connects, subscribes, and leaves in one of the ways in which
 * browsers leave. Argument: address. Messages: a number of visits to make; answers with that number when all are over.
 */
const [address] = process.argv.slice(2);
const AT_ONCE = 40;
/** Fewer rooms than visitors, and more than one. */
const SCOPES = ['*', 'line-1', 'line-2'];
const RATES_HZ = [2, 5, 20];

type Leaving = (socket: Socket) => Promise<void> | void;

const WAYS: Leaving[] = [
  // A page is closed.
  (socket) => void socket.disconnect(),
  // A cable is pulled: nothing is said.
  (socket) => cut(socket),
  // A view is left, and the page later.
  async (socket) => {
    await socket.emitWithAck('unsubscribe');
    socket.disconnect();
  },
  // Another view, twice, then gone without waiting for the answer.
  async (socket) => {
    await subscribe(socket, 1);
    void subscribe(socket, 2);
    cut(socket);
  },
];

process.on('message', (visits: number) => void visitAll(visits).then(() => process.send!(visits)));
process.on('disconnect', () => process.exit());
process.send!('ready');

async function visitAll(visits: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < visits) await visit(next++);
    }),
  );
}

async function visit(i: number): Promise<void> {
  const socket = io(address, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  // Some leave before they have heard anything.
  const subscribed = subscribe(socket, i);
  if (i % 7 !== 0) await subscribed;
  await WAYS[i % WAYS.length](socket);
  socket.disconnect();
}

function subscribe(socket: Socket, i: number): Promise<unknown> {
  const request = {
    scope: SCOPES[i % SCOPES.length],
    rateHz: RATES_HZ[i % RATES_HZ.length],
    mode: i % 2 === 0 ? 'latest' : 'batch',
  };
  return new Promise((resolve) => socket.emit('subscribe', request, resolve));
}

function cut(socket: Socket): void {
  const transport = socket.io.engine.transport as unknown as { ws: { terminate?(): void } };
  transport.ws.terminate?.();
}
