import type { ProcessNote } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { dropWith, takeWith, type LineKeeper } from './line-keeper.ts';
import { LineOwnership } from './line-ownership.port.ts';
import type { LeaseStore } from './lease-store.port.ts';
import type { OwnedLines } from './owned-lines.port.ts';

export interface LeaseTimes {
  /** Leases and notes are prolonged this often. */
  beatMs: number;
  /** A dead process is noticed after this long. */
  ttlMs: number;
}

/** With these a line is without an owner for at most ttl + beat, here 6 s, and then as long as taking it up lasts. */
export const LEASE_TIMES: LeaseTimes = { beatMs: 1000, ttlMs: 5000 };

/** Beats for which a line must have been free, or too many lines mine, before the fair share is set aside. */
const PATIENCE_BEATS = 3;

interface Held {
  state: 'taking' | 'owned' | 'leaving';
  /** `performance.now()` of the last answer that the lease is ours; before all times when there was none. */
  confirmedAt: number;
  /** Everything done with the line, one after another. */
  work: Promise<void>;
}

/**
 * Owns lines by leases that expire when their holder dies. Lines are spread evenly over the processes that are there.
 *
 * While the leases cannot be asked, nobody can take a line, so its owner goes on. The case that only this process is cut
 * off is settled at the broker: the next owner takes over the session of the line there, and whoever loses it while the
 * lease is not confirmed gives the line up (`lostSession`). In the same way a server that is started while the leases cannot
 * be asked goes on with the lines that it had: should another own one by now, the broker lets only one of them have it.
 */
export class LeasedOwner extends LineOwnership {
  private readonly lines: readonly string[];
  private readonly keepers: readonly LineKeeper[];
  private readonly leases: LeaseStore;
  private readonly lastOwned: OwnedLines;
  private readonly note: () => ProcessNote;
  private readonly logger: Logger;
  private readonly times: LeaseTimes;
  private readonly held = new Map<string, Held>();
  private readonly freeFor = new Map<string, number>();
  private readonly leftListeners = new Set<(line: string) => void>();
  private id = '';
  private tooMany = 0;
  private startedAt = 0;
  /** Whether the leases have answered since the start, or the lines were taken without. */
  private settled = false;
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: () => void = () => undefined;
  /** Why leases cannot be prolonged now. */
  problem: string | undefined;

  constructor(parts: {
    lines: readonly string[];
    keepers: readonly LineKeeper[];
    leases: LeaseStore;
    lastOwned: OwnedLines;
    /** What to tell of this process, lines left out. */
    note: () => ProcessNote;
    logger: Logger;
    times?: LeaseTimes;
  }) {
    super();
    this.lines = parts.lines;
    this.keepers = parts.keepers;
    this.leases = parts.leases;
    this.lastOwned = parts.lastOwned;
    this.note = parts.note;
    this.logger = parts.logger;
    this.times = parts.times ?? LEASE_TIMES;
  }

  async start(): Promise<void> {
    this.id = this.note().id;
    this.startedAt = performance.now();
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await Promise.all([...this.held.keys()].map((line) => this.leave(line, 'the server stops')));
    await this.leases.leave(this.id).catch(() => undefined);
  }

  owns(line: string): boolean {
    return this.held.get(line)?.state === 'owned';
  }

  owned(): string[] {
    return this.lines.filter((line) => this.owns(line));
  }

  /** Is told of each line that was left. @returns what undoes it */
  onLeft(listener: (line: string) => void): () => void {
    this.leftListeners.add(listener);
    return () => this.leftListeners.delete(listener);
  }

