import type { ModelIndex } from '@linetwin/model';
import type { SeamKeeper } from '../weld/seam-keeper.ts';
import type { Rejects } from './rejects.ts';
import { decodeSeam } from './seam-decoder.ts';

/** Checks a weld seam and keeps it on disk before its sender is acknowledged. */
export class SeamIntake {
  private readonly index: ModelIndex;
  private readonly seams: SeamKeeper;
  private readonly rejects: Rejects;

  constructor(index: ModelIndex, seams: SeamKeeper, rejects: Rejects) {
    this.index = index;
    this.seams = seams;
    this.rejects = rejects;
  }

  /** Resolves when the seam is durable or was rejected (and counted); rejects when the disk did not take it. */
  async take(topic: string, equipment: string, payload: Uint8Array): Promise<void> {
    const decoded = decodeSeam(this.index, topic, equipment, payload, this.rejects);
    if (!decoded) return;
    const acceptance = await this.seams.keep(decoded.equipment, decoded.seam);
    if (acceptance === 'duplicate') this.rejects.countDuplicate();
    else if (acceptance === 'late') this.rejects.remark('out-of-order');
  }
}
