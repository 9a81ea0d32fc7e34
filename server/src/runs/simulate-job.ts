import type { SimulateJob } from './recorder-job.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunRecord } from './run-store.port.ts';

/** Of a longer run not every burst is kept: some 1,200 of 205 kB each. */
const MOST_BURST_BYTES = 250_000_000;
/** The rest is for its values. */
const BURST_SHARE = 0.25;

/** What the simulators' program is told for a run; see docs/guides/simulate.md. */
export function simulateJob(
  run: RunRecord,
  parts: { folder: RunFolder; program: string; plantFolder: string; maxBytes: number },
): SimulateJob {
  const { id, lines, seed, beginAt, endAt, cycleS, speed } = run;
  const { folder, program, plantFolder, maxBytes } = parts;
  const burstBytes = Math.min(MOST_BURST_BYTES, BURST_SHARE * maxBytes);
  return {
    kind: 'simulate',
    folder: folder.of(id),
    values: folder.values(id),
    labels: folder.labels(id),
    alarms: folder.alarms(id),
    bursts: folder.bursts(id),
    plantFolder,
    program,
    arguments: [
      ...['run', '--out', '-', '--truth', folder.labels(id)],
      ...['--burst-files', folder.waves(id), '--burst-bytes', String(burstBytes)],
      ...['--scenario', folder.scenario(id), '--seed', String(seed), '--plant', plantFolder],
      ...['--start', new Date(beginAt).toISOString(), '--duration', `${(endAt - beginAt) / 1000}s`],
      ...['--cycle', `${cycleS}s`],
      ...lines.flatMap((line) => ['--line', line]),
    ],
    lines,
    beginAt,
    endAt,
    speed,
    maxBytes,
  };
}
