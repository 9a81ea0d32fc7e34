import { InMemoryJobQueue } from './in-memory-job-queue.ts';
import { jobQueueConformance } from './job-queue.conformance.ts';

jobQueueConformance('InMemoryJobQueue', async () => {
  // One process only: every handle on the queue is the queue.
  const queue = new InMemoryJobQueue();
  return { open: () => queue, dispose: () => queue.stop() };
});
