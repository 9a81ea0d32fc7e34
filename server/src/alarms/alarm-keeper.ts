import type { Alarm, AlarmPointChange, AlarmServiceChange } from '@linetwin/contracts';
import type { RuleChange } from '@linetwin/rules';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { PersonsChange } from './alarm-book.ts';
import type { AlarmEngine } from './alarm-engine.ts';
import type { AlarmLog, AlarmTransition } from './alarm-log.port.ts';
import type { RuleAlarms } from './rule-alarms.ts';
import type { StandingFile } from './standing-file.ts';
import type { WatchedAlarm } from './watched-alarm.ts';

/** Transitions that wait for the disk; with every alarm of a large plant flapping, minutes of a full one. */
const MAX_WAITING = 50_000;
const RETRY_MS = 1000;
/** Entries of the outbox that a start without the data base looks through. */
const MAX_OUTBOX_READ = 1_000_000;
/** Whoever looks into the log waits this long for transitions that are on their way to it. */
const SETTLE_MS = 1000;

const KIND = 'alarm-transition';

/** How late a shelf may end. */
const EXPIRY_CHECK_MS = 1000;
const HOUR_MS = 3_600_000;

/**
 * The alarms of the lines that this process owns, from values to the log: engine, telling, and the way of every transition
 * over the outbox. Works on while the log is away, also through a restart.
 */
export class AlarmKeeper {
  private readonly engine: AlarmEngine;
  private readonly log: AlarmLog;
  private readonly outbox: Outbox;
  private readonly file: StandingFile;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private readonly drain: OutboxDrain;
  /** What stands according to the transitions that the log has. */
  private logged = new Map<string, Alarm>();
  private waiting: AlarmTransition[] = [];
  /** Lines that are watched here, and how many transitions there were so far. */
  private readonly lines = new Set<string>();
  private published = 0;
  private writing: Promise<void> | undefined;
  private unsubscribe: () => void = () => undefined;
  private expiry: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(parts: {
    engine: AlarmEngine;
    log: AlarmLog;
    outbox: Outbox;
    file: StandingFile;
    events: EventBus;
    logger: Logger;
  }) {
    this.engine = parts.engine;
    this.log = parts.log;
    this.outbox = parts.outbox;
    this.file = parts.file;
    this.events = parts.events;
    this.logger = parts.logger;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.deliver(entries),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.unsubscribe = this.events.on('SamplesAccepted', 'alarms', (samples) =>
      this.publish(this.engine.apply(samples)),
    );
    this.expiry = setInterval(() => this.publish(this.engine.expire(Date.now())), EXPIRY_CHECK_MS);
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    clearInterval(this.expiry);
    this.stopping = true;
    await this.flushed();
    await this.drain.stop();
  }

  /** Goes on with a line from what stood, whoever watched it before. */
  async takeLine(line: string): Promise<void> {
    this.engine.restore(line, await this.known());
    this.lines.add(line);
  }

  /** Leaves a line to others, with all its transitions in the log, or on this disk while the log is away. */
  async dropLine(line: string): Promise<void> {
    await this.flushed();
    this.lines.delete(line);
    this.engine.forget(line);
    await this.drain.settled(SETTLE_MS);
  }

  /**
   * Takes up alarms of the own lines, and acknowledgements of them, that another had on its disk when it died, and brought to the log
   * after it came back. To be called now and then where lines go from one process to another.
   */
  async takeLate(now = Date.now()): Promise<void> {
    const [lines, published] = [[...this.lines], this.published];
    const logged = await this.log.standing();
    // What changed here meanwhile the log may have as it was before.
    const isBehind = this.writing !== undefined || this.waiting.length > 0 || this.outbox.waiting(KIND) > 0;
    if (isBehind || this.published !== published) return;
    for (const line of lines) {
      if (!this.lines.has(line)) continue;
      const { taken, changed } = this.engine.takeLate(line, logged, now);
      for (const alarm of taken) this.events.emit('AlarmChanged', alarm);
      this.publish(changed);
    }
  }

  /** Why transitions do not reach the log now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  standing(): Alarm[] {
    return this.engine.standing();
  }

  /** Resolves when the acknowledgement is durable. @throws AlarmStateError */
  async acknowledge(id: string, by: string, comment?: string): Promise<Alarm> {
    const transition = this.engine.acknowledge(id, by, Date.now(), comment);
    this.publish([transition]);
    await this.flushed();
    return transition.alarm;
  }

