/** Looks that are remembered; when more wait than that, the oldest is older than it says. */
const MAX_LOOKS = 10_000;

/** For how long the oldest of numbered things waits, by when its number was first seen; things carry no time of their own. */
export class WaitingAge {
  private readonly looks: { newest: number; at: number }[] = [];

  /**
   * @param span numbers of the oldest and the newest that wait; `undefined` when nothing does
   * @param now ms
   * @returns ms, to within the time between two looks
   */
  look(span: { oldest: number; newest: number } | undefined, now: number): number {
    if (!span) {
      this.looks.length = 0;
      return 0;
    }
    const last = this.looks.at(-1);
    if (!last || last.newest < span.newest) this.looks.push({ newest: span.newest, at: now });
    while (this.looks[0].newest < span.oldest || this.looks.length > MAX_LOOKS) this.looks.shift();
    return now - this.looks[0].at;
  }
}
