import type { Logger } from 'pino';

/**
 * What to do with promises that were rejected and nobody listened to. The process ends, as Node would end it, with
 * one exception: when a commit fails (a full disk), lmdb rejects the write, which its caller hears and handles,
 * and besides a promise of its own that nobody can reach.
 */
export function watchStrayRejections(logger: Logger): void {
  process.on('unhandledRejection', (reason) => {
    if (reason instanceof Error && 'commitError' in reason) {
      (reason.commitError as Promise<unknown>).catch(() => undefined);
      return;
    }
    logger.fatal({ error: reason }, 'a failure that nobody handles; stopping');
    process.exit(1);
  });
}
