import type { Logger } from 'pino';

/** Something that is started once and stopped once. */
export interface Part {
  name: string;
  start: () => Promise<unknown> | unknown;
  stop?: () => Promise<unknown> | unknown;
}

/** Starts parts in order and stops those that were started in the reverse order. */
export class Lifecycle {
  private readonly started: Part[] = [];
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  /** @throws what the part threw; the parts before it are stopped again */
  async start(parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      try {
        await part.start();
      } catch (error) {
        await this.stop();
        throw error;
      }
      this.started.push(part);
      this.logger.debug({ part: part.name }, 'started');
    }
  }

  async stop(): Promise<void> {
    for (const part of this.started.splice(0).reverse()) {
      try {
        await part.stop?.();
        this.logger.debug({ part: part.name }, 'stopped');
      } catch (error) {
        this.logger.error({ part: part.name, error: (error as Error).message }, 'did not stop cleanly');
      }
    }
  }
}
