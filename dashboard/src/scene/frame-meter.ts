const MEASURED_FRAMES = 120;
const SLOW_FRAME_MS = 60;
/** One slow frame may be a shader that was compiled. */
const SLOW_FRAMES = 3;
const LONGEST_REST_MS = 1500;
/**
 * Share of time that drawing may take when nobody touches the scene. Only where graphics are slow (a software
 * renderer takes seconds a frame) does it bite: the page around the scene must stay usable there.
 */
const MOST_DRAWING_SHARE = 0.35;

/** Measures the script time of frames and of batches of live values, and lets slow machines rest between frames. */
export class FrameMeter {
  frames = 0;
  /** Time between the last two frames that were drawn, ms. */
  frameMs = 0;
  /** Script time of the last frame that was drawn, ms. */
  tookMs = 0;
  private readonly scriptMs = new Float32Array(MEASURED_FRAMES);
  private readonly updateMs = new Float32Array(MEASURED_FRAMES);
  private drawnAtMs = 0;
  private restUntilMs = 0;
  private slowInARow = 0;
  private measuredFrom = 0;
  private batches = 0;
  private batchTotalMs = 0;

  /** Whether the frame before was so slow that the page needs the processor for itself now. */
  isResting(nowMs: number): boolean {
    return nowMs < this.restUntilMs;
  }

  /** Whether drawing takes so long that nothing should move only for its looks. */
  get isSlow(): boolean {
    return this.slowInARow >= SLOW_FRAMES;
  }

  updated(tookMs: number): void {
    this.updateMs[this.frames % MEASURED_FRAMES] = tookMs;
  }

  drawn(nowMs: number, tookMs: number): void {
    this.tookMs = tookMs;
    this.scriptMs[this.frames % MEASURED_FRAMES] = tookMs;
    this.frames++;
    this.frameMs = nowMs - this.drawnAtMs;
    this.drawnAtMs = nowMs;
    this.slowInARow = tookMs > SLOW_FRAME_MS ? this.slowInARow + 1 : 0;
    this.restUntilMs =
      tookMs > SLOW_FRAME_MS ? nowMs + Math.min(LONGEST_REST_MS, tookMs / MOST_DRAWING_SHARE) : 0;
  }

  batchTaken(tookMs: number): void {
    this.batchTotalMs += tookMs;
    this.batches++;
  }

  /** Figures are of frames from now on. */
  measureAnew(): void {
    this.measuredFrom = this.frames;
  }

  figures() {
    const { scriptMs, updateMs } = this;
    return {
      scriptMsPerFrame: median(this.measured(scriptMs)),
      updateMsPerFrame: median(this.measured(updateMs)),
      frames: this.frames,
      batchMs: this.batches === 0 ? 0 : this.batchTotalMs / this.batches,
    };
  }

  /** The frames measured last, at most as many as the ring holds. */
  private measured(ring: Float32Array): Float32Array {
    const count = Math.min(this.frames - this.measuredFrom, MEASURED_FRAMES);
    return Float32Array.from({ length: count }, (_, i) => ring[(this.frames - 1 - i) % MEASURED_FRAMES]);
  }
}

/** The middle one: frames that compile a shader would spoil a mean. */
function median(values: Float32Array): number {
  return values.length === 0 ? 0 : values.sort()[values.length >> 1];
}
