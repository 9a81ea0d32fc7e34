/** Changes within this time, and how many of them are chatter (ISA-18.2; domain.md 2.12: three transitions in a minute). */
const WINDOW_MS = 60_000;
const CHANGES = 3;

/** Whether one alarm goes on and off faster than anybody can act on it. */
export class ChatterWatch {
  private readonly times: number[] = [];

  /** @returns whether this change, at a source time in ms, is one of a chatter */
  changed(time: number): boolean {
    this.times.push(time);
    if (this.times.length > CHANGES) this.times.shift();
    return this.times.length === CHANGES && time - this.times[0] <= WINDOW_MS;
  }
}
