import type { Finding, FindingDetail } from '@linetwin/contracts';
import type { EventBus } from '../events.ts';
import type { FindingStore } from './finding-store.port.ts';
import type { JobQueue } from '../jobs/job-queue.port.ts';

/** Findings as people see them; what the workers find is told. */
export class FindingsService {
  private readonly store: FindingStore;
  private readonly jobs: JobQueue;
  private readonly events: EventBus;
  private readonly onProblem: (what: string, error: Error) => void;
  private unsubscribe: () => void = () => undefined;

  constructor(parts: {
    store: FindingStore;
    jobs: JobQueue;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
  }) {
    this.store = parts.store;
    this.jobs = parts.jobs;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
  }

  start(): void {
    this.unsubscribe = this.jobs.onCompleted('DiagnoseBurst', ({ findings }) => {
      for (const id of findings) void this.tell(id);
    });
  }

  stop(): void {
    this.unsubscribe();
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
