import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { loggedContext } from './request-log.ts';

/** The process's logger: JSON lines on standard output. */
export function createLogger(level: string, role: string): Logger {
  return pino({ level, base: { role }, mixin: loggedContext });
}

/** Lets the framework write to the same log; its start-up chatter is only of use when debugging. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...details: unknown[]): void {
    this.logger.debug({ details }, String(message));
  }

  debug(message: unknown, ...details: unknown[]): void {
    this.logger.debug({ details }, String(message));
  }

  verbose(message: unknown, ...details: unknown[]): void {
    this.logger.trace({ details }, String(message));
  }

  warn(message: unknown, ...details: unknown[]): void {
    this.logger.warn({ details }, String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    this.logger.error({ details }, String(message));
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.logger.fatal({ details }, String(message));
  }
}
