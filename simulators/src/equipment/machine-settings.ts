import type {
  CommandAnswer,
  CommandMessage,
  RefusalReason,
  ReturnReason,
  SetCommand,
} from '@linetwin/contracts';
import type { SettingDefinition } from '@linetwin/model';

/** A command that stands: the machine goes back to `prior` when it ends. */
interface Standing {
  id: string;
  setting: string;
  value: number;
  prior: number;
  watchdogMs: number;
  keepUntilMs: number;
  readyAtMs: number;
}

/** What the machine behind the settings decides and does. */
export interface SettingsHost {
  /** Why a value cannot be taken now. */
  refuses(setting: string, value: number): RefusalReason | undefined;
  changed(setting: string, value: number): void;
  /** How long it takes from a value back to the prior one, ms. */
  leadMs(setting: string, value: number): number;
}

/** Answers that nobody fetched: a machine's controller keeps a few and forgets the oldest. */
const MAX_ANSWERS = 64;

/**
 * Settings of one machine and the commands that stand on them. The watchdog is here, in the machine: a command that is not kept
 * alive ends by itself, whatever became of the server.
 */
export class MachineSettings {
  private readonly definitions = new Map<string, SettingDefinition>();
  private readonly values = new Map<string, number>();
  private readonly standing = new Map<string, Standing>();
  private readonly host: SettingsHost;
  private answers: CommandAnswer[] = [];

  constructor(definitions: readonly SettingDefinition[], host: SettingsHost) {
    this.host = host;
    for (const definition of definitions) {
      this.definitions.set(definition.id, definition);
      this.values.set(definition.id, definition.usual);
    }
  }

  /** A setting now; `otherwise` where the machine has no such setting. */
  value(setting: string, otherwise = 0): number {
    return this.values.get(setting) ?? otherwise;
  }

  usual(setting: string, otherwise = 0): number {
    return this.definitions.get(setting)?.usual ?? otherwise;
  }

  get isTold(): boolean {
    return this.standing.size > 0;
  }

  obey(message: CommandMessage, nowMs: number): void {
    if (message.do === 'set') return this.set(message, nowMs);
    const command = [...this.standing.values()].find(({ id }) => id === message.id);
    if (!command) this.say({ answer: 'refused', id: message.id, time: nowMs, reason: 'not-standing' });
    else if (message.do === 'keep') command.keepUntilMs = nowMs + command.watchdogMs;
    else this.giveBack(command.setting, 'asked', nowMs);
  }

  /** Ends what nobody kept alive, and what is due. */
  step(nowMs: number): void {
    for (const command of [...this.standing.values()]) {
      const { setting, value } = command;
      if (nowMs >= command.keepUntilMs) this.giveBack(setting, 'watchdog', nowMs);
      else if (nowMs >= command.readyAtMs - this.host.leadMs(setting, value))
        this.giveBack(setting, 'ready-time', nowMs);
    }
  }

  /** Back to the prior setting; nothing happens where no command stands. */
  giveBack(setting: string, reason: ReturnReason, nowMs: number): void {
    const command = this.standing.get(setting);
    if (!command) return;
    this.standing.delete(setting);
    this.change(setting, command.prior);
    this.say({ answer: 'returned', id: command.id, time: nowMs, setting, value: command.prior, reason });
  }

  takeAnswers(): CommandAnswer[] {
    return this.answers.splice(0);
  }

  get hasAnswers(): boolean {
    return this.answers.length > 0;
  }

  private set(message: SetCommand, nowMs: number): void {
    const { id, setting, value } = message;
    const earlier = this.standing.get(setting);
    // Delivered twice: it stands already.
    if (earlier?.id === id) return;
    const definition = this.definitions.get(setting);
    const reason = !definition
      ? 'unknown-setting'
      : value < definition.range[0] || value > definition.range[1]
        ? 'out-of-range'
        : this.host.refuses(setting, value);
    if (reason) return this.say({ answer: 'refused', id, time: nowMs, reason });
    const prior = earlier?.prior ?? this.value(setting);
    if (earlier) {
      const { id: old, value: was } = earlier;
      this.say({ answer: 'returned', id: old, time: nowMs, setting, value: was, reason: 'superseded' });
    }
    const watchdogMs = message.watchdogS * 1000;
    this.standing.set(setting, {
      id,
      setting,
      value,
      prior,
      watchdogMs,
      keepUntilMs: nowMs + watchdogMs,
      readyAtMs: message.readyAt ?? Infinity,
    });
    this.change(setting, value);
    this.say({ answer: 'accepted', id, time: nowMs, setting, value, prior });
  }

  private change(setting: string, value: number): void {
    if (this.values.get(setting) === value) return;
    this.values.set(setting, value);
    this.host.changed(setting, value);
  }

  private say(answer: CommandAnswer): void {
    this.answers.push(answer);
    if (this.answers.length > MAX_ANSWERS) this.answers.shift();
  }
}
