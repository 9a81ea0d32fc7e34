import { LineWatch, PROCESS_RULES, type ValueVerdict } from '@linetwin/condition';
import type { SampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import { FindingRecorder } from './finding-recorder.ts';
import type { FindingStore } from './finding-store.port.ts';
import { findingOfVerdict } from './value-findings.ts';

/** Rules are looked at this often; a fault is named within a second of its last sign. */
const LOOK_MS = 1000;

/** Sensor and process faults of the lines that this process owns, from live values to findings. */
export class ValueDiagnosis {
  private readonly index: ModelIndex;
  private readonly events: EventBus;
  private readonly recorder: FindingRecorder;
  private readonly lines = new Map<string, LineWatch>();
  private newestAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private undo: () => void = () => undefined;

  constructor(parts: {
    index: ModelIndex;
    store: FindingStore;
    events: EventBus;
    onProblem: (what: string, error: Error) => void;
    retryMs?: number;
  }) {
    this.index = parts.index;
    this.events = parts.events;
    this.recorder = new FindingRecorder(parts);
  }

  start(): void {
    this.undo = this.events.on('SamplesAccepted', 'value diagnosis', (samples) => this.hear(samples));
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.undo();
    await this.recorder.stop();
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
  recorded(): Promise<void> {
    return this.recorder.recorded();
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
    this.recorder.tell(findingOfVerdict(verdict), { method: 'values', ...verdict });
  }
}
