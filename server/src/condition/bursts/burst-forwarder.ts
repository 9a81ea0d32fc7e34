import type { EventBus } from '../../events.ts';
import type { JobQueue } from '../../jobs/job-queue.port.ts';
import { parseBurstName, type BurstStore } from './burst-store.port.ts';

const RETRY_MS = 5000;

/**
 * Brings bursts from where the intake kept them to the workers. One that could not be handed on stays on the disk of this
 * machine and is tried again.
 */
export class BurstForwarder {
  private readonly kept: BurstStore;
  private readonly shared: BurstStore | undefined;
  private readonly jobs: JobQueue;
  private readonly events: EventBus;
  private readonly onProblem: (error: Error) => void;
  private readonly waiting = new Set<string>();
  private unsubscribe: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(parts: {
    /** Of this machine. */
    kept: BurstStore;
    /** Where workers on other machines find them; none when the workers are on this one. */
    shared?: BurstStore;
    jobs: JobQueue;
    events: EventBus;
    /** Told once for each row of failures. */
    onProblem: (error: Error) => void;
  }) {
    this.kept = parts.kept;
    this.shared = parts.shared;
    this.jobs = parts.jobs;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
  }

  async start(): Promise<void> {
    this.unsubscribe = this.events.on('BurstKept', 'burst forwarder', ({ burst }) => this.add(burst));
    // Kept but never handed on: the server was killed in between.
    for (const burst of await this.kept.listPending()) this.add(burst);
    this.timer = setInterval(() => this.work(), RETRY_MS);
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    clearInterval(this.timer);
    await this.running;
  }

  private add(burst: string): void {
    this.waiting.add(burst);
    this.work();
  }

  private work(): void {
    this.running ??= this.forwardAll().finally(() => (this.running = undefined));
  }

  private async forwardAll(): Promise<void> {
    for (const burst of this.waiting) {
      try {
        await this.forward(burst);
        this.waiting.delete(burst);
      } catch (error) {
        this.onProblem(error as Error);
        return;
      }
    }
  }

  private async forward(burst: string): Promise<void> {
    const { equipment, channel, time } = parseBurstName(burst);
    if (this.shared) {
      const bytes = await this.kept.readPending(burst);
      if (!bytes) return;
      await this.shared.keep(equipment, channel, time, bytes);
    }
    await this.jobs.add('DiagnoseBurst', { burst, equipment, channel, time }, burst);
    if (this.shared) await this.kept.settle(burst);
  }
}