  /** The broker ended the session of a line, perhaps because another owner opened it. */
  lostSession(line: string): void {
    const held = this.held.get(line);
    if (!held || performance.now() - held.confirmedAt <= this.times.ttlMs) return;
    void this.leave(line, 'its session at the broker and the leases are both lost');
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.beat();
        if (this.problem) this.logger.info('the leases can be asked again');
        this.problem = undefined;
        this.settled = true;
      } catch (error) {
        const { message } = error as Error;
        if (!this.problem)
          this.logger.warn({ error: message }, 'the leases cannot be asked; going on as it is');
        this.problem = message;
        if (!this.settled && performance.now() - this.startedAt > this.times.ttlMs) {
          this.settled = true;
          await this.takeLastOwned();
        }
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.times.beatMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private async beat(): Promise<void> {
    const { leases, id, times } = this;
    for (const [line, held] of this.held) {
      if (held.state === 'leaving') continue;
      const askedAt = performance.now();
      if (await leases.take(line, id, times.ttlMs)) held.confirmedAt = askedAt;
      else void this.leave(line, 'another server owns it');
    }
    await leases.announce({ ...this.note(), lines: this.owned() }, times.ttlMs);
    const owners = (await leases.processes()).filter(({ roles }) => roles.includes('ingest'));
    const fair = Math.ceil(this.lines.length / Math.max(1, owners.length));
    await this.takeFree(fair, new Set(owners.flatMap(({ lines }) => lines)));
    await this.giveUpOne(fair, owners);
  }

  /** Whoever could have taken these lines since cannot do so now; they are confirmed when the leases can be asked. */
  private async takeLastOwned(): Promise<void> {
    const last = new Set(await this.lastOwned.read());
    for (const line of this.lines.filter((one) => last.has(one))) {
      this.logger.warn(
        { line },
        'the leases cannot be asked; going on with a line that was looked after here',
      );
      this.take(line, -Infinity);
    }
  }

  /** Not while stopping: what was owned until then is what the next start goes on with. */
  private remember(): void {
    if (this.stopping) return;
    this.lastOwned
      .write(this.owned())
      .catch((error: Error) => this.logger.warn({ error: error.message }, 'owned lines not remembered'));
  }

  private async takeFree(fair: number, ownedByNote: ReadonlySet<string>): Promise<void> {
    for (const line of this.lines) {
      if (this.held.has(line)) continue;
      // Beyond the fair share only what nobody wanted for some beats.
      const free = (this.freeFor.get(line) ?? 0) + 1;
      this.freeFor.set(line, ownedByNote.has(line) ? 0 : free);
      if (this.held.size >= fair && free <= PATIENCE_BEATS) continue;
      const askedAt = performance.now();
      if (await this.leases.take(line, this.id, this.times.ttlMs)) this.take(line, askedAt);
    }
  }

  /** When others have room, a line at a time, after some beats in which that did not change. */
  private async giveUpOne(fair: number, owners: readonly ProcessNote[]): Promise<void> {
    const room = owners.some(
      ({ id, lines }) => id !== this.id && lines.length < Math.floor(this.lines.length / owners.length),
    );
    const owned = this.owned();
    this.tooMany = owned.length > fair && room ? this.tooMany + 1 : 0;
    if (this.tooMany <= PATIENCE_BEATS) return;
    this.tooMany = 0;
    void this.leave(owned[owned.length - 1], 'another server has room for it');
  }

  private take(line: string, confirmedAt: number): void {
    const held: Held = { state: 'taking', confirmedAt, work: Promise.resolve() };
    this.held.set(line, held);
    this.freeFor.delete(line);
    held.work = takeWith(this.keepers, line).then(
      () => {
        if (held.state === 'taking') held.state = 'owned';
        this.remember();
        this.logger.info({ line }, 'this server looks after the line now');
      },
      async (error: Error) => {
        this.logger.error({ line, error: error.message }, 'the line could not be taken up');
        this.held.delete(line);
        await this.release(line);
      },
    );
  }

  private async leave(line: string, reason: string): Promise<void> {
    const held = this.held.get(line);
    if (!held || held.state === 'leaving') return held?.work;
    held.state = 'leaving';
    held.work = held.work.then(async () => {
      if (this.held.get(line) !== held) return;
      this.logger.info({ line, reason }, 'this server leaves the line');
      await dropWith(this.keepers, line, (keeper, error) =>
        this.logger.error({ line, keeper, error: error.message }, 'did not leave the line cleanly'),
      );
      this.held.delete(line);
      this.remember();
      await this.release(line);
      for (const listener of this.leftListeners) listener(line);
    });
    return held.work;
  }

  private release(line: string): Promise<void> {
    // Not released, it expires.
    return this.leases.release(line, this.id).catch(() => undefined);
  }
}
