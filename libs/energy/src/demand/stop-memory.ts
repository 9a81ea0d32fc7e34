/** Stops that last this many minutes are services (dressing, change of a tool or die); shorter ones are hitches. */
const SERVICE_MINUTES = 3;
/** Services that are remembered. */
const KEPT = 8;
/** A machine has a service cycle when so many of its intervals are this close to their median. */
const REGULAR_SHARE = 0.6;
const REGULAR_WITHIN = 0.08;
/** A repair takes about ten minutes (domain.md 1.3: MTTR 6 to 12 min), a hitch less than one. */
const REPAIR_MINUTES = 10;
const HITCH_MINUTES = 1;
/** Paces follow the last hour, the share of stops the last day and a half. */
const PACE_MINUTES = 60;
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

/**
 * When a machine stops for itself. Services follow the parts made: many machines stop after a number of parts that hardly varies, for a time that
 * hardly varies. Both are learned from its states and its counter, so that the next one is known before it begins.
 */
export class StopMemory {
  private readonly intervals: number[] = [];
  private readonly durations: number[] = [];
  private before?: StopMinute;
  /** Minutes that the running stop has lasted, and the counter when it began. */
  private stoppedFor = 0;
  private stoppedAt = 0;
  /** Counter at the begin of the last service. */
  private servicedAt?: number;
  private partsPerMinute = 0;
  private share = 0.02;

  /** Share of a minute in which it stops, on the mean, services of a known cycle left out. */
  get usualShare(): number {
    return this.share;
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
    if (made < 0) this.servicedAt = undefined;
    if (hasOrder && stop === undefined && made >= 0)
      this.partsPerMinute += (made - this.partsPerMinute) / (this.partsPerMinute === 0 ? 1 : PACE_MINUTES);
    if (stop !== undefined && this.before?.stop === undefined) {
      this.stoppedFor = 0;
      this.stoppedAt = good;
    }
    if (stop === undefined && this.before?.stop === 'held' && this.stoppedFor >= SERVICE_MINUTES)
      this.noteService();
    if (stop !== undefined) this.stoppedFor++;
    if (hasOrder) {
      const isService = stop === 'held' && this.isRegular && this.stoppedFor > SERVICE_MINUTES;
      this.share += ((stop !== undefined && !isService ? 1 : 0) - this.share) / SHARE_MINUTES;
    }
    this.before = minute;
  }

  /** After a silence nobody knows how long a stop lasted. */
  interrupt(): void {
    this.before = undefined;
    this.stoppedFor = 0;
  }

  /** Share of each of the next minutes in which it will stop, if the line has work. */
  foretell(minutes: number): number[] {
    const stop = this.before?.stop;
    if (stop !== undefined) return this.foretellEnd(stop, minutes);
    if (!this.isRegular || this.servicedAt === undefined || this.partsPerMinute <= 0)
      return new Array<number>(minutes).fill(this.share);
    const left = median(this.intervals) - (this.before!.good - this.servicedAt);
    const beginsIn = left / this.partsPerMinute;
    const lasts = median(this.durations);
    const error = Math.max(LEAST_ERROR_MINUTES, PACE_ERROR * Math.abs(beginsIn));
    return Array.from({ length: minutes }, (_, k) => {
      const at = k + 0.5;
      const isIn = normalShare((at - beginsIn) / error) - normalShare((at - beginsIn - lasts) / error);
      return Math.max(this.share, isIn);
    });
  }

  private foretellEnd(stop: 'held' | 'failed', minutes: number): number[] {
    const isService = stop === 'held' && this.durations.length >= 2 && this.stoppedFor >= SERVICE_MINUTES;
    const left = median(this.durations) - this.stoppedFor;
    const mean = stop === 'failed' ? REPAIR_MINUTES : HITCH_MINUTES;
    return Array.from({ length: minutes }, (_, k) =>
      isService ? Math.min(1, Math.max(this.share, left - k)) : Math.exp(-(k + 0.5) / mean),
    );
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
