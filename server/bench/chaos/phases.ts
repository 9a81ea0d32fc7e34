import { join } from 'node:path';
import { sleep } from '../processes.ts';
import { drainOf, type DrainFigures, type DrainLook } from './drain.ts';
import { rowsInDuckDb, rowsInInflux, type Comparison, type StoredRows } from './read-back.ts';
import { REAL_SERVERS, settingsFor, type RealServerName, type RealServers } from './real-servers.ts';
import { Rig, type WindowReport } from './rig.ts';

export interface PhaseOptions {
  /** Folder of this phase alone. */
  folder: string;
  machines: number;
  /** Values per second. */
  rate: number;
  fromSource: boolean;
  random: () => number;
  say: (line: string) => void;
}

export interface OutageOptions extends PhaseOptions {
  outageS: number;
  /** How long it is watched before. */
  beforeS: number;
  kills: number;
}

export interface PhaseReport extends Comparison {
  name: string;
  kills: number;
  /** From each kill to live values at the dashboards again, s; of kills that the next one let time for it. */
  recoveriesS: number[];
  windows: WindowReport[];
  /** Dashboards that connected and were refused what they asked for. */
  refusals: number;
  drain?: DrainFigures;
  seconds: number;
}

const LOOK_MS = 1000;
/** Batches in the spool that are on their way anyway: a second of them. */
const ON_THE_WAY_BATCHES = 100;
/** A server that was killed is back, or not, within this time. */
const RECOVERY_TIMEOUT_MS = 60_000;
const DRAIN_TIMEOUT_MS = 900_000;
/** Kills come this long after the start before them; a start itself takes one to three seconds. */
const KILL_AFTER_MS: readonly [number, number] = [300, 6000];

/** Over which of the real servers the outage of one of them is shown. With the broker in the server, PUBACK is its own word. */
const USED: Record<RealServerName, readonly RealServerName[]> = {
  influx: ['influx', 'postgres', 'redis'],
  postgres: ['influx', 'postgres', 'redis'],
  redis: REAL_SERVERS,
  broker: REAL_SERVERS,
};

/** One server is away for a while, and Linetwin is killed meanwhile. */
export async function outagePhase(
  victim: RealServerName,
  servers: RealServers,
  options: OutageOptions,
): Promise<PhaseReport> {
  const { outageS, beforeS, kills, random, say } = options;
  const database = `chaos_${victim}_outage`;
  const rig = await Rig.start({
    ...options,
    environment: settingsFor(servers, USED[victim], database),
    ...(USED[victim].includes('broker') && { brokerUrl: servers.broker.url }),
  });
  const began = performance.now();
  const recoveriesS: number[] = [];
  let paused = false;
  try {
    await rig.caughtUp();
    rig.window('before');
    await sleep(beforeS * 1000);
    await servers[victim].pause();
    paused = true;
    rig.window('outage');
    const outageBegan = performance.now();
    const elapsedS = () => (performance.now() - outageBegan) / 1000;
    for (let kill = 0; kill < kills; kill++) {
      const dueS = (outageS * (kill + 0.25 + 0.5 * random())) / kills;
      await sleep(Math.max(0, dueS - elapsedS()) * 1000);
      rig.window(null);
      const at = await rig.killAndStart();
      await rig.server.running();
      // Without the broker there is nothing to show.
      const patienceMs = Math.min(RECOVERY_TIMEOUT_MS, Math.max(0, outageS - elapsedS()) * 1000);
      const fresh = victim === 'broker' ? undefined : await rig.freshAfter(at, patienceMs);
      if (fresh !== undefined) {
        recoveriesS.push((fresh - at) / 1000);
        await rig.caughtUp();
        rig.window('outage');
      } else if (victim !== 'broker') {
        say(`  no live values within ${(patienceMs / 1000).toFixed(0)} s of kill ${kill + 1}`);
      }
    }
    await sleep(Math.max(0, outageS - elapsedS()) * 1000);
    await servers[victim].resume();
    paused = false;
    // Machines that could not speak tell the oldest first, so that after an outage of the broker nothing is live before that.
    rig.window(victim === 'broker' ? null : 'draining');
    const drain = await drained(rig);
    rig.window('after');
    await sleep(beforeS * 1000);
    rig.window(null);
    const watched = await rig.watched();
    await rig.finish();
    const stored = await rig.compareWith(rowsInInflux(servers.influx.url, database));
    const seconds = (performance.now() - began) / 1000;
    return { name: `${victim} away`, kills, recoveriesS, ...watched, drain, seconds, ...stored };
  } finally {
    if (paused) await servers[victim].resume();
    await rig.close();
  }
}

/** Linetwin is killed at random moments, also while it starts, over its own stores or over the real servers. */
export async function killsPhase(
  kills: number,
  servers: RealServers | undefined,
  options: PhaseOptions,
): Promise<PhaseReport> {
  const { random } = options;
  const database = 'chaos_kills';
  const rig = await Rig.start({
    ...options,
    environment: servers ? settingsFor(servers, REAL_SERVERS, database) : {},
    ...(servers && { brokerUrl: servers.broker.url }),
  });
  const began = performance.now();
  const recoveriesS: number[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const at = await rig.killAndStart();
      const [least, most] = KILL_AFTER_MS;
      const nextMs = least + random() * (most - least);
      const end = performance.now() + nextMs;
      const last = kill === kills - 1;
      const fresh = await rig.freshAfter(at, last ? RECOVERY_TIMEOUT_MS : nextMs);
      if (fresh !== undefined) recoveriesS.push((fresh - at) / 1000);
      await sleep(Math.max(0, end - performance.now()));
      if (rig.server.failure) throw rig.server.failure;
    }
    await rig.server.running();
    const watched = await rig.watched();
    await rig.finish();
    const stored = await rig.compareWith(await historyOf(options.folder, servers, database));
    const name = servers ? 'kills, real servers' : 'kills, embedded stores';
    const seconds = (performance.now() - began) / 1000;
    return { name, kills, recoveriesS, ...watched, seconds, ...stored };
  } finally {
    await rig.close();
  }
}

function historyOf(folder: string, servers: RealServers | undefined, database: string): Promise<StoredRows> {
  return servers
    ? Promise.resolve(rowsInInflux(servers.influx.url, database))
    : rowsInDuckDb(join(folder, 'data/history/history.duckdb'));
}

/** Resolves when nothing waits any more, wherever it did. @returns how fast history took it */
async function drained(rig: Rig): Promise<DrainFigures | undefined> {
  const looks: DrainLook[] = [];
  const deadline = performance.now() + DRAIN_TIMEOUT_MS;
  for (let quiet = 0; quiet < 2;) {
    if (rig.server.failure) throw rig.server.failure;
    if (performance.now() > deadline) throw new Error(`not drained within ${DRAIN_TIMEOUT_MS / 1000} s`);
    const [figures, counts] = await Promise.all([rig.server.figures(), rig.counts()]);
    if (figures) {
      looks.push({ at: performance.now(), stored: figures.values_stored });
      const rest = counts.unacknowledged * 10 > rig.rate || figures.spool_batches > ON_THE_WAY_BATCHES;
      const fast = drainOf(looks.slice(-2), rig.rate) !== undefined;
      quiet = looks.length < 2 || rest || fast || figures.outbox_records > 0 ? 0 : quiet + 1;
    }
    await sleep(LOOK_MS);
  }
  return drainOf(looks, rig.rate);
}
