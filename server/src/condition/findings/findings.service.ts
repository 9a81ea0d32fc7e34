import type { Finding, FindingDetail, FindingPage, FindingSearch } from '@linetwin/contracts';
import type { EventBus } from '../../events.ts';
import { within } from '../../platform/within.ts';
import type { FindingStore } from './finding-store.port.ts';
import type { JobQueue } from '../../jobs/job-queue.port.ts';

/** Who connects waits this long at most for the data base. */
const ANSWER_MS = 2000;
/** A data base that was away when somebody connected is asked again this often. */
const RETRY_MS = 2000;

/** Findings as people see them; what the workers find is told. */
export class FindingsService {
  private readonly store: FindingStore;
  private readonly jobs: JobQueue;
  private readonly events: EventBus;
  private readonly onProblem: (what: string, error: Error) => void;
  private readonly retryMs: number;
  private unsubscribe: () => void = () => undefined;
  /** Open findings as last read or told. */
  private known = new Map<string, Finding>();
  /** What was told while the data base was read: it may have answered from before. */
  private toldMeanwhile = new Map<string, Finding>();
  private reading: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(parts: {
    store: FindingStore;
    jobs: JobQueue;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
    retryMs?: number;
  }) {
    this.store = parts.store;
    this.jobs = parts.jobs;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
    this.retryMs = parts.retryMs ?? RETRY_MS;
  }

  start(): void {
    const undo = [
      this.jobs.onCompleted('DiagnoseBurst', ({ findings }) => {
        for (const id of findings) void this.tell(id);
      }),
      this.events.on('FindingChanged', 'findings', (finding) => this.hear(finding), 'anywhere'),
    ];
    this.unsubscribe = () => undo.forEach((one) => one());
  }

  stop(): void {
    this.stopping = true;
    clearTimeout(this.retry);
    this.unsubscribe();
  }

  /**
   * Open findings for those who connect. Many at once share one look into the data base. While that is away they are given
   * those last known, and what they do not know is told when it is back.
   */
  async standing(): Promise<Finding[]> {
    try {
      await within(ANSWER_MS, this.read());
    } catch (error) {
      // Said once, however many connect.
      if (this.retry === undefined) {
        this.onProblem('findings cannot be read, dashboards see those last known', error as Error);
        this.retry = setTimeout(() => void this.catchUp(), this.retryMs);
      }
    }
    return [...this.known.values()].sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  }

  open(): Promise<Finding[]> {
    return this.store.open();
  }

  ofEquipment(equipment: string): Promise<Finding[]> {
    return this.store.ofEquipment(equipment, 100);
  }

  search(search: FindingSearch): Promise<FindingPage> {
    return this.store.search(search);
  }

  /** @param at as it stood then; as it stands when left out */
  detail(id: string, at?: number): Promise<FindingDetail | undefined> {
    return this.store.detail(id, at);
  }

  private read(): Promise<void> {
    this.reading ??= this.readNow().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readNow(): Promise<void> {
    this.toldMeanwhile = new Map();
    const open = await this.store.open();
    this.known = new Map(open.map((finding) => [finding.id, finding]));
    for (const finding of this.toldMeanwhile.values()) this.keep(finding);
  }

  private hear(finding: Finding): void {
    this.toldMeanwhile.set(finding.id, finding);
    this.keep(finding);
  }

  private keep(finding: Finding): void {
    if (finding.status === 'open') this.known.set(finding.id, finding);
    else this.known.delete(finding.id);
  }

  /** Tells what those who connected meanwhile could not be given. */
  private async catchUp(): Promise<void> {
    const shown = this.known;
    try {
      await this.read();
    } catch {
      if (!this.stopping) this.retry = setTimeout(() => void this.catchUp(), this.retryMs);
      return;
    }
    this.retry = undefined;
    for (const finding of this.known.values()) {
      if (JSON.stringify(shown.get(finding.id)) !== JSON.stringify(finding))
        this.events.emit('FindingChanged', finding, 'elsewhere');
    }
    for (const finding of shown.values()) {
      if (!this.known.has(finding.id))
        this.events.emit('FindingChanged', { ...finding, status: 'closed' }, 'elsewhere');
    }
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
