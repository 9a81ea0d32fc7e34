import { PlantClock, type ModelIndex } from '@linetwin/model';
import type { CheckedRule } from './check-rule.ts';
import type { RuleInstance, RuleTransition } from './rule-instance.ts';
import { RuleRun } from './rule-run.ts';

/** An alarm that a rule would have raised. Times are ms since 1970 UTC. */
export interface TestedAlarm {
  equipment: string;
  raisedAt: number;
  /** Null of one that still stood at the end. */
  endedAt: number | null;
  end: 'cleared' | 'suppressed' | null;
  /** Value of the rule's first signal when it rose, or null when that was not known. */
  value: number | null;
}

/** A time in which the rule could not say anything of a machine, because values were missing or Bad. */
export interface UntestedTime {
  equipment: string;
  from: number;
  to: number;
}

export interface BackTestOutcome {
  from: number;
  to: number;
  /** Alarms in order of their rise; those beyond `MAX_TOLD_ALARMS` are only counted. */
  alarms: TestedAlarm[];
  raised: number;
  inAlarmMs: number;
  /** Plant days of the range, also those without alarms. */
  days: { day: string; raised: number; inAlarmMs: number }[];
  machines: { equipment: string; raised: number; inAlarmMs: number; unknownMs: number }[];
  /** Longer than a minute each; those beyond `MAX_TOLD_GAPS` are only in the sums. */
  gaps: UntestedTime[];
  /** Times over all machines. */
  lookedMs: number;
  unknownMs: number;
}

export const MAX_TOLD_ALARMS = 1000;
export const MAX_TOLD_GAPS = 500;
const LEAST_GAP_MS = 60_000;

interface MachineTally {
  equipment: string;
  raised: number;
  inAlarmMs: number;
  unknownMs: number;
  open: TestedAlarm | undefined;
  gap: UntestedTime | undefined;
  /** Until when it was looked at, ms since 1970 UTC. */
  lookedTo: number;
}

/**
 * Runs a rule over values of the past and counts what it would have done. Memory is bounded by the rule, whatever the range:
 * values are put in the order of their time and not kept.
 */
export class BackTest {
  /** Where values should begin, so that the rule knows at `from` what it would have known live. */
  readonly beginsAt: number;
  private readonly from: number;
  private readonly to: number;
  private readonly run: RuleRun;
  private readonly clock: PlantClock;
  private readonly tallies = new Map<string, MachineTally>();
  private readonly days = new Map<string, { day: string; raised: number; inAlarmMs: number }>();
  private readonly alarms: TestedAlarm[] = [];
  private readonly gaps: UntestedTime[] = [];
  private raised = 0;
  private inAlarmMs = 0;
  private lookedMs = 0;
  private unknownMs = 0;
  private readonly tell = (transition: RuleTransition) => this.count(transition);

  /** @param range whole seconds, ms since 1970 UTC */
  constructor(rule: CheckedRule, index: ModelIndex, range: { from: number; to: number }) {
    this.from = range.from;
    this.to = range.to;
    this.beginsAt = range.from - rule.lookBackS * 1000;
    this.run = new RuleRun(rule, index);
    this.clock = new PlantClock(index.model.site.timeZone);
    for (let time = range.from; time < range.to; time = this.nextDay(time)) this.dayOf(time);
    for (const instance of this.run.instances) this.watch(instance);
  }

  /** Indexes of the signals that it wants. */
  signals(): number[] {
    return this.run.signals();
  }

  seed(signal: number, time: number, value: number): void {
    this.run.seed(signal, time, value);
  }

  put(signal: number, time: number, value: number): void {
    this.run.put(signal, time, value, this.tell);
  }

