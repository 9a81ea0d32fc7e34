import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PostgresServer, temporaryFolder } from '@linetwin/testing';
import { EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

/*
 * Data bases for tests that only want one to be there. Starting one takes longer than most files that use it: so each worker of
 * Jest gets one of a kind, with the first file that asks, and empties it for each file. Whoever writes `<kind> <worker>` to the
 * socket reads the address from it; what is started ends with this process.
 */
const folder = await temporaryFolder();
const running = new Map<string, Promise<{ url: string; stop(): Promise<void> }>>();
const starters: Record<string, (name: string) => Promise<{ url: string; stop(): Promise<void> }>> = {
  postgres: () => PostgresServer.start(),
  embedded: async (name) => {
    const postgres = new EmbeddedPostgres(join(folder.path, name));
    const url = await postgres.start(() => undefined);
    return { url, stop: () => postgres.stop() };
  },
};

const server = createServer((socket) => {
  socket.setEncoding('utf8').once('data', (asked: string) => void answer(socket, asked));
  socket.on('error', () => undefined);
});
const path = join(folder.path, 'keeper.sock');
server.listen(path, () => process.send!(path));
process.once('disconnect', () => void stop());
// Ctrl+C reaches the whole group, and Jest first ends its tests.
process.on('SIGINT', () => undefined);

async function answer(socket: Socket, asked: string): Promise<void> {
  const [kind, worker] = asked.split(' ');
  const name = `${kind}-${worker}`;
  const one = running.get(name) ?? starters[kind](name);
  running.set(name, one);
  try {
    socket.end((await one).url);
  } catch (error) {
    running.delete(name);
    socket.end(`! ${String(error)}`);
  }
}

async function stop(): Promise<void> {
  server.close();
  await Promise.allSettled([...running.values()].map(async (one) => (await one).stop()));
  await folder.remove();
  process.exit(0);
}
