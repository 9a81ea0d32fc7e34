import { fork, type ChildProcess } from 'node:child_process';
import type { Logger } from 'pino';

const FIRST_RESTART_MS = 1000;
const LAST_RESTART_MS = 30_000;
const STOP_TIMEOUT_MS = 8000;

/** Runs the worker as a process of its own and starts it again when it dies. */
export class WorkerProcess {
  private readonly logger: Logger;
  private child: ChildProcess | undefined;
  private restart: NodeJS.Timeout | undefined;
  private pauseMs = FIRST_RESTART_MS;
  private stopping = false;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  /** @param environment what the worker gets beside the environment of this process */
  start(main: string, environment: Record<string, string>): void {
    const child = fork(main, { env: { ...process.env, ...environment } });
    this.child = child;
    child.once('message', () => (this.pauseMs = FIRST_RESTART_MS));
    child.once('exit', (code, signal) => {
      if (this.stopping) return;
      this.logger.error(
        { reason: signal ?? `exit code ${code}`, againInMs: this.pauseMs },
        'the worker ended and is started again',
      );
      this.restart = setTimeout(() => this.start(main, environment), this.pauseMs);
      this.pauseMs = Math.min(this.pauseMs * 2, LAST_RESTART_MS);
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }
}
