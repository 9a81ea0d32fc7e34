import type { GapCause } from '@linetwin/contracts';
import { linePath, QUALITY_BAD, type ModelIndex } from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';
import { gapKey, type StoredGap } from './gap-store.port.ts';
import { lineCause, machineCause, type SourceConditions } from './silence-causes.ts';
import { touchedTime, type GapsTouched } from './touched-time.ts';
import { TrackedGap, type Member } from './tracked-gap.ts';
import { memberOf, WatchedMachine, type PeriodicSignal } from './watched-machine.ts';

/** Machines of one cause fall silent within this time of each other: before it has passed nothing is said of one alone. */
const SETTLE_MS = 2000;
/** On a line where one machine after the other falls silent, one waits no longer than this. */
const LONGEST_SETTLE_MS = 10_000;
/** A gap that began this much before a wider one is its beginning. */
const ABSORB_MS = 30_000;
/** A value that is older than this when it comes was held back: the silence lasted until it came, not until its own time. */
const LATE_MS = 5000;
/** A line that goes from one server to another is without one for some seconds, in which its broker keeps the values. */
const HAND_OVER_MS = 10_000;
/** Refusals come again and again while the disk takes nothing; this long after the last one it takes values again. */
const REFUSAL_OVER_MS = 10_000;
/** Closed gaps are remembered this long and up to this many, to be filled by late values and named by indicators. */
export const REMEMBER_MS = 7 * 86_400_000;
export const REMEMBERED_GAPS = 500;

/** Signals that indicators are made of. */
const INDICATED_ROLES: ReadonlySet<string | undefined> = new Set([
  'state',
  'goodCount',
  'scrapCount',
  'power',
  'energy',
]);

/**
 * The gaps of one line. Silence is judged by when values come, on our clock; where a gap begins and ends is said in source
 * time. What goes silent together is one gap of the widest scope: the line, a machine, or a signal.
 */
export class LineGaps {
  readonly line: string;
  readonly machines: readonly WatchedMachine[];
  private readonly index: ModelIndex;
  private readonly path: string;
  private readonly conditions: SourceConditions;
  private readonly onChange: (gap: TrackedGap, urgent: boolean) => void;
  /** What is remembered, oldest first. */
  private readonly gaps = new Map<string, TrackedGap>();
  /** The open gap of the whole line. */
  private gap: TrackedGap | undefined;
  private refusals: { gap: TrackedGap; until: number; at: number } | undefined;
  /** Since when we listen: when the line was taken, or came back, by our clock. */
  private listeningSince = 0;
  /** Until the first value after the line was taken: when that was, and the newest time known then. */
  private taken: { at: number; from: number } | undefined;
  /** When a machine last fell silent. */
  private onsetAt = 0;

  constructor(parts: {
    index: ModelIndex;
    line: string;
    conditions: SourceConditions;
    /** Told of each gap that changed; what is not urgent may wait some seconds. */
    onChange: (gap: TrackedGap, urgent: boolean) => void;
  }) {
    const { index, line } = parts;
    this.index = index;
    this.line = line;
    this.conditions = parts.conditions;
    this.onChange = parts.onChange;
    this.path = linePath(index.model.site.id, index.line(line)!.area, line);
    this.machines = index
      .equipmentOf(line)
      .map((equipment) => new WatchedMachine(equipment, index.signalsOf(equipment)));
  }

  /** Begins to watch where the last owner left, or where this server was stopped. */
  take(twin: Twin, now: number): void {
    for (const machine of this.machines) machine.recall(twin);
    this.resume(now);
  }

  /** Begins to listen again after a time in which nobody did. */
  resume(now: number): void {
    this.listeningSince = now;
    this.taken = { at: now, from: this.newestTime() };
    for (const machine of this.machines) machine.watchUntil = Infinity;
  }

