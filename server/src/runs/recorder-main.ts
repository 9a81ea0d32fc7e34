import { setPriority } from 'node:os';
import { readPlantFolder } from '@linetwin/model/node';
import { recordSimulation } from './record-simulation.ts';
import { RunFailure, type RecorderJob, type RecorderReport } from './recorder-job.ts';

/** A process that records one run and ends. It is told what by its first message, and tells how far it is. */

/** The live path goes first. */
const NICE = 10;

setPriority(NICE);
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => process.exit(1));

process.once('message', (job: RecorderJob) => void record(job));

async function record(job: RecorderJob): Promise<void> {
  await tell(await reportOf(job));
  process.exit(0);
}

async function reportOf(job: RecorderJob): Promise<RecorderReport> {
  try {
    const model = await readPlantFolder(job.plantFolder);
    return await recordSimulation(job, model, (report) => void tell(report));
  } catch (error) {
    const reason = error instanceof RunFailure ? error.reason : 'program';
    return { type: 'failed', reason, detail: (error as Error).message };
  }
}

function tell(report: RecorderReport): Promise<void> {
  return new Promise((resolve) => process.send!(report, undefined, undefined, () => resolve()));
}
