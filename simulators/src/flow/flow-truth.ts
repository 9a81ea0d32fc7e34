import type { PackmlState } from '@linetwin/model';
import type { FlowUnit } from './flow-unit.ts';
import type { LineFlow } from './line-flow.ts';

/** A time in which a machine did not execute: from leaving Execute until it was back. Simulated seconds. */
export interface TrueStop {
  fromS: number;
  /** `null` while it lasted at the end of the run. */
  toS: number | null;
  kind: 'down' | 'held' | 'waiting';
}

/** What a machine really did in a run, known from the flow itself and to the millisecond. */
export interface MachineTruth {
  machine: string;
  /** Seconds by PackML state. */
  seconds: Partial<Record<PackmlState, number>>;
  /** Of the seconds in Suspended and the states around it: for want of parts, and of room. */
  starvedS: number;
  blockedS: number;
  good: number;
  scrap: number;
  stops: TrueStop[];
}

const AROUND_SUSPENDED: ReadonlySet<PackmlState> = new Set(['Suspending', 'Suspended', 'Unsuspending']);

/**
 * Writes down what the machines of a line really do, from the moves of their state machines. For judging what others make of
 * their messages; nothing of it is ever published.
 */
export class FlowTruth {
  private readonly machines: { truth: MachineTruth; unit: FlowUnit; sinceS: number }[] = [];
  private readonly flow: LineFlow;

  /** Begins at the time at which the flow stands. */
  constructor(flow: LineFlow) {
    this.flow = flow;
    for (const unit of flow.allUnits) {
      const truth: MachineTruth = {
        machine: unit.id,
        seconds: {},
        starvedS: 0,
        blockedS: 0,
        good: 0,
        scrap: 0,
        stops: [],
      };
      const entry = { truth, unit, sinceS: flow.queue.now };
      this.machines.push(entry);
      const before = unit.packml.onMove;
      unit.packml.onMove = (from, to) => {
        before?.(from, to);
        this.book(entry, from);
        this.noteStop(truth, to);
      };
    }
  }

  /** What was done up to a time at which the flow has arrived, simulated seconds. */
  until(timeS: number): MachineTruth[] {
    return this.machines.map((entry) => {
      this.book(entry, entry.unit.packml.state, timeS);
      const { good, scrap } = entry.unit;
      return { ...structuredClone(entry.truth), good, scrap };
    });
  }

  private book(entry: (typeof this.machines)[number], state: PackmlState, nowS = this.flow.queue.now): void {
    const { truth, unit } = entry;
    const elapsedS = nowS - entry.sinceS;
    entry.sinceS = nowS;
    truth.seconds[state] = (truth.seconds[state] ?? 0) + elapsedS;
    if (!AROUND_SUSPENDED.has(state)) return;
    if (unit.waiting === 'starved') truth.starvedS += elapsedS;
    if (unit.waiting === 'blocked') truth.blockedS += elapsedS;
  }

  private noteStop({ stops }: MachineTruth, to: PackmlState): void {
    const nowS = this.flow.queue.now;
    const last = stops.at(-1);
    const open = last?.toS === null ? last : undefined;
    if (to === 'Execute') {
      if (open) open.toS = nowS;
      return;
    }
    const kind = to === 'Aborting' ? 'down' : to === 'Holding' ? 'held' : 'waiting';
    if (!open) stops.push({ fromS: nowS, toS: null, kind });
    else if (kind === 'down' || (kind === 'held' && open.kind === 'waiting')) open.kind = kind;
  }
}
