import { readFile, writeFile } from 'node:fs/promises';
import type { MachineMessage } from './machine-message.ts';

/** What a sender knows to be acknowledged, in columns: one entry per message. */
export class Ledger {
  private columns = new Float64Array(4096);
  length = 0;

  add({ machine, time }: MachineMessage): void {
    if (this.columns.length < (this.length + 1) * 2) {
      const grown = new Float64Array(this.columns.length * 2);
      grown.set(this.columns);
      this.columns = grown;
    }
    this.columns[this.length * 2] = machine;
    this.columns[this.length * 2 + 1] = time;
    this.length++;
  }

  async write(file: string): Promise<void> {
    await writeFile(file, new Uint8Array(this.columns.buffer, 0, this.length * 16));
  }

  /** Times of the acknowledged messages of each machine, over all senders. */
  static async read(files: readonly string[], machines: number): Promise<Set<number>[]> {
    const times = Array.from({ length: machines }, () => new Set<number>());
    for (const file of files) {
      const bytes = new Uint8Array(await readFile(file));
      const columns = new Float64Array(bytes.buffer, 0, bytes.length / 8);
      for (let i = 0; i < columns.length; i += 2) times[columns[i]].add(columns[i + 1]);
    }
    return times;
  }
}
