/** The newest values of one signal in time order, for a trend that somebody looks at. Oldest ones fall out. */
export class SignalRing {
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  private start = 0;
  private count = 0;
  /** Grows with every value, so that a reader knows whether to draw again. */
  revision = 0;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
  }

  get length(): number {
    return this.count;
  }

  /** Appends a value; one that is not newer than the last is left out, for history has it in its place. */
  push(time: number, value: number): void {
    const capacity = this.times.length;
    if (this.count > 0 && time <= this.times[(this.start + this.count - 1) % capacity]) return;
    const at = (this.start + this.count) % capacity;
    this.times[at] = time;
    this.values[at] = value;
    if (this.count < capacity) this.count++;
    else this.start = (this.start + 1) % capacity;
    this.revision++;
  }

  clear(): void {
    this.start = 0;
    this.count = 0;
    this.revision++;
  }

  timeAt(position: number): number {
    return this.times[(this.start + position) % this.times.length];
  }

  valueAt(position: number): number {
    return this.values[(this.start + position) % this.values.length];
  }
}
