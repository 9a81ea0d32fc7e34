import { createServer } from 'node:net';

/**
 * Below the ports that the system gives to connections by itself (32768 and up on Linux), which could take that of a server
 * while a test has it stopped; a range for each of Jest's workers, so that two of them never choose the same.
 */
const FIRST = 12_000;
const PORTS_OF_A_WORKER = 4000;
const WORKERS = 5;

const worker = (Number(process.env.JEST_WORKER_ID ?? 1) - 1) % WORKERS;
// Another place for each process, because a port that was just left may still be held by the system.
let next = process.pid % PORTS_OF_A_WORKER;

/** A port of this machine that nothing listens on at the moment, given once to this process. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < PORTS_OF_A_WORKER; tried++) {
    const port = FIRST + worker * PORTS_OF_A_WORKER + next;
    next = (next + 1) % PORTS_OF_A_WORKER;
    if (await isFree(port)) return port;
  }
  throw new Error(`All ports from ${FIRST + worker * PORTS_OF_A_WORKER} on are taken.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
