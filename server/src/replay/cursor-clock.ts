/** Plant time that goes as fast as it is told, from wall time. Times are ms. */
export class CursorClock {
  private readonly wall: () => number;
  private base: number;
  private baseWall: number;
  private rate: number;
  private running = false;

  /** @param wall monotonic time */
  constructor(at: number, speed: number, wall: () => number) {
    this.wall = wall;
    this.base = at;
    this.rate = speed;
    this.baseWall = wall();
  }

  get speed(): number {
    return this.rate;
  }

  get playing(): boolean {
    return this.running;
  }

  now(): number {
    return this.running ? this.base + (this.wall() - this.baseWall) * this.rate : this.base;
  }

  play(): void {
    this.set(this.now());
    this.running = true;
  }

  pause(at = this.now()): void {
    this.set(at);
    this.running = false;
  }

  /** Goes on from another instant. */
  set(at: number): void {
    this.base = at;
    this.baseWall = this.wall();
  }

  setSpeed(speed: number): void {
    this.set(this.now());
    this.rate = speed;
  }
}