  /** To be asked once, after the last value. */
  outcome(): BackTestOutcome {
    const { from, to } = this;
    for (const instance of this.run.instances) {
      // Of a machine that never said anything, all of the range is missing.
      if (Number.isNaN(instance.second)) instance.second = Math.ceil(this.from / 1000) - 1;
    }
    this.run.lookUntil(to, this.tell);
    for (const tally of this.tallies.values()) {
      this.endGap(tally);
      if (tally.open) this.stand(tally, tally.open, to);
    }
    return {
      from,
      to,
      alarms: this.alarms,
      raised: this.raised,
      inAlarmMs: this.inAlarmMs,
      days: [...this.days.values()],
      machines: [...this.tallies.values()].map(({ equipment, raised, inAlarmMs, unknownMs }) => ({
        equipment,
        raised,
        inAlarmMs,
        unknownMs,
      })),
      gaps: this.gaps,
      lookedMs: this.lookedMs,
      unknownMs: this.unknownMs,
    };
  }

  private watch(instance: RuleInstance): void {
    const equipment = instance.machine.address;
    const tally: MachineTally = {
      equipment,
      raised: 0,
      inAlarmMs: 0,
      unknownMs: 0,
      open: undefined,
      gap: undefined,
      lookedTo: this.from,
    };
    this.tallies.set(equipment, tally);
    instance.onLooked = (first, seconds, unknown) => this.look(tally, first, seconds, unknown);
  }

  private look(tally: MachineTally, first: number, seconds: number, unknown: boolean): void {
    const from = Math.max(this.from, (first - 1) * 1000);
    const to = Math.min(this.to, (first + seconds - 1) * 1000);
    if (to <= from) return;
    // What came before a machine's first value is missing as well.
    if (tally.lookedTo < from) this.miss(tally, tally.lookedTo, from);
    this.lookedMs += to - tally.lookedTo;
    tally.lookedTo = to;
    if (unknown) return this.miss(tally, from, to);
    this.endGap(tally);
  }

  private miss(tally: MachineTally, from: number, to: number): void {
    tally.unknownMs += to - from;
    this.unknownMs += to - from;
    if (tally.gap) tally.gap.to = to;
    else tally.gap = { equipment: tally.equipment, from, to };
  }

  private endGap(tally: MachineTally): void {
    const { gap } = tally;
    tally.gap = undefined;
    if (gap && gap.to - gap.from >= LEAST_GAP_MS && this.gaps.length < MAX_TOLD_GAPS) this.gaps.push(gap);
  }

  private count({ machine, change, at, value }: RuleTransition): void {
    const tally = this.tallies.get(machine.address)!;
    if (change === 'raised') {
      tally.open = {
        equipment: machine.address,
        raisedAt: at,
        endedAt: null,
        end: null,
        value: Number.isFinite(value) ? value : null,
      };
      if (at < this.from) return;
      tally.raised++;
      this.raised++;
      this.dayOf(at).raised++;
      if (this.alarms.length < MAX_TOLD_ALARMS) this.alarms.push(tally.open);
      return;
    }
    const { open } = tally;
    if (!open || change === 'released') return;
    tally.open = undefined;
    open.endedAt = at;
    open.end = change;
    this.stand(tally, open, at);
  }

  /** Counts the time in alarm, each day's to the day. */
  private stand(tally: MachineTally, alarm: TestedAlarm, until: number): void {
    const end = Math.min(until, this.to);
    let from = Math.max(alarm.raisedAt, this.from);
    while (from < end) {
      const to = Math.min(end, this.nextDay(from));
      this.dayOf(from).inAlarmMs += to - from;
      tally.inAlarmMs += to - from;
      this.inAlarmMs += to - from;
      from = to;
    }
  }

  private nextDay(time: number): number {
    const { day } = this.clock.at(time);
    return this.clock.startOfDay(
      new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10),
    );
  }

  private dayOf(time: number): { day: string; raised: number; inAlarmMs: number } {
    const { day } = this.clock.at(time);
    let tally = this.days.get(day);
    if (!tally) this.days.set(day, (tally = { day, raised: 0, inAlarmMs: 0 }));
    return tally;
  }
}
