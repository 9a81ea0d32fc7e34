import { randomUUID } from 'node:crypto';
import type { Command, CommandAnswer, CommandMessage, CommandRequest } from '@linetwin/contracts';
import { lineOf, type ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { CommandError, CommandNotStandingError } from './command-error.ts';
import type { CommandStore } from './command-store.port.ts';

/** Brings a message to a machine, over whichever broker it listens to. */
export type SendToMachine = (equipment: string, message: CommandMessage) => void;

/** A machine goes back by itself when nothing kept its command alive for so long; heard three times before. */
const WATCHDOG_S = 120;
const KEEP_EVERY_MS = 40_000;
/** Machines that lost the server's broker are connected again within seconds and hear nothing before: a line that was just taken is asked oftener. */
const FRESH_FOR_MS = 60_000;
const FRESH_EVERY_MS = 5000;
/** A machine answers at once; after this it is not reckoned with. */
const ANSWER_TIMEOUT_MS = 5000;
/** Commands of one line that may stand at once: more is a mistake of whoever gives them. */
const MAX_STANDING = 500;
/** Readings of a clock on a page that still mean now. */
const LIVE_WITHIN_MS = 60_000;

interface Waiting {
  resolve: (command: Command) => void;
  timer: NodeJS.Timeout;
}

/**
 * Commands to the machines of the lines that this process owns: recorded before they are sent, kept alive while they stand, and ended when
 * the machine says so. A line that changes its owner keeps what stands: the next owner goes on within the watchdog, or the machine
 * goes back by itself.
 */
export class CommandDesk {
  private readonly index: ModelIndex;
  private readonly store: CommandStore;
  private readonly events: EventBus;
  private readonly send: SendToMachine;
  private readonly logger: Logger;
  private readonly now: () => number;
  private readonly answerTimeoutMs: number;
  private readonly standing = new Map<string, Command>();
  private readonly waiting = new Map<string, Waiting>();
  /** Changes that the data base did not take yet. */
  private readonly unkept = new Map<string, Command>();
  private readonly lines = new Set<string>();
  /** Commands that are no longer wanted, of machines that did not say yet that they are back: they are asked, and not kept alive. */
  private readonly unwanted = new Set<string>();
  /** Those of them that the data base does not know of yet, and since when. */
  private readonly untoldUnwanted = new Map<string, number>();
  /** Until when a line that was taken counts as just taken. */
  private readonly freshUntil = new Map<string, number>();
  /** Lines whose standing commands the data base could not tell yet. */
  private readonly unread = new Set<string>();
  private readonly rhythm: { keepMs: number; freshMs: number };
  private timers: NodeJS.Timeout[] = [];
  private unsubscribe: () => void = () => undefined;

  constructor(parts: {
    index: ModelIndex;
    store: CommandStore;
    events: EventBus;
    send: SendToMachine;
    logger: Logger;
    now?: () => number;
    answerTimeoutMs?: number;
    rhythm?: { keepMs: number; freshMs: number };
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.events = parts.events;
    this.send = parts.send;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.answerTimeoutMs = parts.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    this.rhythm = parts.rhythm ?? { keepMs: KEEP_EVERY_MS, freshMs: FRESH_EVERY_MS };
  }

  start(): void {
    this.unsubscribe = this.events.on('CommandAnswered', 'commands', ({ equipment, answer }) =>
      this.hear(equipment, answer),
    );
    this.timers = [
      setInterval(() => void this.keepAlive(), this.rhythm.keepMs),
      setInterval(() => this.keepFresh(), this.rhythm.freshMs),
    ];
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    for (const timer of this.timers) clearInterval(timer);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    await this.keepRest();
  }

  async takeLine(line: string): Promise<void> {
    this.lines.add(line);
    this.freshUntil.set(line, this.now() + FRESH_FOR_MS);
    await this.readStanding(line);
    await this.keepAlive();
  }

  async dropLine(line: string): Promise<void> {
    this.lines.delete(line);
    this.unread.delete(line);
    this.freshUntil.delete(line);
    await this.keepRest();
    for (const [id, command] of this.standing)
      if (command.line === line) {
        this.standing.delete(id);
        this.unwanted.delete(id);
      }
  }

  /** Commands of this process's lines that stand. */
  list(): Command[] {
    return [...this.standing.values()];
  }

  /**
   * Records and sends a command. @returns it with the machine's answer, or `unanswered`
   *
   * @throws CommandError when the machine has no such setting or does not take the value, or what was looked at was not now
   */
  async give(request: Omit<CommandRequest, 'by'>, by: string): Promise<Command> {
    const command = this.check(request, by);
    // No record, no command.
    await this.store.keep(command);
    this.standing.set(command.id, command);
    this.events.emit('CommandChanged', command);
    const answered = this.answerTo(command);
    const { id, equipment, setting, value, readyAt } = command;
    this.send(equipment, {
      do: 'set',
      id,
      time: this.now(),
      setting,
      value,
      watchdogS: WATCHDOG_S,
      ...(readyAt !== null && { readyAt }),
    });
    return answered;
  }

  /**
   * Asks a machine back to its prior setting. One that does not answer is asked again, and its command is not kept alive any more, so that its
   * watchdog ends what no message does, also when its line changes its owner meanwhile. @throws CommandNotStandingError
   */
  async giveBack(id: string): Promise<Command> {
    const command = this.standing.get(id);
    if (!command)
      throw new CommandNotStandingError(`Command "${id}" does not stand any more.`, 'command-over');
    this.unwanted.add(id);
    this.untoldUnwanted.set(id, this.now());
    const answered = this.answerTo(command);
    this.send(command.equipment, { do: 'return', id, time: this.now() });
    void this.keepRest();
    return answered;
  }

  private check(request: Omit<CommandRequest, 'by'>, by: string): Command {
    const { equipment, setting, value, readyAt, reason, seenAt } = request;
    const machine = this.index.equipment(equipment);
    if (!machine)
      throw new CommandError(`There is no machine "${equipment}" in the plant files.`, 'not-in-plant', {
        what: equipment,
      });
    const definition = machine.settings.find(({ id }) => id === setting);
    if (!definition) {
      const known = machine.settings.map(({ id }) => id).join(', ') || 'none';
      throw new CommandError(`${equipment} has no setting "${setting}"; it has: ${known}.`, undefined);
    }
    const [low, high] = definition.range;
    if (value < low || value > high)
      throw new CommandError(
        `"${setting}" of ${equipment} takes ${low} to ${high} ${definition.unit}, not ${value}.`,
        undefined,
      );
    const now = this.now();
    if (Math.abs(now - seenAt) > LIVE_WITHIN_MS)
      throw new CommandError(
        'What was looked at is not now: a command is given from the live state only.',
        'command-not-live',
      );
    if (readyAt !== undefined && readyAt <= now)
      throw new CommandError('The time to be ready again is over already.', 'command-late');
    if (this.standing.size >= MAX_STANDING * Math.max(1, this.lines.size))
      throw new CommandError(
        `${this.standing.size} commands stand already; end some first.`,
        'commands-full',
        { count: this.standing.size },
      );
    return {
      id: randomUUID(),
      line: lineOf(machine.address),
      equipment,
      setting,
      value,
      prior: null,
      readyAt: readyAt ?? null,
      by,
      reason: reason ?? null,
      state: 'given',
      givenAt: now,
      answeredAt: null,
      endedAt: null,
      refusal: null,
      returned: null,
    };
  }

  /** Resolves with what the machine says next to a command, or after the time-out. */
  private answerTo(command: Command): Promise<Command> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(command.id);
        resolve(this.giveUp(command.id) ?? command);
      }, this.answerTimeoutMs);
      this.waiting.set(command.id, { resolve, timer });
    });
  }

  /** Nothing came: the command ends, and a machine that did hear it is asked back. */
  private giveUp(id: string): Command | undefined {
    const command = this.standing.get(id);
    if (command?.state !== 'given') return command;
    this.send(command.equipment, { do: 'return', id, time: this.now() });
    return this.change({ ...command, state: 'unanswered', endedAt: this.now() });
  }

  private hear(equipment: string, answer: CommandAnswer): void {
    const command = this.standing.get(answer.id);
    // Another's command, an answer delivered twice, or a machine that answers for another one.
    if (!command || command.equipment !== equipment) return;
    const next = afterAnswer(command, answer, this.now());
    if (!next) return;
    this.change(next);
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.waiting.delete(answer.id);
    waiting.resolve(next);
  }

  private change(command: Command): Command {
    if (command.state === 'accepted') this.standing.set(command.id, command);
    else {
      this.standing.delete(command.id);
      this.unwanted.delete(command.id);
    }
    this.unkept.set(command.id, command);
    this.events.emit('CommandChanged', command);
    void this.keepRest();
    return command;
  }

  /** What stood on a line; while the data base is away, it is asked again in time for the machine's watchdog. */
  private async readStanding(line: string): Promise<void> {
    try {
      const [commands, unwanted] = await Promise.all([
        this.store.list({ line, standing: true, limit: MAX_STANDING }),
        this.store.takenBack(line),
      ]);
      if (!this.lines.has(line)) return;
      this.unread.delete(line);
      for (const command of commands) {
        if (this.standing.has(command.id)) continue;
        this.standing.set(command.id, command);
        if (unwanted.has(command.id)) this.unwanted.add(command.id);
        // Whoever gave it did not hear an answer any more.
        if (command.state === 'given') this.giveUp(command.id);
      }
    } catch (error) {
      this.unread.add(line);
      this.logger.warn({ line, error: (error as Error).message }, 'standing commands cannot be read yet');
    }
  }

  private async keepAlive(): Promise<void> {
    for (const line of this.unread) await this.readStanding(line);
    this.sayOfStanding(() => true);
    await this.keepRest();
  }

  private keepFresh(): void {
    const now = this.now();
    for (const [line, until] of this.freshUntil) if (now >= until) this.freshUntil.delete(line);
    if (this.freshUntil.size > 0) this.sayOfStanding(({ line }) => this.freshUntil.has(line));
  }

  /** Tells machines what still stands, and asks back those whose command is no longer wanted. */
  private sayOfStanding(isMeant: (command: Command) => boolean): void {
    for (const command of [...this.standing.values()]) {
      const { id, equipment, state } = command;
      if (state === 'accepted' && isMeant(command))
        this.send(equipment, { do: this.unwanted.has(id) ? 'return' : 'keep', id, time: this.now() });
    }
  }

  /** Brings changes to the data base; what it does not take is tried again with the next look. */
  private async keepRest(): Promise<void> {
    for (const [id, command] of [...this.unkept]) {
      try {
        await this.store.keep(command);
        if (this.unkept.get(id) === command) this.unkept.delete(id);
      } catch (error) {
        this.notKept(error as Error);
        return;
      }
    }
    for (const [id, at] of [...this.untoldUnwanted]) {
      try {
        await this.store.takeBack(id, at);
        this.untoldUnwanted.delete(id);
      } catch (error) {
        this.notKept(error as Error);
        return;
      }
    }
  }

  private notKept({ message }: Error): void {
    this.logger.warn({ error: message }, 'a command is not recorded yet, it is tried again');
  }
}

/** A command after what its machine said; `undefined` where that changes nothing. */
function afterAnswer(command: Command, answer: CommandAnswer, at: number): Command | undefined {
  if (answer.answer === 'returned')
    return { ...command, state: 'returned', returned: answer.reason, endedAt: at };
  if (answer.answer === 'accepted') {
    if (command.state !== 'given') return undefined;
    return { ...command, state: 'accepted', prior: answer.prior, answeredAt: at };
  }
  if (command.state === 'given')
    return { ...command, state: 'refused', refusal: answer.reason, answeredAt: at, endedAt: at };
  // It went back while nobody could hear it say so: by its watchdog, or it was switched off and on.
  return { ...command, state: 'returned', returned: 'watchdog', endedAt: at };
}
