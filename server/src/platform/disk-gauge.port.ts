/** What the server keeps on disk, and how much it may. */
export interface DiskFigures {
  usedBytes: number;
  /** By the quota, or by what is free on the volume, whichever is less. */
  limitBytes: number;
}

/**
 * Tells how full the data folder is.
 *
 * Promises: what is free on the volume is that of now; what is kept is at most a minute old. Asking costs little however many
 * files there are.
 */
export abstract class DiskGauge {
  /** @throws when the disk cannot be asked */
  abstract measure(): Promise<DiskFigures>;
}
