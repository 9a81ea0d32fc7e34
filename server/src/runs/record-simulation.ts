import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { DuckDbHistory } from '../history/duckdb-history.ts';
import { MessageLines } from './message-lines.ts';
import { RunFailure, type RecorderReport, type SimulateJob } from './recorder-job.ts';
import { RunAlarmLog } from './run-alarms.ts';
import { RunBurstLog } from './run-bursts.ts';
import { bytesIn } from './run-folder.ts';
import { RunFigureCounter } from './run-figures.ts';
import { ValueRecorder } from './value-recorder.ts';

const TELL_EVERY_MS = 500;
const MAX_SAID = 2000;
/** Beside a running plant; what does not fit lies on disk meanwhile. */
const MEMORY_MB = 192;

/**
 * Starts the simulator and keeps what its machines say in a history of its own, as fast as both go or at the speed that was asked for.
 *
 * @throws RunFailure
 */
export async function recordSimulation(
  job: SimulateJob,
  model: PlantModel,
  tell: (report: RecorderReport) => void,
): Promise<RecorderReport & { type: 'done' }> {
  const index = new ModelIndex(model);
  const alarms = new RunAlarmLog();
  const bursts = new RunBurstLog(index);
  const figures = new RunFigureCounter(index, job.lines, alarms);
  const history = new DuckDbHistory({ path: job.values, memoryLimitMb: MEMORY_MB, threads: 1 });
  await history.start();
  const recorder = new ValueRecorder({ index, history, figures });
  const lines = new MessageLines(index, job.endAt, recorder.put, (equipment, line) =>
    bursts.put(equipment, line),
  );
  const conditions = process.execArgv.filter((option) => option.startsWith('--conditions'));
  const child = spawn(process.execPath, [...conditions, job.program, ...job.arguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endChild = () => void child.kill('SIGKILL');
  process.once('exit', endChild);
  try {
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-MAX_SAID)));
    const ended = once(child, 'close');
    const startedAt = performance.now();
    let toldAt = -Infinity;
    for await (const chunk of child.stdout) {
      lines.take(chunk as Buffer);
      if (recorder.isFull) await recorder.flush();
      const doneMs = Math.max(0, recorder.newest - job.beginAt);
      if (job.speed !== null) {
        const aheadMs = doneMs / job.speed - (performance.now() - startedAt);
        if (aheadMs > 0) await setTimeout(aheadMs);
      }
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = performance.now();
      const bytes = await bytesIn(job.folder);
      tell({ type: 'progress', progress: Math.min(1, doneMs / (job.endAt - job.beginAt)), bytes });
      if (bytes > job.maxBytes)
        throw new RunFailure('too-large', `${bytes} bytes, at most ${job.maxBytes} are kept of one run.`);
    }
    const [code, signal] = (await ended) as [number | null, string | null];
    if (code !== 0)
      throw new RunFailure(
        'program',
        said.trim() || `The simulator ended (${signal ?? `exit code ${code}`}).`,
      );
    await recorder.flush();
    await history.sort();
    await alarms.write(job.alarms);
    await bursts.write(job.bursts);
  } finally {
    process.off('exit', endChild);
    endChild();
    await history.stop();
  }
  return {
    type: 'done',
    bytes: await bytesIn(job.folder),
    figures: figures.end(recorder.newest, lines.refused + bursts.refused),
    hasLabels: await access(job.labels).then(
      () => true,
      () => false,
    ),
  };
}
