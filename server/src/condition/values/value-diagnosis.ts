import {
  LineWatch,
  PROCESS_RULES,
  SEAM_COMPONENT,
  type OpenSeamFault,
  type ValueVerdict,
} from '@linetwin/condition';
import { isFromBursts, LOOSE_ACCELEROMETER, type Finding, type SampleBatch } from '@linetwin/contracts';
import { lineOf, type ModelIndex } from '@linetwin/model';
import type { EventBus } from '../../events.ts';
import { FindingRecorder } from '../findings/finding-recorder.ts';
import type { FindingStore } from '../findings/finding-store.port.ts';
import type { RelationTeacher } from './relation-teacher.ts';
import { StandingFaults } from '../findings/standing-faults.ts';
import { findingOfVerdict } from './value-findings.ts';

/** Rules are looked at this often; a fault is named within a second of its last sign. */
const LOOK_MS = 1000;
/** What stood open before is asked for this often while the data base does not answer. */
const ADOPT_MS = 10_000;

interface Watched {
  watch: LineWatch;
  /** Faults of before; undefined while the data base has not told them. */
  standing: StandingFaults | undefined;
}

/** Sensor and process faults of the lines that this process owns, from live values to findings. */
export class ValueDiagnosis {
  private readonly index: ModelIndex;
  private readonly events: EventBus;
  private readonly recorder: FindingRecorder;
  private readonly store: FindingStore;
  private readonly teacher: RelationTeacher | undefined;
  private readonly onProblem: (what: string, error: Error) => void;
  private readonly lines = new Map<string, Watched>();
  private readonly stopping = new AbortController();
  private teaching: Promise<void> = Promise.resolve();
  private newestAt = 0;
  private timers: NodeJS.Timeout[] = [];
  private undo: (() => void)[] = [];

  constructor(parts: {
    index: ModelIndex;
    store: FindingStore;
    events: EventBus;
    /** Knows what is usual from before; without one everything is learned live. */
    teacher?: RelationTeacher;
    onProblem: (what: string, error: Error) => void;
    retryMs?: number;
  }) {
    this.teacher = parts.teacher;
    this.index = parts.index;
    this.events = parts.events;
    this.store = parts.store;
    this.onProblem = parts.onProblem;
    this.recorder = new FindingRecorder(parts);
  }

  start(): void {
    this.undo = [
      this.events.on('SamplesAccepted', 'value diagnosis', (samples) => this.hear(samples)),
      this.events.on('FindingChanged', 'value diagnosis', (finding) => this.hearFinding(finding), 'anywhere'),
    ];
    this.timers = [setInterval(() => this.look(), LOOK_MS), setInterval(() => void this.adopt(), ADOPT_MS)];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const undo of this.undo) undo();
    this.stopping.abort();
    await this.teaching;
    await this.recorder.stop();
  }

  /** Watches a line from now on; what is normal for its machines is learned anew or from history, what stood open goes on. */
  async takeLine(line: string): Promise<void> {
    const watch = new LineWatch(this.index, line, PROCESS_RULES);
    this.lines.set(line, { watch, standing: undefined });
    this.teaching = this.teaching.then(() => this.teach(watch));
    await this.adopt();
  }

  /** Resolves when what history knows is learned. */
  taught(): Promise<void> {
    return this.teaching;
  }

  private async teach(watch: LineWatch): Promise<void> {
    try {
      await this.teacher?.teach(watch, this.stopping.signal);
    } catch (error) {
      this.onProblem('what is usual is not known from history and is learned live', error as Error);
    }
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
    for (const { watch, standing } of this.lines.values()) {
      for (const verdict of watch.look(this.newestAt)) this.tell(standing?.continued(verdict) ?? verdict);
      if (this.newestAt === 0) continue;
      for (const finding of standing?.forsaken(this.newestAt) ?? [])
        this.recorder.tell(finding, { method: 'values', evidence: [], notSeenAgain: true });
    }
  }

  /** Asks for what stood open on the lines of which that is not known yet. */
  private async adopt(): Promise<void> {
    const waiting = [...this.lines].filter(([, { standing }]) => !standing);
    if (waiting.length === 0) return;
    try {
      const all = await this.store.open();
      for (const finding of all) this.hearFinding(finding);
      const open = all.filter(isFromValues);
      for (const [line, watched] of waiting)
        watched.standing ??= new StandingFaults(open.filter(({ equipment }) => lineOf(equipment) === line));
    } catch (error) {
      this.onProblem('findings that stood open are not known yet, trying again', error as Error);
    }
  }

  /** Faults of a machine's seams that stand open. @throws when the data base does not tell */
  async openSeamFaults(equipment: string): Promise<OpenSeamFault[]> {
    const open = await this.store.open();
    return open
      .filter((finding) => finding.equipment === equipment && finding.component === SEAM_COMPONENT)
      .map(({ verdict, firstSeenAt, confidence }) => ({ cause: verdict, since: firstSeenAt, confidence }));
  }

  /** What is computed from a loose accelerometer is not believed until it sits firmly. */
  private hearFinding({ verdict, equipment, component, status }: Finding): void {
    if (verdict !== LOOSE_ACCELEROMETER) return;
    this.lines.get(lineOf(equipment))?.watch.distrust(equipment, component, status === 'open');
  }

  private hear(samples: SampleBatch): void {
    for (let row = 0; row < samples.length; row++) {
      const time = samples.time[row];
      if (time > this.newestAt) this.newestAt = time;
      for (const { watch } of this.lines.values())
        watch.put(samples.signal[row], time, samples.value[row], samples.quality[row]);
    }
  }

  /** Tells a fault at once, and records it as soon as the data base takes it. */
  tell(verdict: ValueVerdict): void {
    this.recorder.tell(findingOfVerdict(verdict), { method: 'values', ...verdict });
  }
}

/** Seams have watches of their own; bearings and monitors too, and the mount of a sensor is seen in its bursts. */
function isFromValues(finding: Finding): boolean {
  const { kind, component } = finding;
  if (isFromBursts(finding)) return false;
  return (kind === 'sensor' || kind === 'process') && component !== SEAM_COMPONENT;
}
