/** Things that will happen, in order of time; equal times keep the order they were planned in. */
export class EventQueue {
  now = 0;
  private readonly times: number[] = [];
  private readonly orders: number[] = [];
  private readonly actions: (() => void)[] = [];
  private planned = 0;

  /** Plans an action `delayS` seconds from now. */
  after(delayS: number, action: () => void): void {
    this.at(this.now + delayS, action);
  }

  at(timeS: number, action: () => void): void {
    let i = this.times.length;
    this.times.push(timeS);
    this.orders.push(this.planned++);
    this.actions.push(action);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.isBefore(i, parent)) break;
      this.swap(i, parent);
      i = parent;
    }
  }

  /** Runs everything planned up to and including a time, then sets the clock to it. */
  runUntil(timeS: number): void {
    while (this.times.length > 0 && this.times[0] <= timeS) {
      this.now = this.times[0];
      const action = this.actions[0];
      this.removeFirst();
      action();
    }
    this.now = timeS;
  }

  private removeFirst(): void {
    const last = this.times.length - 1;
    this.swap(0, last);
    this.times.pop();
    this.orders.pop();
    this.actions.pop();
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= last) return;
      const right = left + 1;
      const first = right < last && this.isBefore(right, left) ? right : left;
      if (!this.isBefore(first, i)) return;
      this.swap(i, first);
      i = first;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const d = this.times[a] - this.times[b];
    return d < 0 || (d === 0 && this.orders[a] < this.orders[b]);
  }

  private swap(a: number, b: number): void {
    const { times, orders, actions } = this;
    [times[a], times[b]] = [times[b], times[a]];
    [orders[a], orders[b]] = [orders[b], orders[a]];
    [actions[a], actions[b]] = [actions[b], actions[a]];
  }
}
