import { parseArgs } from 'node:util';
import { machineFacts } from '../processes.ts';
import { runChaos, type ChaosOptions } from './chaos.ts';
import type { PhaseReport } from './phases.ts';
import { REAL_SERVERS, type RealServerName } from './real-servers.ts';

const PHASES = [...REAL_SERVERS, 'kills'] as const;
type PhaseName = (typeof PHASES)[number];

/** What `npm run bench -- chaos -- --short` and the tests run: about a minute, five kills. */
export const SHORT = {
  outages: ['influx', 'broker'],
  outageS: 6,
  beforeS: 2,
  killsPerOutage: 1,
  kills: { embedded: 3, real: 0 },
  machines: 20,
  rate: 2000,
} as const satisfies Partial<ChaosOptions>;

/** `npm run bench -- chaos`: see design section 9. Ends with code 1 when a promise was broken. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      'outage-s': { type: 'string' },
      kills: { type: 'string' },
      rate: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string', default: PHASES.join(',') },
    },
  });
  const only = values.only.split(',') as PhaseName[];
  const unknown = only.filter((name) => !PHASES.includes(name));
  if (unknown.length > 0) throw new Error(`--only knows ${PHASES.join(', ')}, not ${unknown.join(', ')}`);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const kills = Number(values.kills ?? 50);
  const full = {
    outages: REAL_SERVERS as readonly RealServerName[],
    outageS: 1800,
    beforeS: 20,
    killsPerOutage: 3,
    kills: { embedded: Math.ceil(kills / 2), real: Math.floor(kills / 2) },
    machines: 50,
    rate: 5000,
  };
  const set: Omit<ChaosOptions, 'say' | 'seed' | 'fromSource'> = values.short ? SHORT : full;
  const options: ChaosOptions = {
    ...set,
    outages: set.outages.filter((name) => only.includes(name)),
    outageS: Number(values['outage-s'] ?? set.outageS),
    kills: only.includes('kills') ? set.kills : { embedded: 0, real: 0 },
    rate: Number(values.rate ?? set.rate),
    seed,
    fromSource: false,
    say: (line) => console.log(line),
    onPhase: printPhase,
  };
  console.log(
    `${options.rate} values/s of ${options.machines} machines by MQTT with QoS 1 (half by HTTP where no broker is elsewhere), outages of ${options.outageS} s with ${options.killsPerOutage} kills each, seed ${seed}`,
  );
  const phases = await runChaos(options);
  const total = (key: 'acknowledged' | 'stored' | 'lost' | 'duplicates') =>
    phases.reduce((sum, phase) => sum + phase[key], 0);
  const result = {
    bench: 'chaos',
    acknowledged: total('acknowledged'),
    stored: total('stored'),
    lost: total('lost'),
    duplicates: total('duplicates'),
    recoveryS: Math.max(0, ...phases.flatMap(({ recoveriesS }) => recoveriesS)),
    rate: options.rate,
    outageS: options.outageS,
    seed,
    phases,
    machine: machineFacts(),
  };
  if (result.lost > 0 || result.duplicates > 0) process.exitCode = 1;
  console.log(
    JSON.stringify(result, (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value)),
  );
}

function printPhase(phase: PhaseReport): void {
  const { name, acknowledged, stored, lost, duplicates, kills, recoveriesS, drain } = phase;
  console.log(`${name}: ${kills} kills in ${phase.seconds.toFixed(0)} s`);
  console.log(
    `  acknowledged ${acknowledged} values, stored ${stored}, lost ${lost}, duplicates ${duplicates}`,
  );
  if (phase.refusals > 0) console.log(`  dashboards refused ${phase.refusals} times`);
  if (recoveriesS.length > 0)
    console.log(
      `  kill to live values again: median ${median(recoveriesS).toFixed(1)} s, longest ${Math.max(...recoveriesS).toFixed(1)} s (${recoveriesS.length} measured)`,
    );
  if (drain)
    console.log(
      `  drained at ${Math.round(drain.valuesPerS)} values/s, ${drain.ratio.toFixed(1)} times the live rate, for ${drain.seconds.toFixed(0)} s`,
    );
  for (const { name: window, values, p50Ms, p95Ms, p99Ms } of phase.windows)
    console.log(`  live, ${window}: p50 ${p50Ms} ms, p95 ${p95Ms} ms, p99 ${p99Ms} ms over ${values} values`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
