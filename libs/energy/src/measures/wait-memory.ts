/** Waits that are remembered of one machine: about a week of them, since the few long ones decide what a rest is worth. */
const MAX_WAITS = 300;
/** A shorter wait belongs to the cycle. */
const SHORTEST_WAIT_S = 20;

/** How long a machine waits for one kind of cause: what it learned of earlier waits, and the one that goes on now. */
export class WaitMemory {
  /** How long it waited, newest last, s. */
  readonly waitsS: number[] = [];
  private sinceMs: number | undefined;

  /** The wait goes on. */
  goOn(sinceMs: number): void {
    this.sinceMs ??= sinceMs;
  }

  /** Another wait begins where one went on: the one before says nothing of it. */
  beginAnew(timeMs: number): void {
    this.sinceMs = timeMs;
  }

  /**
   * The wait is over, if one went on.
   *
   * @param endMs when it ended
   * @param counts whether its length says something of others
   */
  end(endMs: number, counts: boolean): void {
    const { sinceMs, waitsS } = this;
    if (sinceMs === undefined) return;
    this.sinceMs = undefined;
    const waitS = (endMs - sinceMs) / 1000;
    if (waitS < SHORTEST_WAIT_S || !counts) return;
    waitsS.push(waitS);
    if (waitsS.length > MAX_WAITS) waitsS.shift();
  }

  /** Since when it has been waiting, ms since 1970 UTC; undefined while it does not. */
  get waitingSinceMs(): number | undefined {
    return this.sinceMs;
  }

  /** How long it has been waiting, s; 0 while it does not. */
  waitedS(timeMs: number): number {
    return this.sinceMs === undefined ? 0 : (timeMs - this.sinceMs) / 1000;
  }

  /**
   * How much longer it will wait when it has waited for so long: the mean of what was left of earlier waits that lasted as long. With
   * fewer than three such waits, as long again as so far (a wait that has lasted tends to last).
   *
   * @param atMostS what counts of each wait, for a rest that is not kept longer
   */
  leftS(waitedS: number, atMostS = Infinity): number {
    let sum = 0;
    let n = 0;
    for (const wait of this.waitsS) {
      if (wait <= waitedS) continue;
      sum += Math.min(atMostS, wait - waitedS);
      n++;
    }
    return n >= 3 ? sum / n : Math.min(atMostS, waitedS);
  }

  /** How many earlier waits lasted longer. */
  longerThan(waitedS: number): number {
    return this.waitsS.filter((wait) => wait > waitedS).length;
  }

  /** Share of the waits that lasted as long as this one and were over within so many seconds more; all of them where that is not known. */
  endsWithinShare(waitedS: number, withinS: number): number {
    const longer = this.waitsS.filter((wait) => wait > waitedS);
    if (longer.length < 3) return 1;
    return longer.filter((wait) => wait - waitedS <= withinS).length / longer.length;
  }
}
