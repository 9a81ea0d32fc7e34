import { LineWatch, PROCESS_RULES, type ValueVerdict } from '@linetwin/condition';
import type { Finding, SampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import type { FindingChange } from './finding-fold.ts';
import type { FindingStore } from './finding-store.port.ts';
import { findingOfVerdict } from './value-findings.ts';

/** Rules are looked at this often; a fault is named within a second of its last sign. */
const LOOK_MS = 1000;
const RETRY_MS = 2000;
/** Verdicts that wait for the data base; beyond it the oldest are given up, they are told and shown all the same. */
const MAX_WAITING = 10_000;

interface Waiting {
  finding: Finding;
  verdict: ValueVerdict;
}

/**
 * Sensor and process faults of the lines that this process owns, from live values to findings. A finding is told at once and
 * recorded as soon as the data base takes it, in order.
 */
export class ValueDiagnosis {
  private readonly index: ModelIndex;
  private readonly store: FindingStore;
  private readonly events: EventBus;
  private readonly onProblem: (what: string, error: Error) => void;
  private readonly retryMs: number;
  private readonly lines = new Map<string, LineWatch>();
  private waiting: Waiting[] = [];
  private recording: Promise<void> | undefined;
  private newestAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private undo: () => void = () => undefined;
  private stopping = false;

  constructor(parts: {
    index: ModelIndex;
    store: FindingStore;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
    retryMs?: number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.events = parts.events;
    this.onProblem = parts.onProblem;
    this.retryMs = parts.retryMs ?? RETRY_MS;
  }

  start(): void {
    this.undo = this.events.on('SamplesAccepted', 'value diagnosis', (samples) => this.hear(samples));
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.undo();
    this.stopping = true;
    clearTimeout(this.retry);
    await this.recorded();
  }

  /** Watches a line from now on; what is normal for its machines is learned anew. */
  async takeLine(line: string): Promise<void> {
    this.lines.set(line, new LineWatch(this.index, line, PROCESS_RULES));
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
    await this.recorded();
  }

  /** Resolves when nothing waits to be recorded, or the data base does not take it. */
  async recorded(): Promise<void> {
    while (this.recording) await this.recording;
  }

  /** Looks at all rules by the time of the newest value. The timer does it every second. */
  look(): void {
    for (const line of this.lines.values())
      for (const verdict of line.look(this.newestAt)) this.tell(verdict);
  }

  private hear(samples: SampleBatch): void {
    for (let row = 0; row < samples.length; row++) {
      const time = samples.time[row];
      if (time > this.newestAt) this.newestAt = time;
      for (const line of this.lines.values())
        line.put(samples.signal[row], time, samples.value[row], samples.quality[row]);
    }
  }

  /** Tells a fault at once, and records it as soon as the data base takes it. */
  tell(verdict: ValueVerdict): void {
    const finding = findingOfVerdict(verdict);
    this.events.emit('FindingChanged', finding);
    this.waiting.push({ finding, verdict });
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    this.recording ??= this.record().finally(() => (this.recording = undefined));
  }

  private async record(): Promise<void> {
    while (this.waiting.length > 0) {
      const [{ finding, verdict }] = this.waiting;
      try {
        await this.store.record(
          {
            id: `${finding.id}.${finding.lastSeenAt}`,
            component: `${finding.equipment}#${finding.component}#${finding.verdict}`,
            finding,
            diagnosis: { method: 'values', ...verdict },
          },
          () => [changeOf(finding)],
        );
        this.waiting.shift();
      } catch (error) {
        this.onProblem('findings from values are not recorded yet, trying again', error as Error);
        if (this.stopping) return;
        this.retry ??= setTimeout(() => {
          this.retry = undefined;
          this.recording ??= this.record().finally(() => (this.recording = undefined));
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
