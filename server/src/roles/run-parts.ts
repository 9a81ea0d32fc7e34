import type { Part } from '../platform/lifecycle.ts';
import { recorderProcess } from '../runs/recorder-process.ts';
import { RunFolder } from '../runs/run-folder.ts';
import { RunHistories } from '../runs/run-histories.ts';
import { RunImports } from '../runs/run-imports.ts';
import { RunQueue } from '../runs/run-queue.ts';
import { RunsService } from '../runs/runs.service.ts';
import { simulateJob } from '../runs/simulate-job.ts';
import { SqlRunStore } from '../runs/sql-run-store.ts';
import type { PlantParts } from './plant-parts.ts';

/** Runs of this server: what keeps them, records them and tells of them. */
export function createRuns({ settings, index, records, logger, version, disk, folder: pathOf }: PlantParts): {
  runs: RunsService;
  imports: RunImports;
  part: Part;
} {
  const { simulator, plantFolder, runsBytes } = settings;
  const folder = new RunFolder(pathOf('runs'));
  const store = new SqlRunStore(records);
  const histories = new RunHistories((run) => folder.values(run));
  const queue = new RunQueue({
    store,
    folder,
    histories,
    startRecording: recorderProcess(),
    jobOf: (run) => simulateJob(run, { folder, program: simulator, plantFolder, maxBytes: runsBytes / 2 }),
    maxBytes: runsBytes,
    logger,
  });
  const runs = new RunsService({
    index,
    store,
    queue,
    folder,
    histories,
    simulator,
    version,
    diskProblem: () => disk.problem,
  });
  const imports = new RunImports({ index, store, folder, version, makeRoom: () => queue.makeRoom() });
  return {
    runs,
    imports,
    part: {
      name: 'runs',
      start: () => queue.start(),
      stop: async () => {
        await queue.stop();
        await histories.stop();
      },
    },
  };
}