  /** Goes on with gaps that the register has. */
  restore(stored: readonly StoredGap[], now: number): void {
    for (const one of [...stored].reverse()) {
      if (this.gaps.has(gapKey(one))) continue;
      const signal = one.level === 'signal' ? this.index.signal(one.scope) : undefined;
      const concerned = this.machinesOf(one.scope, signal?.equipment);
      const members = signal ? this.signalMembers(signal.index) : concerned;
      const gap = new TrackedGap({ ...one, signal: signal?.index, members });
      this.gaps.set(gap.key, gap);
      this.attach(gap, concerned);
      if (!gap.isOpen) continue;
      const heard = signal ? (members[0]?.time ?? 0) : this.newestTime(concerned);
      // Values came since, or the plant files know it no more; who saw the end may not have told yet.
      if (heard > gap.from || concerned.length === 0) this.close(gap, heard || now, now, true);
      else if (gap.cause === 'values-refused') this.refusals = { gap, until: gap.from, at: now };
    }
  }

  /** One value as it came, newest of its signal. Hot: once per value. */
  heard(machine: WatchedMachine, signal: number, time: number, quality: number, now: number): void {
    const isBad = quality === QUALITY_BAD;
    if (time < machine.watchUntil) this.endOrFill(machine, signal, time, isBad, now);
    machine.hear(signal, time, isBad, now);
  }

  /** One value that came late, or again, once it is on disk. */
  filled(machine: WatchedMachine, signal: number, time: number, now: number): void {
    for (const gap of machine.gaps) this.cover(gap, machine, signal, time, now);
    this.tidy(machine);
  }

  /** The disk did not take values of these times. */
  refused(from: number, to: number, now: number): void {
    const lacking = this.machines.filter(({ time }) => time >= from);
    const gap =
      this.refusals?.gap ??
      this.open(
        { scope: this.path, level: 'line', cause: 'values-refused', from, revision: now },
        lacking,
        now,
      );
    if (gap) this.refusals = { gap, until: Math.max(to, this.refusals?.until ?? to), at: now };
  }

  /** Looks who is silent. To be called about once a second. */
  sweep(now: number): void {
    const { refusals } = this;
    if (refusals && now - refusals.at > REFUSAL_OVER_MS) {
      this.refusals = undefined;
      this.close(refusals.gap, refusals.until, now);
    }
    const known = this.machines.filter(({ toleranceMs, time }) => toleranceMs > 0 && time > 0);
    for (const machine of known) {
      if (!machine.isSilent(now, this.listeningSince)) machine.silentSince = 0;
      else if (machine.silentSince === 0) machine.silentSince = this.onsetAt = now;
    }
    if (this.gap) return this.reviewCauses(now);
    if (known.length > 0 && known.every(({ silentSince }) => silentSince > 0)) {
      this.openLine(now);
    } else {
      for (const machine of known) this.sweepMachine(machine, now);
    }
    this.reviewCauses(now);
    this.forgetOld(now);
  }

  /** Gaps since a time, as far as they touch what indicators are made of. */
  touching(since: number, now: number): GapsTouched {
    const counts = ({ level, signal }: TrackedGap) =>
      level !== 'signal' || INDICATED_ROLES.has(this.index.model.signals[signal]?.role);
    return touchedTime([...this.gaps.values()].filter(counts), since, now);
  }

  private sweepMachine(machine: WatchedMachine, now: number): void {
    if (machine.gap) return;
    if (machine.silentSince === 0) {
      for (const signal of machine.signals) this.sweepSignal(machine, signal, now);
      return;
    }
    const settled = now - this.onsetAt >= SETTLE_MS || now - machine.silentSince >= LONGEST_SETTLE_MS;
    if (!settled) return;
    machine.gap = this.open(
      {
        scope: machine.address,
        level: 'equipment',
        cause: machineCause(this.conditions, machine),
        from: machine.time,
        revision: machine.arrivedAt > 0 ? now : machine.time,
      },
      [machine],
      now,
    );
    if (machine.gap) this.absorb(machine.gap, [machine], now);
  }

