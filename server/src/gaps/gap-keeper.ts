import type { SampleBatch } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { newestOfEach, shownGap, type GapStore, type StoredGap } from './gap-store.port.ts';
import { LineGaps, REMEMBERED_GAPS, REMEMBER_MS } from './line-gaps.ts';
import type { SourceConditions } from './silence-causes.ts';
import type { GapsTouched } from './touched-time.ts';
import type { TrackedGap } from './tracked-gap.ts';
import type { WatchedMachine } from './watched-machine.ts';

const KIND = 'gap';
const SWEEP_MS = 1000;
/** A sweep that is later than this was kept from its work, and so was the intake: nobody listened meanwhile. */
const MISSED_SWEEPS_MS = 5000;
/** How far late values have filled gaps is kept this often. */
const LESS_URGENT_EVERY_SWEEPS = 5;
/** A register that could not be read when a line was taken is asked again this often. */
const READ_AGAIN_EVERY_SWEEPS = 10;
const HOUR_MS = 3_600_000;
/** A year, for its report beside that of the year before. */
const KEEP_MS = 400 * 24 * HOUR_MS;
/** Whoever looks into the register waits this long for what is on its way to it. */
const SETTLE_MS = 1000;

interface WatchedLine {
  gaps: LineGaps;
  /** Whether what the register knew of the line is known here. */
  isRead: boolean;
}

/** The gaps of the lines that this process owns, from values to the register. Works on while the data base is away. */
export class GapKeeper {
  private readonly index: ModelIndex;
  private readonly twin: Twin;
  private readonly store: GapStore;
  private readonly outbox: Outbox;
  private readonly events: EventBus;
  private readonly conditions: SourceConditions;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, WatchedLine>();
  /** By signal index: its machine and that one's line, as far as this process owns it. */
  private readonly watched: ({ machine: WatchedMachine; line: LineGaps } | undefined)[];
  private urgent = new Map<string, TrackedGap>();
  private lessUrgent = new Map<string, TrackedGap>();
  private writing: Promise<void> | undefined;
  private timers: NodeJS.Timeout[] = [];
  private undo: (() => void)[] = [];
  private sweeps = 0;
  private sweptAt = 0;

