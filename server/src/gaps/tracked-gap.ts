import type { GapCause, GapLevel } from '@linetwin/contracts';
import { gapKey, type StoredGap } from './gap-store.port.ts';
import { MissingSpans, type Span } from './missing-spans.ts';

/** A machine (or the signal of a signal's gap) that lacks values, and how far apart they may be. */
export interface Member {
  address: string;
  toleranceMs: number;
}

/** One gap as it is followed: who lacks what of it. */
export class TrackedGap {
  readonly line: string;
  readonly scope: string;
  readonly level: GapLevel;
  readonly from: number;
  /** Of the gap of a signal. */
  readonly signal: number;
  private currentCause: GapCause;
  private end: number | null = null;
  private partOf: string | null = null;
  private revision: number;
  private readonly members: Map<string, MissingSpans>;

  /**
   * @param parts.members who belongs to it
   * @param parts.missing what of it they lack, where it is not the whole
   */
  constructor(parts: {
    line: string;
    scope: string;
    level: GapLevel;
    cause: GapCause;
    from: number;
    to?: number | null;
    signal?: number;
    members: readonly Member[];
    missing?: Record<string, readonly Span[]>;
    revision: number;
  }) {
    const {
      line,
      scope,
      level,
      cause,
      from,
      to = null,
      signal = -1,
      members,
      missing = {},
      revision,
    } = parts;
    this.line = line;
    this.scope = scope;
    this.level = level;
    this.currentCause = cause;
    this.from = from;
    this.end = to;
    this.signal = signal;
    this.revision = revision;
    const whole: Span[] = [[from, to ?? Infinity]];
    this.members = new Map(
      members.map(({ address, toleranceMs }) => [
        address,
        new MissingSpans(missing[address] ?? whole, toleranceMs),
      ]),
    );
  }

  get key(): string {
    return gapKey(this);
  }

  get cause(): GapCause {
    return this.currentCause;
  }

  /** When values came again; null while it is open. */
  get to(): number | null {
    return this.end;
  }

  get isOpen(): boolean {
    return this.end === null;
  }

  /** A value of this time is there for a machine (or signal). @returns whether less is missing now */
  cover(member: string, time: number, now: number): boolean {
    if (!this.members.get(member)?.cover(time)) return false;
    this.says(now);
    return true;
  }

  lacksNothing(member: string): boolean {
    return this.members.get(member)?.isEmpty ?? true;
  }

  /** Who lacks something of it. */
  lacking(): string[] {
    return [...this.members.keys()].filter((member) => !this.lacksNothing(member));
  }

  close(to: number, now: number): void {
    this.end = Math.max(this.from, to);
    for (const spans of this.members.values()) spans.endAt(this.end);
    this.says(now);
  }

  /** Closes it without having seen the end: whoever saw it knows better. */
  closeUnseen(to: number): void {
    const { revision } = this;
    this.close(to, 0);
    this.revision = revision + 1;
  }

  /** It was not over: nothing newer came for these members. */
  reopen(members: readonly Member[], cause: GapCause, now: number): void {
    for (const { address } of members) this.members.get(address)?.beginAgain(this.end!);
    this.end = null;
    this.becauseOf(cause, now);
  }

  becauseOf(cause: GapCause, now: number): void {
    this.currentCause = cause;
    this.says(now);
  }

  /** It was the beginning of a wider one. */
  becomePartOf(scope: string, now: number): void {
    this.partOf = scope;
    this.says(now);
  }

  toStored(): StoredGap {
    const missing: [string, readonly Span[]][] = [];
    let missingMs = 0;
    for (const [member, spans] of this.members) {
      // The end of an open gap is not known, so that only who lacks nothing can be told from the others.
      if (this.end === null) {
        if (spans.isEmpty) missing.push([member, []]);
        continue;
      }
      missingMs = Math.max(missingMs, spans.missingMs);
      const [first] = spans.spans;
      const isWhole = spans.spans.length === 1 && first[0] === this.from && first[1] === this.end;
      if (!isWhole) missing.push([member, spans.spans]);
    }
    const { line, scope, level, cause, from, partOf, revision } = this;
    return {
      line,
      scope,
      level,
      cause,
      from,
      to: this.end,
      missingMs: this.end === null ? null : missingMs,
      missing: Object.fromEntries(missing),
      partOf,
      revision,
    };
  }

  private says(now: number): void {
    this.revision = Math.max(this.revision + 1, now);
  }
}
