import type { SampleBatch } from '@linetwin/contracts';
import { open, type Database, type RootDatabase } from 'lmdb';
import { decodeBatch, encodeBatch } from './batch-codec.ts';
import { committed } from './lmdb-commit.ts';
import { bytesInUse } from './lmdb-size.ts';
import { Spool, type SpooledBatch } from './spool.port.ts';

/** Spool in an LMDB file: memory-mapped reads, group commits, safe against kill and power loss. */
export class LmdbSpool extends Spool {
  private readonly folder: string;
  private readonly addresses: readonly string[];
  private root!: RootDatabase;
  private batches!: Database<Uint8Array, number>;
  private addressLists!: Database<string[], number>;
  private addressList = 0;
  private readonly listCache = new Map<number, readonly string[]>();
  private nextMark = 1;

  /** @param addresses what the signal indexes of appended batches point into, in this run of the server */
  constructor(folder: string, addresses: readonly string[]) {
    super();
    this.folder = folder;
    this.addresses = addresses;
  }

  async start(): Promise<void> {
    this.root = open({ path: this.folder, maxDbs: 4, compression: false });
    this.batches = this.root.openDB({ name: 'batches', encoding: 'binary' });
    this.addressLists = this.root.openDB({ name: 'address-lists', encoding: 'json' });
    const counters = this.root.openDB<number, string>({ name: 'counters', encoding: 'json' });
    this.addressList = await this.registerAddresses();
    // Marks must not start over when the spool was drained empty before the last stop.
    const highest = Math.max(this.span()?.newest ?? 0, counters.get('trimmed') ?? 0);
    this.nextMark = highest + 1;
  }

  async stop(): Promise<void> {
    await this.root?.flushed;
    await this.root?.close();
  }

  async append(samples: SampleBatch): Promise<number> {
    const mark = this.nextMark++;
    await committed('the spool', this.batches.put(mark, encodeBatch(samples, this.addressList)));
    await this.batches.flushed;
    return mark;
  }

  read(after: number, maxRows: number): SpooledBatch[] {
    const found: SpooledBatch[] = [];
    let rows = 0;
    for (const { key, value } of this.batches.getRange({ start: after + 1 })) {
      const { addressList, samples } = decodeBatch(value);
      if (found.length > 0 && rows + samples.length > maxRows) break;
      rows += samples.length;
      found.push({ mark: key, addresses: this.addressesOf(addressList), samples });
    }
    return found;
  }

  async trim(upTo: number): Promise<void> {
    const keys = [...this.batches.getKeys({ end: upTo + 1 })];
    if (keys.length === 0) return;
    const counters = this.root.openDB<number, string>({ name: 'counters', encoding: 'json' });
    const writes: Promise<unknown>[] = [];
    writes.push(
      this.root.batch(() => {
        for (const key of keys) writes.push(this.batches.remove(key));
        writes.push(counters.put('trimmed', keys[keys.length - 1]));
      }),
    );
    await committed('the spool', Promise.all(writes));
  }

  span(): { oldest: number; newest: number } | undefined {
    const [oldest] = this.batches.getKeys({ limit: 1 });
    if (oldest === undefined) return undefined;
    const [newest] = this.batches.getKeys({ limit: 1, reverse: true });
    return { oldest, newest };
  }

  /** What is kept takes so much of the disk; what was trimmed is used again, though the file keeps its size. */
  bytes(): number {
    return this.batches ? bytesInUse(this.root, [this.batches, this.addressLists]) : 0;
  }

  private async registerAddresses(): Promise<number> {
    const mine = JSON.stringify(this.addresses);
    let last = 0;
    for (const { key, value } of this.addressLists.getRange({})) {
      last = key;
      if (JSON.stringify(value) === mine) return key;
    }
    await this.addressLists.put(last + 1, [...this.addresses]);
    await this.addressLists.flushed;
    return last + 1;
  }

  private addressesOf(list: number): readonly string[] {
    if (list === this.addressList) return this.addresses;
    let found = this.listCache.get(list);
    if (!found) {
      found = this.addressLists.get(list);
      if (!found) throw new Error(`the spool names an address list ${list} that it does not hold`);
      this.listCache.set(list, found);
    }
    return found;
  }
}
