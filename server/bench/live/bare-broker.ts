import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/** A plain broker in a process of its own, for the comparison; its CPU is counted for nobody. */
const aedes = await Aedes.createBroker({ concurrency: 1000 });
const server = createServer({ noDelay: true }, aedes.handle);
server.listen(0, '127.0.0.1', () =>
  process.send!({ kind: 'ready', port: (server.address() as { port: number }).port }),
);
process.on('disconnect', () => process.exit());