  constructor(parts: {
    index: ModelIndex;
    twin: Twin;
    store: GapStore;
    outbox: Outbox;
    events: EventBus;
    conditions: SourceConditions;
    logger: Logger;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.index = parts.index;
    this.twin = parts.twin;
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.events = parts.events;
    this.conditions = parts.conditions;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.watched = Array.from({ length: parts.index.model.signals.length });
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.deliver(entries),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.undo = [
      this.events.on('SamplesAccepted', 'gaps', (samples) => this.hear(samples)),
      this.events.on('LateValuesKept', 'gaps', (samples) => this.fill(samples)),
      this.events.on('ValuesRefused', 'gaps', (samples) => this.refuse(samples)),
    ];
    this.sweptAt = this.now();
    this.timers = [
      setInterval(() => this.sweep(), SWEEP_MS),
      setInterval(() => void this.forgetOld(), HOUR_MS),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const undo of this.undo) undo();
    await this.flush();
    await this.drain.stop();
  }

  /** Goes on with the gaps of a line, and notes whether nobody listened to it until now. */
  async takeLine(id: string): Promise<void> {
    const gaps = new LineGaps({
      index: this.index,
      line: id,
      conditions: this.conditions,
      onChange: (gap, urgent) => (urgent ? this.urgent : this.lessUrgent).set(gap.key, gap),
    });
    const line: WatchedLine = { gaps, isRead: false };
    await this.drain.settled(SETTLE_MS);
    gaps.take(this.twin, this.now());
    await this.read(line);
    this.lines.set(id, line);
    this.watch(gaps, true);
  }

  /** Leaves a line, with all that is known of its gaps in the register, or on this disk while that is away. */
  async dropLine(id: string): Promise<void> {
    const line = this.lines.get(id);
    if (!line) return;
    this.lines.delete(id);
    this.watch(line.gaps, false);
    await this.flush();
    await this.drain.settled(SETTLE_MS);
  }

  /** Why gaps do not reach the register now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Gaps of an owned line since a time, as far as its indicators touch them. */
  touching(line: string, since: number, now: number): GapsTouched {
    return this.lines.get(line)?.gaps.touching(since, now) ?? { count: 0, seconds: 0 };
  }

  /** Resolves when what is known so far is in the register, or after a second. */
  async settled(): Promise<void> {
    await this.flush();
    await this.drain.settled(SETTLE_MS);
  }

  /** Looks who is silent, and keeps what changed. The timer does it every second. */
  sweep(): void {
    const now = this.now();
    const missed = now - this.sweptAt > MISSED_SWEEPS_MS;
    this.sweptAt = now;
    this.sweeps++;
    for (const line of this.lines.values()) {
      if (missed) line.gaps.resume(now);
      line.gaps.sweep(now);
      if (!line.isRead && this.sweeps % READ_AGAIN_EVERY_SWEEPS === 0) void this.read(line);
    }
    // A slow disk gets the rest with the next sweep.
    if (this.writing) return;
    if (this.urgent.size > 0 || this.sweeps % LESS_URGENT_EVERY_SWEEPS === 0) void this.flush();
  }

  private hear(samples: SampleBatch): void {
    const now = this.now();
    const { watched } = this;
    for (let row = 0; row < samples.length; row++) {
      const signal = samples.signal[row];
      const known = watched[signal];
      if (known) known.line.heard(known.machine, signal, samples.time[row], samples.quality[row], now);
    }
  }

  private fill(samples: SampleBatch): void {
    const now = this.now();
    for (let row = 0; row < samples.length; row++) {
      const known = this.watched[samples.signal[row]];
      if (known) known.line.filled(known.machine, samples.signal[row], samples.time[row], now);
    }
  }

  private refuse(samples: SampleBatch): void {
    const spans = new Map<LineGaps, { from: number; to: number }>();
    for (let row = 0; row < samples.length; row++) {
      const known = this.watched[samples.signal[row]];
      const time = samples.time[row];
      // A late value that is refused is missing already, if anything of its time is.
      if (!known || time < known.machine.time - known.machine.toleranceMs) continue;
      const { line } = known;
      const span = spans.get(line) ?? { from: time, to: time };
      spans.set(line, { from: Math.min(span.from, time), to: Math.max(span.to, time) });
    }
    for (const [line, { from, to }] of spans) line.refused(from, to, this.now());
  }

  private watch(line: LineGaps, isOwned: boolean): void {
    for (const machine of line.machines) {
      const { firstSignal, signalCount } = this.index.equipment(machine.address)!;
      this.watched.fill(isOwned ? { machine, line } : undefined, firstSignal, firstSignal + signalCount);
    }
  }

  private async read(line: WatchedLine): Promise<void> {
    const now = this.now();
    try {
      line.gaps.restore(await this.store.recent(line.gaps.line, now - REMEMBER_MS, REMEMBERED_GAPS), now);
      line.isRead = true;
    } catch (error) {
      this.logger.warn(
        { line: line.gaps.line, error: (error as Error).message },
        'the register of gaps cannot be read yet; going on from the last values',
      );
    }
  }

  /** Resolves when what changed is durable, or the disk did not take it. */
  private async flush(): Promise<void> {
    while (this.writing) await this.writing;
    this.writing = this.write().finally(() => (this.writing = undefined));
    await this.writing;
  }

  private async write(): Promise<void> {
    const changed = new Map([...this.lessUrgent, ...this.urgent]);
    if (changed.size === 0) return;
    this.urgent = new Map();
    this.lessUrgent = new Map();
    try {
      const words = [...changed.values()].map((gap) => gap.toStored());
      await this.outbox.append(KIND, words.map(encode));
      this.drain.wake();
    } catch (error) {
      // Tried again with the next sweep; there are no more of them than gaps.
      this.urgent = new Map([...changed, ...this.urgent]);
      this.logger.error(
        { error: (error as Error).message, gaps: changed.size },
        'gaps not kept, trying again',
      );
    }
  }

  /** Told when the register has it, so that whoever hears of it can look it up. */
  private async deliver(entries: readonly OutboxEntry[]): Promise<void> {
    const words = entries.map(decode);
    await this.store.keep(words);
    for (const gap of newestOfEach(words))
      if (gap.partOf === null) this.events.emit('GapChanged', shownGap(gap));
  }

  private async forgetOld(): Promise<void> {
    try {
      await this.store.forgetBefore(this.now() - KEEP_MS);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'old gaps were not forgotten');
    }
  }
}

function encode(gap: StoredGap): Uint8Array {
  return Buffer.from(JSON.stringify(gap));
}

function decode({ payload }: OutboxEntry): StoredGap {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as StoredGap;
}
