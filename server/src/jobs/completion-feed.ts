import type { Queue, QueueEvents } from 'bullmq';

/** Behind the last event by this much, what was committed late is there to be read. */
const LOOK_AGAIN_MS = 1000;
const EVENTS = ['added', 'waiting', 'active', 'completed', 'drained'] as const;

/**
 * Tells the answers of the jobs of one queue that any process completed, each at least once.
 *
 * BullMQ on PostgreSQL numbers its events before their transaction is committed, and a listener reads on from the
 * highest number it saw: of two workers' events the lower number may be committed later and is then passed over.
 * A moment after any event the last completed jobs are therefore looked through for those not yet told.
 */
export class CompletionFeed {
  private readonly queue: Queue;
  private readonly events: QueueEvents;
  private readonly depth: number;
  private readonly tell: (answer: unknown) => void;
  private readonly onProblem: (error: Error) => void;
  /** Ids told, oldest first. */
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  /** @param depth how many completed jobs the queue keeps, and so how far back can be looked */
  constructor(parts: {
    queue: Queue;
    events: QueueEvents;
    depth: number;
    tell: (answer: unknown) => void;
    onProblem: (error: Error) => void;
  }) {
    this.queue = parts.queue;
    this.events = parts.events;
    this.depth = parts.depth;
    this.tell = parts.tell;
    this.onProblem = parts.onProblem;
  }

  async start(): Promise<void> {
    this.events.on('error', this.onProblem);
    this.events.on('completed', ({ jobId, returnvalue }) => this.hear(jobId, returnvalue));
    for (const event of EVENTS) this.events.on(event, () => this.lookAgain());
    await this.events.waitUntilReady();
    for (const { id } of await this.queue.getCompleted(0, this.depth - 1)) this.note(id!);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.events.close();
  }

  private hear(id: string, answer: unknown): void {
    this.note(id);
    // The types say text, and over Redis it is; over PostgreSQL it comes parsed.
    this.tell(typeof answer === 'string' ? JSON.parse(answer) : answer);
  }

  private lookAgain(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.tellMissed().catch(this.onProblem);
    }, LOOK_AGAIN_MS);
  }

  private async tellMissed(): Promise<void> {
    for (const job of await this.queue.getCompleted(0, this.depth - 1)) {
      if (!this.told.has(job.id!)) this.hear(job.id!, job.returnvalue);
    }
  }

  private note(id: string): void {
    this.told.delete(id);
    this.told.add(id);
    if (this.told.size > 2 * this.depth) this.told.delete(this.told.values().next().value!);
  }
}
