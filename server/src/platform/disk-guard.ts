import type { DiskAnswer } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { DiskFigures, DiskGauge } from './disk-gauge.port.ts';

/** `near`: somebody should look. `full`: nothing is acknowledged. */
export type DiskLevel = DiskAnswer['level'];

/** Shares of what may be used at which a level begins, and below which it ends again, so that it does not come and go. */
const NEAR = { from: 0.8, until: 0.75 };
const FULL = { from: 1, until: 0.95 };

const CHECK_MS = 5000;
/** Who waits for room is let in again soon. */
const CHECK_WHEN_SCARCE_MS = 1000;

/** What the intake must know of the disk. */
export interface DiskRoom {
  /** Why nothing may be acknowledged now; `undefined` while there is room. */
  readonly problem: string | undefined;
  /** Something could not be written: perhaps for want of room. */
  suspect(): void;
}

/** Looks again and again how full the disk is, and says when senders must keep what they have. */
export class DiskGuard implements DiskRoom {
  private readonly gauge: DiskGauge;
  private readonly logger: Logger;
  private now: DiskLevel = 'ok';
  private figures: DiskFigures = { usedBytes: 0, limitBytes: Infinity };
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;
  private running = false;

  constructor(gauge: DiskGauge, logger: Logger) {
    this.gauge = gauge;
    this.logger = logger;
  }

  get level(): DiskLevel {
    return this.now;
  }

  get problem(): string | undefined {
    return this.now === 'full' ? `the disk is full: ${this.detail}` : undefined;
  }

  /** For people: `8.2 of 10.0 GB used (82 %)`. */
  get detail(): string {
    const { usedBytes, limitBytes } = this.figures;
    const percent = Math.floor(shareOf(this.figures) * 100);
    return `${inGb(usedBytes)} of ${inGb(limitBytes)} GB used (${percent} %)`;
  }

  answer(): DiskAnswer {
    return { level: this.now, ...this.figures };
  }

  /** Resolves when it is known how full the disk is. */
  async start(): Promise<void> {
    this.running = true;
    await this.check();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.checking;
  }

  suspect(): void {
    if (this.running && !this.checking) void this.check();
  }

  /** Looks now. */
  check(): Promise<void> {
    clearTimeout(this.timer);
    this.checking ??= this.look().finally(() => {
      this.checking = undefined;
      if (!this.running) return;
      const pause = this.now === 'ok' ? CHECK_MS : CHECK_WHEN_SCARCE_MS;
      this.timer = setTimeout(() => void this.check(), pause);
    });
    return this.checking;
  }

  private async look(): Promise<void> {
    try {
      this.figures = await this.gauge.measure();
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'it cannot be told how full the disk is');
      return;
    }
    const before = this.now;
    this.now = nextLevel(before, shareOf(this.figures));
    if (this.now === before) return;
    const { detail } = this;
    if (this.now === 'full') {
      this.logger.error({ detail }, 'the disk is full: nothing is acknowledged until there is room');
    } else if (this.now === 'near') {
      this.logger.warn(
        { detail },
        before === 'ok' ? 'the disk is nearly full' : 'there is some room on the disk again',
      );
    } else this.logger.info({ detail }, 'there is room on the disk again');
  }
}

/** The level after a share of what may be used was found, coming from another. */
export function nextLevel(level: DiskLevel, share: number): DiskLevel {
  if (share >= FULL.from || (level === 'full' && share >= FULL.until)) return 'full';
  if (share >= NEAR.from || (level !== 'ok' && share >= NEAR.until)) return 'near';
  return 'ok';
}

function shareOf({ usedBytes, limitBytes }: DiskFigures): number {
  // Nothing may be used and nothing is: a volume without a free byte.
  return limitBytes > 0 ? usedBytes / limitBytes : 1;
}

function inGb(bytes: number): string {
  const gb = bytes / 1e9;
  return gb < 1 ? gb.toFixed(3) : gb.toFixed(1);
}
