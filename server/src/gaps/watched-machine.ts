import { QUALITY_BAD, type Equipment, type Signal } from '@linetwin/model';
import { STALE_AFTER_PERIODS, type Twin } from '../twin/twin.ts';
import type { Member, TrackedGap } from './tracked-gap.ts';

/** A shorter silence is no gap, whatever the period: it is the jitter of a network. */
const LEAST_TOLERANCE_MS = 2000;

/** A signal that is expected every period. */
export interface PeriodicSignal extends Member {
  index: number;
  /** Source time of its last value that was not Bad, ms since 1970 UTC; 0 before the first. */
  time: number;
  /** When that came, by our clock; 0 when nothing came since the line was taken. */
  arrivedAt: number;
  /** When its last Bad value came, by our clock. */
  badAt: number;
  gap: TrackedGap | undefined;
}

/** What a line knows of one of its machines: when it was heard, and its gaps. */
export class WatchedMachine implements Member {
  readonly address: string;
  /** Silent when nothing came for longer than this, ms; 0 for a machine that only tells events. */
  readonly toleranceMs: number;
  readonly signals: PeriodicSignal[];
  private readonly firstSignal: number;
  private readonly byOffset: (PeriodicSignal | undefined)[];
  /** Greatest source time of its values, ms since 1970 UTC; 0 before the first. */
  time = 0;
  /** When the last value came, by our clock; 0 when nothing came since the line was taken. */
  arrivedAt = 0;
  /** When a gap of it ended, by our clock. */
  returnedAt = 0;
  /** When it was first seen to be silent, by our clock; 0 while it speaks. */
  silentSince = 0;
  /** Its own open gap. */
  gap: TrackedGap | undefined;
  /** Gaps of the line, of the machine and of its signals that are open, or of which it still lacks something. */
  gaps: TrackedGap[] = [];
  /** Values before this time may end or fill one of them. */
  watchUntil = 0;

  constructor(equipment: Equipment, signals: readonly Signal[]) {
    this.address = equipment.address;
    this.firstSignal = equipment.firstSignal;
    this.signals = signals
      .filter(({ periodMs }) => periodMs !== undefined)
      .map(({ index, address, periodMs }) => ({
        index,
        address,
        toleranceMs: Math.max(LEAST_TOLERANCE_MS, STALE_AFTER_PERIODS * periodMs!),
        time: 0,
        arrivedAt: 0,
        badAt: 0,
        gap: undefined,
      }));
    this.toleranceMs =
      this.signals.length === 0 ? 0 : Math.min(...this.signals.map(({ toleranceMs }) => toleranceMs));
    this.byOffset = Array.from({ length: equipment.signalCount });
    for (const signal of this.signals) this.byOffset[signal.index - this.firstSignal] = signal;
  }

  periodic(signal: number): PeriodicSignal | undefined {
    return this.byOffset[signal - this.firstSignal];
  }

  /** Takes over what is known of it. */
  recall(twin: Twin): void {
    for (let offset = 0; offset < this.byOffset.length; offset++) {
      this.time = Math.max(this.time, twin.time[this.firstSignal + offset]);
    }
    for (const signal of this.signals) {
      if (twin.quality[signal.index] !== QUALITY_BAD) signal.time = twin.time[signal.index];
    }
  }

  /** Hot: once per value. */
  hear(signal: number, time: number, isBad: boolean, now: number): void {
    if (time > this.time) this.time = time;
    this.arrivedAt = now;
    const periodic = this.byOffset[signal - this.firstSignal];
    if (!periodic) return;
    if (isBad) {
      periodic.badAt = now;
      return;
    }
    if (time > periodic.time) periodic.time = time;
    periodic.arrivedAt = now;
  }

  isSilent(now: number, listeningSince: number): boolean {
    return now - Math.max(this.arrivedAt, listeningSince) > this.toleranceMs;
  }

  /** Lets go of gaps that are over for it. */
  tidy(): void {
    this.gaps = this.gaps.filter((gap) => gap.isOpen || !gap.lacksNothing(memberOf(gap, this.address)));
    this.watchUntil = this.gaps.reduce((latest, { to }) => Math.max(latest, to ?? Infinity), 0);
  }
}

/** Under which name a machine lacks something of a gap. */
export function memberOf(gap: TrackedGap, machine: string): string {
  return gap.level === 'signal' ? gap.scope : machine;
}
