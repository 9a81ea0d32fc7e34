import { Pace } from './pace.ts';

/** Stops that last this many minutes are services (dressing, change of a tool or die); shorter ones are hitches. */
const SERVICE_MINUTES = 3;
/** Services that are remembered. */
const KEPT = 8;
/** A stop takes other machines with it: some at once, some when buffers are full or empty. A hitch is over before they notice. Minutes that it lasts. */
export const STOP_STAGES = [2, 5] as const;
/** A machine has a service cycle when so many of its intervals are this close to their median. */
const REGULAR_SHARE = 0.6;
const REGULAR_WITHIN = 0.08;
/** A repair takes about ten minutes (domain.md 1.3: MTTR 6 to 12 min), a hitch less than one. */
const REPAIR_MINUTES = 10;
const HITCH_MINUTES = 1;
/** The share of stops follows the last day and a half. */
const SHARE_MINUTES = 2000;
/** Parts till the next service are known as well as the pace: to some per cent, and not better than to the minute. */
const PACE_ERROR = 0.04;
const LEAST_ERROR_MINUTES = 0.7;

/** One minute of a machine as telemetry says. */
export interface StopMinute {
  /** Held for a cause of its own, or stopped by a fault, at the end of the minute. */
  stop: 'held' | 'failed' | undefined;
  /** Good parts so far, by its counter. */
  good: number;
}

/** What the stops of a machine taught; `servicedAt` and `good` are counters, so that one that began anew is seen. */
export interface StopsMemory {
  intervals: number[];
  durations: number[];
  shares: number[];
  servicedAt?: number;
  good?: number;
}

/**
 * When a machine stops for itself. Services follow the parts made: many machines stop after a number of parts that hardly varies, for a time that
 * hardly varies. Both are learned from its states and its counter, so that the next one is known before it begins.
 */
export class StopMemory {
  private readonly intervals: number[];
  private readonly durations: number[];
  private before?: StopMinute;
  /** Minutes that the running stop has lasted, and the counter when it began. */
  private stoppedFor = 0;
  private stoppedAt = 0;
  /** Whether a service was due when it began. */
  private isDue = false;
  /** Counter at the begin of the last service. */
  private servicedAt?: number;
  private readonly pace = new Pace();
  private readonly shares: number[];
  private lastGood?: number;

  constructor(memory?: StopsMemory) {
    this.intervals = [...(memory?.intervals ?? [])];
    this.durations = [...(memory?.durations ?? [])];
    this.shares = STOP_STAGES.map((_, s) => memory?.shares[s] ?? 0.01);
    this.servicedAt = memory?.servicedAt;
    this.lastGood = memory?.good;
  }

  get memory(): StopsMemory {
    const { intervals, durations, shares, servicedAt, lastGood } = this;
    return {
      intervals: [...intervals],
      durations: [...durations],
      shares: [...shares],
      servicedAt,
      good: lastGood,
    };
  }

  /** By stage, whether it stands for so long now: 1 or 0. */
  get stages(): number[] {
    const { before, stoppedFor } = this;
    return STOP_STAGES.map((minutes) => (before?.stop !== undefined && stoppedFor >= minutes ? 1 : 0));
  }

  /** Parts to the next service; undefined where it has no known cycle. */
  private get leftParts(): number | undefined {
    if (!this.isRegular || this.servicedAt === undefined || !this.before) return undefined;
    return median(this.intervals) - (this.before.good - this.servicedAt);
  }

  private get isRegular(): boolean {
    const usual = median(this.intervals);
    const close = this.intervals.filter((one) => Math.abs(one - usual) <= REGULAR_WITHIN * usual).length;
    return this.intervals.length > 0 && close >= REGULAR_SHARE * this.intervals.length;
  }

  /** @param hasOrder without one it makes nothing, and says nothing of its pace and stops */
  observe(minute: StopMinute, hasOrder: boolean): void {
    const { stop, good } = minute;
    const made = good - (this.before?.good ?? good);
    // A counter that began anew says nothing of the last service.
    if (good < (this.lastGood ?? good)) this.servicedAt = undefined;
    this.lastGood = good;
    if (hasOrder && stop === undefined && made >= 0) this.pace.observe(made);
    if (stop !== undefined && this.before?.stop === undefined) {
      this.stoppedFor = 0;
      this.stoppedAt = good;
      const left = this.leftParts;
      this.isDue = left !== undefined && left <= REGULAR_WITHIN * median(this.intervals);
    }
    if (stop === undefined && this.before?.stop === 'held' && this.stoppedFor >= SERVICE_MINUTES)
      this.noteService();
    // Who repairs a machine dresses it, or sets its tool anew: its parts are counted from here.
    if (stop === undefined && this.before?.stop === 'failed') this.servicedAt = good;
    if (stop !== undefined) this.stoppedFor++;
    this.before = minute;
    if (hasOrder) {
      const isService = stop === 'held' && this.isRegular && this.stoppedFor > SERVICE_MINUTES;
      this.stages.forEach((stands, s) => {
        this.shares[s] += ((isService ? 0 : stands) - this.shares[s]) / SHARE_MINUTES;
      });
    }
  }

  /** After a silence nobody knows how long a stop lasted. */
  interrupt(): void {
    this.before = undefined;
    this.stoppedFor = 0;
  }

  /** Share of each of the next minutes in which it will stand, if the line has work; by stage. */
  foretell(minutes: number): number[][] {
    return STOP_STAGES.map((_, stage) => this.foretellStage(stage, minutes));
  }

  private foretellStage(stage: number, minutes: number): number[] {
    const stop = this.before?.stop;
    if (stop !== undefined) return this.foretellEnd(stop, stage, minutes);
    const { partsPerMinute } = this.pace;
    const left = this.leftParts;
    const usual = this.shares[stage];
    if (left === undefined || partsPerMinute <= 0) return new Array<number>(minutes).fill(usual);
    const beginsIn = Math.max(0, left) / partsPerMinute;
    const standsIn = beginsIn + STOP_STAGES[stage] - 1;
    const endsIn = beginsIn + median(this.durations);
    const error = Math.max(LEAST_ERROR_MINUTES, PACE_ERROR * beginsIn);
    return Array.from({ length: minutes }, (_, k) => {
      const at = k + 0.5;
      return Math.max(usual, normalShare((at - standsIn) / error) - normalShare((at - endsIn) / error));
    });
  }

  private foretellEnd(stop: 'held' | 'failed', stage: number, minutes: number): number[] {
    const isService =
      stop === 'held' && this.durations.length >= 2 && (this.isDue || this.stoppedFor >= SERVICE_MINUTES);
    const left = median(this.durations) - this.stoppedFor;
    const mean = stop === 'failed' ? REPAIR_MINUTES : HITCH_MINUTES;
    return Array.from({ length: minutes }, (_, k) => {
      if (this.stoppedFor + k + 1 < STOP_STAGES[stage]) return 0;
      return isService ? Math.min(1, Math.max(this.shares[stage], left - k)) : Math.exp(-(k + 0.5) / mean);
    });
  }

  private noteService(): void {
    if (this.servicedAt !== undefined) this.intervals.push(this.stoppedAt - this.servicedAt);
    this.durations.push(this.stoppedFor);
    this.servicedAt = this.stoppedAt;
    for (const list of [this.intervals, this.durations]) if (list.length > KEPT) list.shift();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? 0 : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Share of a normal distribution below z: logistic approximation, off by less than 0.01. */
function normalShare(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}
