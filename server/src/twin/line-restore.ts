import { lineOf } from '@linetwin/model';
import type { Logger } from 'pino';
import type { HistoryStore } from '../history/history.port.ts';
import type { Twin } from './twin.ts';

/** Gives the twin what the last owner of a line brought into history. */
export class LineRestore {
  private readonly twin: Twin;
  private readonly history: HistoryStore;
  private readonly logger: Logger;

  constructor(twin: Twin, history: HistoryStore, logger: Logger) {
    this.twin = twin;
    this.history = history;
    this.logger = logger;
  }

  /** Without history the twin goes on from what it heard, and the machines tell the rest. */
  async takeLine(line: string): Promise<void> {
    const { twin } = this;
    try {
      for (const { address, time, value, quality } of await this.history.latest()) {
        const signal = twin.index.signal(address);
        if (signal && lineOf(address) === line) twin.accept(signal.index, time, value, quality);
      }
    } catch (error) {
      this.logger.warn(
        { line, error: (error as Error).message },
        'history cannot tell the last values of a line',
      );
    }
  }

  dropLine(): void {}
}
