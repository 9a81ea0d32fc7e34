const DEFAULT_TIMEOUT_MS = 20_000;

/**
 * What came in so far, and waiting for what is yet to come, so that a test waits for events and never for a time.
 * Everything is kept in order of arrival.
 */
export class Inbox<T> {
  readonly items: T[] = [];
  private readonly waiting = new Set<() => void>();

  readonly push = (item: T): void => {
    this.items.push(item);
    for (const wake of this.waiting) wake();
  };

  /**
   * The first item that fits, among those that came already (from position `from` on) or that come yet.
   *
   * @throws Error naming what was waited for, when it does not come within the timeout
   */
  async first(what: string, fits: (item: T) => boolean = () => true, from = 0): Promise<T> {
    let found: T | undefined;
    await this.until(what, () => {
      const position = this.items.findIndex((item, i) => i >= from && fits(item));
      if (position < 0) return false;
      found = this.items[position];
      return true;
    });
    return found as T;
  }

  /** Waits until a condition over the items holds; asked again after each arrival. */
  until(
    what: string,
    holds: (items: readonly T[]) => boolean,
    timeoutMs = DEFAULT_TIMEOUT_MS,
  ): Promise<void> {
    if (holds(this.items)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`no ${what} within ${timeoutMs} ms; ${this.items.length} other items came`));
      }, timeoutMs);
      const check = () => {
        if (!holds(this.items)) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }
}
