import type { SimulateJob } from './recorder-job.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunRecord } from './run-store.port.ts';

/** What the simulators' program is told for a run; see docs/guides/simulate.md. */
export function simulateJob(
  run: RunRecord,
  parts: { folder: RunFolder; program: string; plantFolder: string; maxBytes: number },
): SimulateJob {
  const { id, lines, seed, beginAt, endAt, cycleS, speed } = run;
  const { folder, program, plantFolder, maxBytes } = parts;
  return {
    kind: 'simulate',
    folder: folder.of(id),
    values: folder.values(id),
    labels: folder.labels(id),
    alarms: folder.alarms(id),
    plantFolder,
    program,
    arguments: [
      ...['run', '--out', '-', '--no-bursts', '--truth', folder.labels(id)],
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
