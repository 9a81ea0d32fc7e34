import type { Finding, FindingDetail } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';
import { parseBurstName, type BurstStore } from './burst-store.ts';
import type { FindingStore } from './finding-store.port.ts';
import type { JobQueue } from '../jobs/job-queue.port.ts';

/** Findings as the api sees them: bursts go to the workers, their words come back and are told. */
export class FindingsService {
  private readonly store: FindingStore;
  private readonly bursts: BurstStore;
  private readonly jobs: JobQueue;
  private readonly events: EventBus;
  private readonly onProblem: (what: string, error: Error) => void;
  private undo: (() => void)[] = [];

  constructor(parts: {
    store: FindingStore;
    bursts: BurstStore;
    jobs: JobQueue;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
  }) {
    this.store = parts.store;
    this.bursts = parts.bursts;
    this.jobs = parts.jobs;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
  }

  async start(): Promise<void> {
    this.undo = [
      this.events.on('BurstKept', 'findings', ({ burst }) => this.enqueue(burst)),
      this.jobs.onCompleted('DiagnoseBurst', ({ findings }) => {
        for (const id of findings) void this.tell(id);
      }),
    ];
    // Bursts that were kept but never diagnosed: the server or the queue was killed in between.
    for (const burst of await this.bursts.listPending()) this.enqueue(burst);
  }

  stop(): void {
    for (const undo of this.undo) undo();
  }

  open(): Promise<Finding[]> {
    return this.store.open();
  }

  ofEquipment(equipment: string): Promise<Finding[]> {
    return this.store.ofEquipment(equipment, 100);
  }

  detail(id: string): Promise<FindingDetail | undefined> {
    return this.store.detail(id);
  }

  private enqueue(burst: string): void {
    const { equipment, channel, time } = parseBurstName(burst);
    this.jobs.add('DiagnoseBurst', { burst, equipment, channel, time }, burst).catch((error: Error) => {
      // The burst stays pending on disk and is queued again at the next start.
      this.onProblem(`burst ${burst} was not queued`, error);
    });
  }

  private async tell(id: string): Promise<void> {
    try {
      const finding = await this.store.detail(id);
      if (!finding) return;
      const { diagnosis: _evidence, ...summary } = finding;
      this.events.emit('FindingChanged', summary);
    } catch (error) {
      this.onProblem(`finding ${id} was not told`, error as Error);
    }
  }
}
