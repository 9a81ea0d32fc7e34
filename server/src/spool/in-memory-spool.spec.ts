import { InMemorySpool } from './in-memory-spool.ts';
import { SPOOL_TEST_ADDRESSES, spoolConformance } from './spool.conformance.ts';

spoolConformance('InMemorySpool', async () => {
  const spool = new InMemorySpool(SPOOL_TEST_ADDRESSES);
  await spool.start();
  return { spool, dispose: () => spool.stop() };
});
