import { spawnSync } from 'node:child_process';

/** Each bench by name, with the option that chooses it where a name has several: which file holds it, and which projects must be built for it. */
const BENCHES: Record<string, { file: string; builds: string[] }> = {
  live: { file: '../server/bench/live/live-bench.ts', builds: ['@linetwin/server'] },
  history: { file: '../server/bench/history/history-bench.ts', builds: [] },
  chaos: { file: '../server/bench/chaos/chaos-bench.ts', builds: ['@linetwin/server'] },
  dashboards: { file: '../server/bench/dashboards/dashboards-bench.ts', builds: ['@linetwin/server'] },
  production: { file: '../server/bench/production/production-bench.ts', builds: [] },
  replay: { file: '../server/bench/replay/replay-bench.ts', builds: ['@linetwin/server'] },
  sustained: { file: '../server/bench/sustained/sustained-bench.ts', builds: ['@linetwin/server'] },
  'energy --attribution': { file: '../server/bench/energy/attribution-bench.ts', builds: [] },
  'energy --honesty': { file: '../simulators/bench/energy/honesty-bench.ts', builds: [] },
  energy: { file: '../simulators/src/energy-bench/energy-bench.ts', builds: [] },
  demand: { file: '../simulators/src/demand-bench/demand-bench.ts', builds: [] },
  welds: { file: '../simulators/src/weld-bench/weld-bench.ts', builds: [] },
  'diagnosis-noise': { file: '../libs/condition/bench/noise-sweep.ts', builds: [] },
  'diagnosis-speed': { file: '../libs/condition/bench/diagnosis-speed.ts', builds: [] },
  scene: { file: '../dashboard/bench/scene-bench.ts', builds: [] },
  soak: { file: '../dashboard/bench/wall-soak.ts', builds: ['@linetwin/dashboard'] },
  diagnosis: { file: './diagnosis/diagnosis-bench.ts', builds: [] },
  notices: { file: './notices/notices-bench.ts', builds: ['@linetwin/server'] },
  workbench: { file: './workbench/workbench-bench.ts', builds: ['@linetwin/server', '@linetwin/dashboard'] },
  shaft: { file: './diagnosis/shaft-bench.ts', builds: [] },
  monitor: { file: './diagnosis/monitor-bench.ts', builds: [] },
};

const [name, ...args] = process.argv.slice(2);
const variant = args.map((arg) => `${name} ${arg}`).find((one) => one in BENCHES);
const bench = BENCHES[variant ?? name];
if (!bench) {
  console.error(`Say which bench to run: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exit(1);
}
if (bench.builds.length > 0) {
  const built = spawnSync(
    'nx',
    ['run-many', '-t', 'build', '-p', bench.builds.join(','), '--output-style=static'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const { run } = (await import(new URL(bench.file, import.meta.url).href)) as {
  run: (args: string[]) => Promise<void>;
};
await run(args).catch((error: unknown) => {
  console.error(error);
  // Processes that the bench started would keep it alive.
  process.exit(1);
});
