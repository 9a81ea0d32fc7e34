import type { Alarm, Finding, LineKpi, LoggedState } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { Twin } from '../twin/twin.ts';
import { LineShadow } from './line-shadow.ts';
import type { InstantRange, StateLog } from './state-log.port.ts';

const KIND = 'state-log';
const SWEEP_MS = 1000;
const FORGET_MS = 3_600_000;
/** What stood could not be read when a line was taken: asked again this often. */
const READ_AGAIN_EVERY_SWEEPS = 10;
/** Whoever looks into the log waits this long for what is on its way to it. */
const SETTLED_WITHIN_MS = 1000;

/** Indicators move slowly; a minute of them is what a replay shows. */
const KPI_EVERY_MS = 60_000;
/** As long as a replay is asked for. */
const KPI_KEEP_MS = 92 * 86_400_000;

/** What goes through the outbox at once. */
interface Words {
  line: string;
  states: LoggedState[];
  late: InstantRange[];
  kpis?: LineKpi[];
}

interface WatchedLine {
  shadow: LineShadow;
  /** Whether what stood when the line was taken is known. */
  isRead: boolean;
}

/**
 * Logs at regular instants how the lines that this process owns stood, as they were known live. Works on while the data base is away; while the
 * disk takes nothing, instants are left out.
 */
export class StateLogKeeper {
  private readonly parts: ConstructorParameters<typeof StateLogKeeper>[0];
  private readonly now: () => number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, WatchedLine>();
  private undo: (() => void)[] = [];
  private timers: NodeJS.Timeout[] = [];
  private sweeps = 0;
  /** When indicators of a line were logged last. */
  private readonly kpiAt = new Map<string, number>();
  private writing: Promise<void> = Promise.resolve();

  constructor(parts: {
    index: ModelIndex;
    twin: Twin;
    log: StateLog;
    outbox: Outbox;
    events: EventBus;
    /** Alarms that stand in the lines of this process. */
    alarms: () => Alarm[];
    /** Findings that are open in the plant. */
    findings: () => Promise<Finding[]>;
    periodMs: number;
    keepMs: number;
    logger: Logger;
    /** ms since 1970 UTC. */
    now?: () => number;
  }) {
    this.parts = parts;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.deliver(entries),
      logger: parts.logger,
    });
  }

  start(): void {
    const { events } = this.parts;
    const each = (tell: (shadow: LineShadow) => void) => {
      for (const { shadow } of this.lines.values()) tell(shadow);
    };
    this.drain.start();
    this.undo = [
      events.on('SamplesAccepted', 'state log', (samples) => each((shadow) => shadow.hear(samples))),
      events.on('LateValuesKept', 'state log', (samples) => each((shadow) => shadow.hear(samples))),
      events.on('ValuesRefused', 'state log', (samples) => each((shadow) => shadow.refuse(samples))),
      events.on('AlarmMoved', 'state log', ({ alarm, at }) => each((shadow) => shadow.hearAlarm(alarm, at))),
      events.on('KpiComputed', 'state log', (kpi) => this.hearKpi(kpi)),
      events.on('FindingChanged', 'state log', (finding) => each((shadow) => shadow.hearFinding(finding))),
    ];
    this.timers = [
      setInterval(() => this.sweep(), SWEEP_MS),
      setInterval(() => void this.forgetOld(), FORGET_MS),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const undo of this.undo) undo();
    await this.writing;
    await this.drain.stop();
  }

  /** Begins with a line from what stands. */
  async takeLine(line: string): Promise<void> {
    const { index, twin, periodMs } = this.parts;
    const shadow = new LineShadow({ index, line, periodMs, since: this.now() });
    for (const machine of index.equipmentOf(line))
      for (const { index: signal } of index.signalsOf(machine))
        if (twin.time[signal] > 0)
          shadow.take(signal, twin.time[signal], twin.value[signal], twin.quality[signal]);
    shadow.takeStanding(this.parts.alarms(), []);
    const watched: WatchedLine = { shadow, isRead: false };
    this.lines.set(line, watched);
    await this.read(watched);
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
    await this.settled();
  }

  /** Why states do not reach the log now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Resolves when what was logged so far is in the log, or after a second. */
  async settled(): Promise<void> {
    await this.writing;
    await this.drain.settled(SETTLED_WITHIN_MS);
  }

  /** Logs what has settled. The timer does it every second. */
  sweep(): void {
    this.sweeps++;
    const now = this.now();
    for (const [line, watched] of this.lines) {
      if (!watched.isRead) {
        if (this.sweeps % READ_AGAIN_EVERY_SWEEPS === 0) void this.read(watched);
        continue;
      }
      const states = watched.shadow.settle(now);
      const late = watched.shadow.takeLate();
      if (states.length > 0 || late.length > 0) this.write({ line, states, late });
    }
  }

  private hearKpi(kpi: LineKpi): void {
    const { line, time } = kpi;
    if (time - (this.kpiAt.get(line) ?? -Infinity) < KPI_EVERY_MS) return;
    this.kpiAt.set(line, time);
    this.write({ line, states: [], late: [], kpis: [kpi] });
  }

  private async read(watched: WatchedLine): Promise<void> {
    try {
      watched.shadow.takeStanding([], await this.parts.findings());
      watched.isRead = true;
    } catch (error) {
      this.parts.logger.debug({ error: (error as Error).message }, 'open findings cannot be read yet');
    }
  }

  private write(words: Words): void {
    this.writing = this.writing.then(async () => {
      try {
        await this.parts.outbox.append(KIND, [Buffer.from(JSON.stringify(words))]);
        this.drain.wake();
      } catch (error) {
        this.parts.logger.warn(
          { error: (error as Error).message, line: words.line },
          'states were not logged',
        );
      }
    });
  }

  private async deliver(entries: readonly OutboxEntry[]): Promise<void> {
    const { log } = this.parts;
    for (const { payload } of entries) {
      const { line, states, late, kpis } = JSON.parse(Buffer.from(payload).toString('utf8')) as Words;
      await log.keep(states);
      await log.markLate(line, late);
      await log.keepKpis(kpis ?? []);
    }
  }

  private async forgetOld(): Promise<void> {
    const { log, keepMs, logger } = this.parts;
    if (this.lines.size === 0) return;
    await Promise.all([log.forget(this.now() - keepMs), log.forgetKpis(this.now() - KPI_KEEP_MS)]).catch(
      (error: Error) => logger.warn({ error: error.message }, 'old states were not forgotten'),
    );
  }
}
