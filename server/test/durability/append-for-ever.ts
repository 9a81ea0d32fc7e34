import { samplesOf } from '@linetwin/testing';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { LmdbSpool } from '../../src/spool/lmdb-spool.ts';

/**
 * A process that appends batches of five rows to a store until it is killed, and says each mark when the store has
 * promised to keep it; batch `mark` lies in the ten seconds from `mark * 10_000` ms on: `node append-for-ever.ts spool|history PATH`.
 */
const [kind, path] = process.argv.slice(2);
const addresses = ['a', 'b'];
const batch = (mark: number) =>
  samplesOf([0, 1, 2, 3, 4].map((i) => [i % 2, mark * 10_000 + i * 1000, mark]));

let append: (mark: number) => Promise<unknown>;
if (kind === 'spool') {
  const spool = new LmdbSpool(path, addresses);
  await spool.start();
  append = (mark) => spool.append(batch(mark));
} else {
  // Sorts every twenty batches, and rolled-up minutes every second time, so that the kill may fall into that too.
  const history = new DuckDbHistory({
    path,
    memoryLimitMb: 128,
    threads: 1,
    sortAfterRows: 100,
    sortAfterBuckets: 12,
  });
  await history.start();
  append = (mark) => history.append(batch(mark), addresses, mark);
}
for (let mark = 1; ; mark++) {
  await append(mark);
  process.send!(mark);
}
