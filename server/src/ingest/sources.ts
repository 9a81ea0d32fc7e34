import type { SourceReport } from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
import { ClockSkew } from './clock-skew.ts';

/** More senders than machines of a large plant; beyond it whoever was silent longest is forgotten. */
const MAX_SOURCES = 2000;
/** A sender whose session ended is forgotten after this long without a word: the next one may have another name. */
const FORGET_MS = 86_400_000;
const RATE_MS = 10_000;
/** MQTT allows names of 65,535 bytes; two that begin alike for so long count as one. */
const MAX_NAME_LENGTH = 128;

/** One sender, as the intake counts its messages. */
export class Source {
  readonly id: string;
  readonly kind: SourceReport['kind'];
  readonly clock = new ClockSkew();
  readonly machines = new Set<string>();
  /** Its open session; `null` after it ended, `undefined` where sessions are not known. */
  session: object | null | undefined;
  lastMessageAt = 0;
  lateValues = 0;
  private countStart = 0;
  private count = 0;
  private rate = 0;

  constructor(id: string, kind: SourceReport['kind']) {
    this.id = id;
    this.kind = kind;
  }

  /** Hot: once per message. */
  note(equipment: string, sourceTime: number, now: number): void {
    this.machines.add(equipment);
    this.clock.note(sourceTime, now);
    this.roll(now);
    this.count++;
    this.lastMessageAt = now;
  }

  report(now: number, flaggedFromMs: number): SourceReport {
    this.roll(now);
    const { skewMs = null } = this.clock;
    return {
      source: this.id,
      kind: this.kind,
      connected: this.session === undefined ? null : this.session !== null,
      lines: [...new Set([...this.machines].map(lineOf))].sort(),
      machines: this.machines.size,
      lastMessageAt: this.lastMessageAt,
      messagesPerS: this.rate,
      skewMs,
      flagged: skewMs !== null && Math.abs(skewMs) > flaggedFromMs,
      lateValues: this.lateValues,
    };
  }

  private roll(now: number): void {
    const elapsedMs = now - this.countStart;
    if (elapsedMs < RATE_MS && elapsedMs >= 0) return;
    this.rate = elapsedMs < 2 * RATE_MS && elapsedMs >= 0 ? (this.count * 1000) / elapsedMs : 0;
    this.count = 0;
    this.countStart = now;
  }
}

/** Everybody who sends telemetry, what for, and how their clocks are. */
export class Sources {
  private readonly flaggedFromMs: number;
  private readonly now: () => number;
  private readonly sources = new Map<string, Source>();
  /** Who sent last for each machine. */
  private readonly speakerOf = new Map<string, Source>();
  /** Sessions of those who have not sent yet. */
  private readonly sessions = new Map<string, object>();

  /** @param flaggedFromMs a clock that is further from ours is flagged */
  constructor(flaggedFromMs: number, now: () => number = Date.now) {
    this.flaggedFromMs = flaggedFromMs;
    this.now = now;
  }

  /**
   * Notes a message that tells a time, whether or not it was taken. Hot: once per message.
   *
   * @param client MQTT client id of who sent it; `undefined` where the broker does not say
   * @param equipment a machine of the plant files
   */
  note(client: string | undefined, equipment: string, sourceTime: number): Source {
    const now = this.now();
    const source = this.find(
      client === undefined ? equipment : nameOf(client),
      client === undefined ? 'equipment' : 'client',
    );
    source.note(equipment, sourceTime, now);
    if (this.speakerOf.get(equipment) !== source) this.speakerOf.set(equipment, source);
    return source;
  }

  /** A session began. @param session tells it from the one that it may have taken over */
  connected(client: string, session: object): void {
    const name = nameOf(client);
    const known = this.sources.get(name);
    if (known) known.session = session;
    else this.sessions.set(name, session);
  }

  disconnected(client: string, session: object): void {
    const name = nameOf(client);
    if (this.sessions.get(name) === session) this.sessions.delete(name);
    const known = this.sources.get(name);
    if (known?.session === session) known.session = null;
  }

  /** How far the clock of who last sent for a machine is ahead of ours, ms; 0 when it is not known. */
  skewMs(equipment: string): number {
    return this.speakerOf.get(equipment)?.clock.skewMs ?? 0;
  }

  /** Whether the session of who last sent for a machine has ended. */
  isDisconnected(equipment: string): boolean {
    return this.speakerOf.get(equipment)?.session === null;
  }

  /** Who sent for a line (for any, without), by name. */
  report(line?: string): SourceReport[] {
    const now = this.now();
    this.forgetGone(now);
    return [...this.sources.values()]
      .map((source) => source.report(now, this.flaggedFromMs))
      .filter(({ lines }) => line === undefined || lines.includes(line))
      .sort((a, b) => a.source.localeCompare(b.source));
  }

  private find(id: string, kind: Source['kind']): Source {
    const known = this.sources.get(id);
    if (known) return known;
    if (this.sources.size >= MAX_SOURCES) this.forgetOldest();
    const source = new Source(id, kind);
    source.session = this.sessions.get(id);
    this.sessions.delete(id);
    this.sources.set(id, source);
    return source;
  }

  private forgetOldest(): void {
    let oldest: Source | undefined;
    for (const source of this.sources.values())
      if (!oldest || source.lastMessageAt < oldest.lastMessageAt) oldest = source;
    if (oldest) this.forget(oldest);
  }

  private forgetGone(now: number): void {
    for (const source of this.sources.values())
      if (source.session === null && now - source.lastMessageAt > FORGET_MS) this.forget(source);
  }

  private forget(source: Source): void {
    this.sources.delete(source.id);
    for (const equipment of source.machines)
      if (this.speakerOf.get(equipment) === source) this.speakerOf.delete(equipment);
  }
}

function nameOf(client: string): string {
  return client.length > MAX_NAME_LENGTH ? `${client.slice(0, MAX_NAME_LENGTH)}…` : client;
}