  /** Resolves when the change is durable, with the alarm as it stands then. @throws AlarmStateError */
  async change(
    point: string,
    request: AlarmPointChange | AlarmServiceChange,
    by: string,
    at = Date.now(),
  ): Promise<Alarm> {
    const transitions = this.engine.change(point, personsChange(request, by, at));
    this.publish(transitions);
    await this.flushed();
    return transitions[transitions.length - 1].alarm;
  }

  /** Points of rules: what they are, and which of them are not live any more. */
  get rules(): Pick<RuleAlarms, 'watch'> {
    return this.engine.rules;
  }

  /** A rule said something of a machine. */
  hearRule(watched: WatchedAlarm, change: RuleChange, at: number, value: number): void {
    this.publish(this.engine.rules.apply(watched, change, at, value));
  }

  /** Ends the alarms of rules in a line that are not among those that are live. */
  retireRules(line: string, live: ReadonlySet<string>, at: number): void {
    this.publish(this.engine.rules.retireOthers(line, live, at));
  }

  /** Resolves when what happened so far is in the log, or after a second. */
  settled(): Promise<void> {
    return this.drain.settled(SETTLE_MS);
  }

  /** Resolves when every transition so far is durable (or the service is stopping and the disk fails). */
  async flushed(): Promise<void> {
    while (this.writing) await this.writing;
  }

  /** What stood at the last stop or kill: from the log, or without it from what this machine kept. */
  private async known(): Promise<Alarm[]> {
    await this.drain.settled(SETTLE_MS);
    let logged: readonly Alarm[];
    try {
      logged = await this.log.standing();
      await this.file.write(logged);
    } catch (error) {
      this.logger.warn(
        { error: (error as Error).message },
        'the alarm log cannot be read; going on from the alarms that this machine knows',
      );
      logged = (await this.file.read()) ?? [];
    }
    this.logged = new Map(logged.map((alarm) => [alarm.id, alarm]));
    const standing = new Map(this.logged);
    for (const { alarm } of this.outbox.read(KIND, MAX_OUTBOX_READ).map(decode))
      standing.set(alarm.id, alarm);
    return [...standing.values()].filter(({ state }) => state !== 'Normal');
  }

  private publish(transitions: readonly AlarmTransition[]): void {
    if (transitions.length === 0) return;
    this.published += transitions.length;
    for (const { alarm, at } of transitions) {
      this.events.emit('AlarmChanged', alarm);
      this.events.emit('AlarmMoved', { alarm, at });
    }
    if (this.waiting.length + transitions.length > MAX_WAITING) {
      this.logger.error(
        { lost: transitions.length },
        'the disk takes no alarm transitions for too long, some are not recorded',
      );
      return;
    }
    this.waiting.push(...transitions);
    this.write();
  }

  private write(): void {
    this.writing ??= this.keep().finally(() => {
      this.writing = undefined;
      // What came after the last look and before this must not wait for the next alarm.
      if (this.waiting.length > 0 && !this.stopping) this.write();
    });
  }

  private async keep(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice();
      try {
        await this.outbox.append(KIND, batch.map(encode));
        this.waiting.splice(0, batch.length);
        this.drain.wake();
      } catch (error) {
        this.logger.error(
          { error: (error as Error).message, waiting: this.waiting.length },
          'alarm transitions not kept, trying again',
        );
        if (this.stopping) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async deliver(entries: readonly OutboxEntry[]): Promise<void> {
    const transitions = entries.map((entry) => ({ ...decode(entry), origin: entry.origin }));
    await this.log.append(transitions);
    for (const { alarm } of transitions) {
      if (alarm.state === 'Normal') this.logged.delete(alarm.id);
      else this.logged.set(alarm.id, alarm);
    }
    await this.file.write([...this.logged.values()]);
  }
}

function personsChange(
  request: AlarmPointChange | AlarmServiceChange,
  by: string,
  at: number,
): PersonsChange {
  switch (request.change) {
    case 'shelve':
      return {
        event: 'ShelvedByPerson',
        by,
        at,
        reason: request.reason,
        until: at + request.hours * HOUR_MS,
      };
    case 'unshelve':
      return { event: 'UnshelvedByPerson', by, at };
    case 'reset':
      return { event: 'ResetByPerson', by, at };
    case 'take-out':
      return { event: 'TakenOutOfService', by, at, reason: request.reason };
    case 'return':
      return { event: 'ReturnedToService', by, at };
  }
}

function encode(transition: AlarmTransition): Uint8Array {
  return Buffer.from(JSON.stringify(transition));
}

function decode({ payload }: OutboxEntry): AlarmTransition {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as AlarmTransition;
}
