import type { LimitDefinition, LimitType } from '@linetwin/model';

/** What a value did to a limit. */
export type LimitChange = 'raised' | 'cleared' | undefined;

/**
 * One limit of one signal: rises when the value was beyond the set point for the on-delay without a break, clears
 * when it was back inside by the deadband for the off-delay (ISA-18.2). Times are source times in ms, so that
 * a replayed hour gives the same alarms as the live one. Pure; nothing allocated per value.
 */
export class LimitWatch {
  readonly type: LimitType;
  readonly setPoint: number;
  private readonly onDelayMs: number;
  private readonly offDelayMs: number;
  private readonly backInside: number;
  private readonly upper: boolean;
  /** Since when the value has been on the other side of where the alarm stands; NaN when it is not. */
  private since = NaN;
  active = false;

  constructor(definition: LimitDefinition) {
    this.type = definition.type;
    this.setPoint = definition.at;
    this.onDelayMs = definition.onDelayS * 1000;
    this.offDelayMs = definition.offDelayS * 1000;
    this.upper = definition.type === 'high' || definition.type === 'highHigh';
    this.backInside = this.upper ? definition.at - definition.deadband : definition.at + definition.deadband;
  }

  update(time: number, value: number): LimitChange {
    if (!this.active) {
      if (!this.isBeyond(value)) {
        this.since = NaN;
        return undefined;
      }
      if (Number.isNaN(this.since)) this.since = time;
      if (time - this.since < this.onDelayMs) return undefined;
      this.active = true;
      this.since = NaN;
      return 'raised';
    }
    const inside = this.upper ? value <= this.backInside : value >= this.backInside;
    if (!inside) {
      this.since = NaN;
      return undefined;
    }
    if (Number.isNaN(this.since)) this.since = time;
    if (time - this.since < this.offDelayMs) return undefined;
    this.active = false;
    this.since = NaN;
    return 'cleared';
  }

  isBeyond(value: number): boolean {
    return this.upper ? value > this.setPoint : value < this.setPoint;
  }

  /** The value says nothing now (Bad, or the machine is in a state that is not watched): no delay runs on. */
  pause(): void {
    this.since = NaN;
  }
}