  private sweepSignal(machine: WatchedMachine, signal: PeriodicSignal, now: number): void {
    if (signal.gap || signal.time === 0) return;
    const since = Math.max(signal.arrivedAt, machine.returnedAt, this.listeningSince);
    if (now - since <= signal.toleranceMs + SETTLE_MS) return;
    const isBad = signal.badAt > Math.max(signal.arrivedAt, this.listeningSince);
    signal.gap = this.open(
      {
        scope: signal.address,
        level: 'signal',
        cause: isBad ? 'bad-quality' : 'signal-silent',
        from: signal.time,
        signal: signal.index,
        revision: signal.arrivedAt > 0 ? now : signal.time,
      },
      [machine],
      now,
      [signal],
    );
  }

  private openLine(now: number): void {
    const { taken } = this;
    this.taken = undefined;
    const from = this.newestTime();
    const old = this.machines.filter(({ time, gap }) => time === 0 || (gap && gap.from < from - ABSORB_MS));
    // Nothing came since, so that no broker held what came meanwhile.
    const serverWasDown = taken !== undefined && this.wasAway(taken, 0);
    this.gap = this.open(
      {
        scope: this.path,
        level: 'line',
        cause: serverWasDown ? 'server-down' : lineCause(this.conditions, this.line, this.machines),
        from,
        revision: taken ? from : now,
      },
      this.machines.filter((machine) => !old.includes(machine)),
      now,
    );
    if (this.gap) this.absorb(this.gap, this.machines, now);
  }

  /** Gaps of machines and signals that began a moment before are the beginning of this one. */
  private absorb(wide: TrackedGap, machines: readonly WatchedMachine[], now: number): void {
    for (const machine of machines) {
      for (const gap of machine.gaps) {
        const isOwn = gap === machine.gap;
        const signal = gap.level === 'signal' ? machine.periodic(gap.signal) : undefined;
        if (gap === wide || !gap.isOpen || !(isOwn || signal) || gap.from < wide.from - ABSORB_MS) continue;
        gap.becomePartOf(wide.scope, now);
        this.onChange(gap, true);
        this.gaps.delete(gap.key);
        if (isOwn) machine.gap = undefined;
        if (signal) signal.gap = undefined;
        machine.gaps = machine.gaps.filter((one) => one !== gap);
      }
      this.tidy(machine);
    }
  }

  private endOrFill(
    machine: WatchedMachine,
    signal: number,
    time: number,
    isBad: boolean,
    now: number,
  ): void {
    const edge = this.edge(machine, time, now);
    if (this.taken) this.endTaking(time, edge, now);
    for (const gap of [...machine.gaps]) {
      const ends = gap.level !== 'signal' || (gap.signal === signal && !isBad);
      if (gap.isOpen && ends && gap.cause !== 'values-refused') this.close(gap, edge, now);
      // What the disk refuses was heard, but is not there.
      if (!gap.isOpen) this.cover(gap, machine, signal, time, now);
    }
    this.tidy(machine);
  }

  /** The first value since the line was taken tells whether anything may be missing from before. */
  private endTaking(time: number, edge: number, now: number): void {
    const taken = this.taken!;
    this.taken = undefined;
    for (const machine of this.machines) this.tidy(machine);
    const jumps = time - taken.from > this.toleranceMs();
    if (taken.from === 0 || this.gap || edge <= taken.from || !(jumps || this.wasAway(taken))) return;
    const gap = this.open(
      { scope: this.path, level: 'line', cause: 'server-down', from: taken.from, revision: now },
      this.machines.filter((machine) => machine.time > 0 && !machine.gap),
      now,
    );
    if (gap) this.close(gap, edge, now);
  }

  private wasAway({ at, from }: { at: number; from: number }, handOverMs = HAND_OVER_MS): boolean {
    return from > 0 && at - from > this.toleranceMs() + handOverMs;
  }

  /** Source time of the present when a value is held back, else its own. */
  private edge(machine: WatchedMachine, time: number, now: number): number {
    const present = now + this.conditions.skewMs(machine.address);
    return present - time > Math.max(LATE_MS, machine.toleranceMs) ? present : time;
  }

  private cover(gap: TrackedGap, machine: WatchedMachine, signal: number, time: number, now: number): void {
    if (gap.level === 'signal' && gap.signal !== signal) return;
    if (gap.cover(memberOf(gap, machine.address), time, now)) this.onChange(gap, false);
  }

