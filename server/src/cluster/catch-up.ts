const EVERY_MS = 15_000;
const RETRY_MS = 1000;
/** What others held when the news broke off is in the stores some time later: they are looked into once more then. */
const SECOND_LOOK_MS = 2000;

/**
 * Looks into the stores for what others told while nobody here could hear it: after each interruption twice, and every 15 s. One
 * look at a time; what was missed after one began is looked for by another right after it.
 */
export class CatchUp {
  private readonly look: () => Promise<void>;
  private readonly onProblem: (error: Error) => void;
  private timer: NodeJS.Timeout | undefined;
  private secondLook: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private looking = false;
  private again = false;

  constructor(look: () => Promise<void>, onProblem: (error: Error) => void) {
    this.look = look;
    this.onProblem = onProblem;
  }

  start(): void {
    this.timer = setInterval(() => void this.run(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.secondLook);
    clearTimeout(this.retry);
  }

  /** There was an interruption, and it is over. */
  missedSome(): void {
    void this.run();
    clearTimeout(this.secondLook);
    this.secondLook = setTimeout(() => void this.run(), SECOND_LOOK_MS);
  }

  private async run(): Promise<void> {
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    clearTimeout(this.retry);
    try {
      while (this.again) {
        this.again = false;
        await this.look();
      }
    } catch (error) {
      this.onProblem(error as Error);
      this.retry = setTimeout(() => void this.run(), RETRY_MS);
    } finally {
      this.looking = false;
    }
  }
}
