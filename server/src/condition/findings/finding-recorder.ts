import type { Finding } from '@linetwin/contracts';
import type { EventBus } from '../../events.ts';
import type { FindingChange } from './finding-fold.ts';
import type { FindingStore } from './finding-store.port.ts';

const RETRY_MS = 2000;
/** Findings that wait for the data base; beyond it the oldest are given up, they are told and shown all the same. */
const MAX_WAITING = 10_000;

/** Findings of the lines that this process owns: told at once, recorded as soon as the data base takes them, in order. */
export class FindingRecorder {
  private readonly store: FindingStore;
  private readonly events: EventBus;
  private readonly onProblem: (what: string, error: Error) => void;
  private readonly retryMs: number;
  private readonly waiting: { finding: Finding; diagnosis: object }[] = [];
  private recording: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(parts: {
    store: FindingStore;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
    retryMs?: number;
  }) {
    this.store = parts.store;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
    this.retryMs = parts.retryMs ?? RETRY_MS;
  }

  tell(finding: Finding, diagnosis: object): void {
    this.events.emit('FindingChanged', finding);
    this.waiting.push({ finding, diagnosis });
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    this.begin();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.retry);
    await this.recorded();
  }

  /** Resolves when nothing waits to be recorded, or the data base does not take it. */
  async recorded(): Promise<void> {
    while (this.recording) await this.recording;
  }

  private begin(): void {
    this.recording ??= this.record().finally(() => (this.recording = undefined));
  }

  private async record(): Promise<void> {
    while (this.waiting.length > 0) {
      const [{ finding, diagnosis }] = this.waiting;
      try {
        await this.store.record(
          {
            id: `${finding.id}.${finding.lastSeenAt}`,
            component: `${finding.equipment}#${finding.component}#${finding.verdict}`,
            finding,
            diagnosis,
          },
          () => [changeOf(finding)],
        );
        this.waiting.shift();
      } catch (error) {
        this.onProblem('findings from values are not recorded yet, trying again', error as Error);
        if (this.stopping) return;
        this.retry ??= setTimeout(() => {
          this.retry = undefined;
          this.begin();
        }, this.retryMs);
        return;
      }
    }
  }
}

function changeOf(finding: Finding): FindingChange {
  if (finding.status === 'closed') return { event: 'NoLongerSeen', finding };
  return { event: finding.firstSeenAt === finding.lastSeenAt ? 'Opened' : 'SeenAgain', finding };
}