  private open(
    what: Omit<ConstructorParameters<typeof TrackedGap>[0], 'line' | 'members'>,
    machines: readonly WatchedMachine[],
    now: number,
    members: readonly Member[] = machines,
  ): TrackedGap | undefined {
    // Machines of the line that are not among those who lack something are named as lacking nothing.
    const others = what.level === 'line' ? this.machines.filter((one) => !machines.includes(one)) : [];
    const missing = Object.fromEntries(others.map(({ address }) => [address, []]));
    const known = this.gaps.get(gapKey(what));
    if (known?.isOpen) return undefined;
    // Something came that was no news, and then nothing again.
    known?.reopen(members, what.cause, now);
    const gap =
      known ?? new TrackedGap({ ...what, line: this.line, members: [...members, ...others], missing });
    this.gaps.set(gap.key, gap);
    this.attach(gap, what.level === 'line' ? this.machines : machines);
    this.onChange(gap, true);
    return gap;
  }

  private attach(gap: TrackedGap, machines: readonly WatchedMachine[]): void {
    for (const machine of machines) {
      if (!machine.gaps.includes(gap)) machine.gaps.push(gap);
      if (gap.isOpen && gap.cause !== 'values-refused') {
        if (gap.level === 'equipment') machine.gap = gap;
        const signal = gap.level === 'signal' ? machine.periodic(gap.signal) : undefined;
        if (signal) signal.gap = gap;
      }
      this.tidy(machine);
    }
    if (gap.isOpen && gap.level === 'line' && gap.cause !== 'values-refused') this.gap = gap;
  }

  private close(gap: TrackedGap, to: number, now: number, unseen = false): void {
    if (unseen) gap.closeUnseen(to);
    else gap.close(to, now);
    if (gap === this.gap) {
      this.gap = undefined;
      this.listeningSince = now;
    }
    for (const machine of this.machines) {
      if (machine.gap === gap) {
        machine.gap = undefined;
        machine.returnedAt = now;
      }
      for (const signal of machine.signals) if (signal.gap === gap) signal.gap = undefined;
      if (machine.gaps.includes(gap)) this.tidy(machine);
    }
    this.onChange(gap, true);
  }

  /** The end of a session is often noticed some time after the last value. */
  private reviewCauses(now: number): void {
    const review = (gap: TrackedGap | undefined, cause: GapCause) => {
      if (!gap || cause === gap.cause || !gap.cause.endsWith('-silent') || cause.endsWith('-silent')) return;
      gap.becauseOf(cause, now);
      this.onChange(gap, true);
    };
    review(this.gap, lineCause(this.conditions, this.line, this.machines));
    for (const machine of this.machines)
      if (machine.gap) review(machine.gap, machineCause(this.conditions, machine));
  }

  private tidy(machine: WatchedMachine): void {
    // Until the first value of the line is judged, every machine's next one may be it.
    if (!this.taken) machine.tidy();
  }

  private machinesOf(scope: string, owner: string = scope): readonly WatchedMachine[] {
    return scope === this.path ? this.machines : this.machines.filter(({ address }) => address === owner);
  }

  private signalMembers(signal: number): PeriodicSignal[] {
    return this.machines.flatMap((machine) => machine.signals.filter(({ index }) => index === signal));
  }

  private newestTime(machines: readonly WatchedMachine[] = this.machines): number {
    return machines.reduce((newest, { time }) => Math.max(newest, time), 0);
  }

  private toleranceMs(): number {
    return this.machines.reduce((most, { toleranceMs }) => Math.max(most, toleranceMs), 0);
  }

  private forgetOld(now: number): void {
    let spare = this.gaps.size - REMEMBERED_GAPS;
    for (const [key, gap] of this.gaps) {
      if (gap.isOpen) continue;
      if (spare-- <= 0 && gap.to! > now - REMEMBER_MS) continue;
      this.gaps.delete(key);
      for (const machine of this.machines) machine.gaps = machine.gaps.filter((one) => one !== gap);
    }
  }
}
