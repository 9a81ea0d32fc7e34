import { InMemoryOutbox } from './in-memory-outbox.ts';
import { outboxConformance } from './outbox.conformance.ts';

outboxConformance('InMemoryOutbox', async () => {
  const outbox = new InMemoryOutbox();
  await outbox.start();
  return { outbox, dispose: () => outbox.stop() };
});
