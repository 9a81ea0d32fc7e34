import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RecorderEnd, RecorderJob, RecorderReport } from './recorder-job.ts';

/** A run that is being recorded. */
export interface Recording {
  /** Always resolves. */
  ended: Promise<RecorderEnd>;
  /** Ends it at once; nothing of it is of use then. */
  stop(): void;
}

export type StartRecording = (
  job: RecorderJob,
  onProgress: (progress: number, bytes: number) => void,
) => Recording;

const MAX_SAID = 2000;

/**
 * Records in a process of its own, so that a run that takes all it can get neither delays live values nor takes the server with it.
 *
 * @param execArgv options of Node for it; those of this process when left out
 */
export function recorderProcess(execArgv: readonly string[] = process.execArgv): StartRecording {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const main = fileURLToPath(new URL(`./recorder-main.${extension}`, import.meta.url));
  return (job, onProgress) => {
    const child = fork(main, {
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr!.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-MAX_SAID)));
    const ended = new Promise<RecorderEnd>((resolve) => {
      child.on('message', (report: RecorderReport) => {
        if (report.type === 'progress') onProgress(report.progress, report.bytes);
        else resolve(report);
      });
      const failed = (detail: string) => resolve({ type: 'failed', reason: 'program', detail });
      child.once('error', (error) => failed(error.message));
      child.once('close', (code, signal) =>
        failed(said.trim() || `The recorder ended (${signal ?? `exit code ${code}`}).`),
      );
    });
    child.send(job);
    // Politely, so that it takes the simulator with it.
    return { ended, stop: () => void child.kill('SIGTERM') };
  };
}
