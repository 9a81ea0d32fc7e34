/** All flow has to be there for so long before less is tried; what was too little is tried again after a week, as filters and wheels change. */
const TRY_AFTER_MS = 600_000;
const FORGET_AFTER_MS = 7 * 86_400_000;
const STEP = 0.02;
const LEAST = 0.7;
/** Flow against the usual one in the mean over users: what is all of it within their noise, and what is not. */
const WHOLE_FLOW = 0.985;
const SHORT_FLOW = 0.98;

/**
 * Speed that a pump needs with all its users, as a share of its full one: pumps are built for more. What is enough is found by trying a little
 * less while every user has its flow, and going back when some is missing.
 */
export class PumpMargin {
  private share = 1;
  private floor = LEAST;
  private floorMs = -Infinity;
  private sinceMs: number | undefined;

  /** The share now; no more than a limit. */
  within(limit: number): number {
    this.share = Math.min(this.share, limit);
    return this.share;
  }

  /** @param flowShare flow of the users at this speed against their usual one; undefined while it says nothing of the pump */
  note(flowShare: number | undefined, timeMs: number): void {
    if (flowShare === undefined) {
      this.sinceMs = undefined;
      return;
    }
    this.sinceMs ??= timeMs;
    if (flowShare < SHORT_FLOW) {
      this.share = Math.min(1, this.share + STEP);
      this.floor = this.share;
      this.floorMs = timeMs;
    } else if (flowShare < WHOLE_FLOW || timeMs - this.sinceMs < TRY_AFTER_MS) return;
    else this.share = Math.max(this.leastAt(timeMs), this.share - STEP);
    this.sinceMs = undefined;
  }

  private leastAt(timeMs: number): number {
    return timeMs - this.floorMs < FORGET_AFTER_MS ? this.floor : LEAST;
  }
}
