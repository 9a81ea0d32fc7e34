import type { JobMap, JobName } from '@linetwin/contracts';
import { JOB_POLICIES } from './job-policies.ts';
import { JobQueue, type JobFigures, type JobHandler } from './job-queue.port.ts';

interface Entry {
  name: JobName;
  id: string;
  payload: unknown;
  attempts: number;
  addedAt: number;
}

/** Jobs inside one process, for tests: keeps every promise but survival. Pauses are a thousandth of the real ones. */
export class InMemoryJobQueue extends JobQueue {
  private readonly waiting: Entry[] = [];
  private readonly ids = new Set<string>();
  private readonly handlers = new Map<JobName, JobHandler<JobName>>();
  private readonly listeners = new Map<JobName, Set<(answer: never) => void>>();
  private running = 0;
  private failed = 0;
  private started = false;
  private idle: (() => void)[] = [];

  async start(): Promise<void> {
    this.started = true;
    this.next();
  }

  async stop(): Promise<void> {
    this.started = false;
    if (this.running > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  async add<Name extends JobName>(name: Name, payload: JobMap[Name]['payload'], id: string): Promise<void> {
    const key = `${name}|${id}`;
    if (this.ids.has(key)) return;
    this.ids.add(key);
    this.waiting.push({ name, id: key, payload: structuredClone(payload), attempts: 0, addedAt: Date.now() });
    this.next();
  }

  handle<Name extends JobName>(name: Name, handler: JobHandler<Name>): void {
    if (this.handlers.has(name))
      throw new Error(`Job ${name} has a handler already; each job has exactly one.`);
    this.handlers.set(name, handler as unknown as JobHandler<JobName>);
    this.next();
  }

  onCompleted<Name extends JobName>(
    name: Name,
    listener: (answer: JobMap[Name]['answer']) => void,
  ): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener as (answer: never) => void);
    return () => set.delete(listener as (answer: never) => void);
  }

  async figures(): Promise<JobFigures> {
    const { waiting, running, failed } = this;
    return { waiting: waiting.length, running, failed, oldestWaitingAt: waiting[0]?.addedAt };
  }

  private next(): void {
    if (!this.started || this.running > 0) return;
    const position = this.waiting.findIndex(({ name }) => this.handlers.has(name));
    if (position < 0) return;
    const [entry] = this.waiting.splice(position, 1);
    this.running++;
    void this.run(entry).finally(() => {
      this.running--;
      for (const resolve of this.idle.splice(0)) resolve();
      this.next();
    });
  }

  private async run(entry: Entry): Promise<void> {
    const policy = JOB_POLICIES[entry.name];
    try {
      const answer = await this.handlers.get(entry.name)!(entry.payload as never);
      this.ids.delete(entry.id);
      for (const listener of this.listeners.get(entry.name) ?? []) listener(answer as never);
    } catch {
      if (++entry.attempts >= policy.attempts) {
        this.ids.delete(entry.id);
        this.failed++;
        return;
      }
      setTimeout(
        () => {
          this.waiting.push(entry);
          this.next();
        },
        (policy.backoffMs / 1000) * 2 ** (entry.attempts - 1),
      );
    }
  }
}
