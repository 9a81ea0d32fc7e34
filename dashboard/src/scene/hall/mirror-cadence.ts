/** The image is drawn anew at most this often while the camera rests, ms. */
const PERIOD_MS = 120;
/** Where frames are slow, only each of so many draws it. */
const EVERY_FRAMES = 5;

/**
 * When the hall is drawn once more for the image in its floor. That costs about as much as the frame itself; the image is soft,
 * so that nobody sees when it is a little behind. For a camera that moved it is never behind.
 */
export class MirrorCadence {
  private drawnAtMs = -Infinity;
  private skipped = 0;

  /** @returns whether the frame that comes now draws it; `must` when an older one would be wrong */
  take(nowMs: number, must: boolean): boolean {
    const isDue = this.skipped >= EVERY_FRAMES - 1 && nowMs - this.drawnAtMs > PERIOD_MS;
    if (must || isDue) {
      this.drawnAtMs = nowMs;
      this.skipped = 0;
      return true;
    }
    this.skipped++;
    return false;
  }

  /** Asked when nothing else needs a frame. @returns whether the image does, because it shows an earlier moment */
  catchUp(nowMs: number): boolean {
    if (this.skipped === 0 || nowMs - this.drawnAtMs <= PERIOD_MS) return false;
    this.skipped = EVERY_FRAMES;
    return true;
  }
}
