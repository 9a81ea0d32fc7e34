import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killsPhase, outagePhase, type PhaseReport } from './phases.ts';
import {
  realServersMissing,
  startRealServers,
  type RealServerName,
  type RealServers,
} from './real-servers.ts';
import { seededRandom } from './seeded-random.ts';

export interface ChaosOptions {
  /** Servers that go away, one after another. */
  outages: readonly RealServerName[];
  outageS: number;
  beforeS: number;
  killsPerOutage: number;
  /** Random kills over the embedded stores, and over the real servers. */
  kills: { embedded: number; real: number };
  machines: number;
  /** Values per second. */
  rate: number;
  seed: number;
  /** Runs the server from its sources instead of its build. */
  fromSource: boolean;
  say: (line: string) => void;
  onPhase?: (report: PhaseReport) => void;
}

/** Kills and outages, one phase after another, each with a plant, a server and data of its own. */
export async function runChaos(options: ChaosOptions): Promise<PhaseReport[]> {
  const { outages, kills, say } = options;
  const random = seededRandom(options.seed);
  const root = await mkdtemp(join(tmpdir(), 'linetwin-chaos-'));
  const reports: PhaseReport[] = [];
  let servers: RealServers | undefined;
  const phase = async (name: string, run: (folder: string) => Promise<PhaseReport>) => {
    const folder = join(root, name);
    await mkdir(folder);
    say(`${name} ...`);
    const report = await run(folder);
    reports.push(report);
    options.onPhase?.(report);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (outages.length > 0 || kills.real > 0) {
      const missing = realServersMissing();
      if (missing.length > 0) throw new Error(`not installed: ${missing.join(', ')}`);
      servers = await startRealServers();
    }
    const { rate, machines, fromSource } = options;
    for (const victim of outages) {
      await phase(`${victim}-away`, (folder) =>
        outagePhase(victim, servers!, {
          ...{ folder, rate, machines, fromSource, random, say },
          outageS: options.outageS,
          beforeS: options.beforeS,
          kills: options.killsPerOutage,
        }),
      );
    }
    const common = { rate, machines, fromSource, random, say };
    if (kills.embedded > 0)
      await phase('kills-embedded', (folder) => killsPhase(kills.embedded, undefined, { ...common, folder }));
    if (kills.real > 0)
      await phase('kills-real', (folder) => killsPhase(kills.real, servers, { ...common, folder }));
    return reports;
  } finally {
    for (const server of Object.values(servers ?? {})) await server.stop();
    await rm(root, { recursive: true, force: true });
  }
}
