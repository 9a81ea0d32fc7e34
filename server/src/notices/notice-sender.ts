import type { Logger } from 'pino';
import type { NoticeDispatcher } from './notice-dispatcher.ts';

/** What became due by itself (a pause is over, a lane is free again) waits no longer than this. */
const LOOK_MS = 1000;

/** Lets the dispatcher run when somebody says so and every second, one run at a time. */
export class NoticeSender {
  private readonly dispatcher: NoticeDispatcher;
  private readonly logger: Logger;
  private running: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private problem: string | undefined;

  constructor(dispatcher: NoticeDispatcher, logger: Logger) {
    this.dispatcher = dispatcher;
    this.logger = logger;
  }

  start(): void {
    this.timer = setInterval(() => void this.run(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** The job is done when it is known; whether the service takes the notice is not waited for, it may be slow. */
  async handleSendNotices(): Promise<Record<string, never>> {
    this.again = true;
    void this.run();
    return {};
  }

  private run(): Promise<void> {
    this.running ??= this.dispatch().finally(() => {
      this.running = undefined;
      if (this.again && this.timer) void this.run();
    });
    return this.running;
  }

  private async dispatch(): Promise<void> {
    this.again = false;
    try {
      await this.dispatcher.dispatch();
      this.problem = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.problem) this.logger.warn({ error: message }, 'notices wait for the data base');
      this.problem = message;
    }
  }
}
