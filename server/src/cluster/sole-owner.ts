import type { Logger } from 'pino';
import { dropWith, takeWith, type LineKeeper } from './line-keeper.ts';
import { LineOwnership } from './line-ownership.port.ts';

/** The only server of a plant owns all its lines for as long as it runs. */
export class SoleOwner extends LineOwnership {
  private readonly lines: readonly string[];
  private readonly keepers: readonly LineKeeper[];
  private readonly logger: Logger;
  private readonly mine = new Set<string>();

  constructor(parts: { lines: readonly string[]; keepers: readonly LineKeeper[]; logger: Logger }) {
    super();
    this.lines = parts.lines;
    this.keepers = parts.keepers;
    this.logger = parts.logger;
  }

  async start(): Promise<void> {
    for (const line of this.lines) {
      await takeWith(this.keepers, line);
      this.mine.add(line);
    }
  }

  async stop(): Promise<void> {
    for (const line of this.owned()) {
      this.mine.delete(line);
      await dropWith(this.keepers, line, (keeper, error) =>
        this.logger.error({ line, keeper, error: error.message }, 'did not leave the line cleanly'),
      );
    }
  }

  owns(line: string): boolean {
    return this.mine.has(line);
  }

  owned(): string[] {
    return [...this.mine];
  }
}
