import type { SeamMessage, SeamSummary, WeldedPart } from '@linetwin/contracts';
import { SeamStore, type SeamRange, type StoredSeam } from './seam-store.port.ts';
import { summaryOf } from './seam-summary.ts';

/** Seam store for tests that need no data base. */
export class InMemorySeamStore extends SeamStore {
  private seams: StoredSeam[] = [];

  async keep(seams: readonly StoredSeam[]): Promise<void> {
    for (const one of seams) {
      const known = this.find(one.equipment, one.seam.time);
      if (!known) this.seams.push(structuredClone(one));
    }
    this.seams.sort((a, b) => b.seam.time - a.seam.time);
  }

  async newest(): Promise<StoredSeam[]> {
    const machines = new Set(this.seams.map(({ equipment }) => equipment));
    return [...machines].map((machine) => this.seams.find(({ equipment }) => equipment === machine)!);
  }

  async list({ equipment, part, from, to, limit }: SeamRange): Promise<SeamSummary[]> {
    return this.seams
      .filter((one) => equipment === undefined || one.equipment === equipment)
      .filter(({ seam }) => part === undefined || seam.part === part)
      .filter(({ seam }) => seam.time >= from && seam.time <= to)
      .slice(0, limit)
      .map(summaryOf);
  }

  async parts(search: string, limit: number, at = Infinity): Promise<WeldedPart[]> {
    const found = new Map<string, WeldedPart>();
    for (const { seam } of this.seams) {
      if (seam.time > at || !seam.part.toLowerCase().includes(search.toLowerCase())) continue;
      const known = found.get(seam.part);
      if (known) known.seams++;
      else found.set(seam.part, { part: seam.part, endedAt: seam.time, seams: 1 });
    }
    return [...found.values()].slice(0, limit);
  }

  async read(equipment: string, endedAt: number): Promise<SeamMessage | undefined> {
    return this.find(equipment, endedAt)?.seam;
  }

  async forgetBefore(endedAt: number): Promise<number> {
    const before = this.seams.length;
    this.seams = this.seams.filter(({ seam }) => seam.time >= endedAt);
    return before - this.seams.length;
  }

  private find(machine: string, endedAt: number): StoredSeam | undefined {
    return this.seams.find(({ equipment, seam }) => equipment === machine && seam.time === endedAt);
  }
}
