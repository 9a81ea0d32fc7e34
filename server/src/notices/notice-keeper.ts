import type { NoticeOccasion } from '@linetwin/contracts';
import type { Logger } from 'pino';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { IncidentNews } from './notice.ts';
import type { NoticeOrder } from './notice-plan.ts';
import type { NoticePlanner } from './notice-planner.ts';

const KIND = 'notice-order';
/** Incidents remembered so that only what is new of them is looked at. */
const MAX_KNOWN = 5000;

/**
 * Hears what happens to the incidents of this process and orders notices: over the outbox, so that a kill or an outage of the
 * data base delays them and loses none.
 */
export class NoticeKeeper {
  private readonly outbox: Outbox;
  private readonly logger: Logger;
  private readonly drain: OutboxDrain;
  private readonly known = new Map<string, Pick<IncidentNews, 'state' | 'priority'> & { cause: string }>();
  private readonly now: () => number;

  constructor(parts: { planner: NoticePlanner; outbox: Outbox; logger: Logger; now?: () => number }) {
    this.outbox = parts.outbox;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: async (entries) => {
        for (const entry of entries) await parts.planner.plan(decode(entry));
      },
      logger: parts.logger,
    });
  }

  get problem(): string | undefined {
    return this.drain.problem;
  }

  start(): void {
    this.drain.start();
  }

  stop(): Promise<void> {
    return this.drain.stop();
  }

  /** Resolves when all that was heard is planned, or after a second. */
  settled(): Promise<void> {
    return this.drain.settled(1000);
  }

  /** Resolves when what is to be told of this change is on disk. */
  async hear(news: IncidentNews): Promise<void> {
    const occasion = this.occasionOf(news);
    if (!occasion) return;
    const key =
      { 'cause-changed': news.cause.key, 'more-urgent': String(news.priority) }[occasion as string] ?? '';
    const order: NoticeOrder = { news: trimmed(news), occasion, key, at: this.now() };
    try {
      await this.outbox.append(KIND, [Buffer.from(JSON.stringify(order))]);
      this.drain.wake();
    } catch (error) {
      this.known.delete(news.id);
      this.logger.error(
        { incident: news.id, error: (error as Error).message },
        'a notice was not kept; the next change of its incident orders it again',
      );
    }
  }

  private occasionOf(news: IncidentNews): NoticeOccasion | undefined {
    const before = this.known.get(news.id);
    const { state, priority } = news;
    const cause = `${news.cause.equipment} ${news.cause.key}`;
    if (state === 'closed') this.known.delete(news.id);
    else this.known.set(news.id, { state, priority, cause });
    if (this.known.size > MAX_KNOWN) this.known.delete(this.known.keys().next().value!);
    if (state === 'closed') return 'closed';
    if (!before) return 'opened';
    if (priority < before.priority) return 'more-urgent';
    return cause === before.cause ? undefined : 'cause-changed';
  }
}

/** Members beyond these are only counted in a notice. */
const MAX_MEMBERS = 50;

function trimmed({
  id,
  line,
  state,
  openedAt,
  closedAt,
  priority,
  cause,
  members,
  more,
}: IncidentNews): IncidentNews {
  return {
    id,
    line,
    state,
    openedAt,
    closedAt,
    priority,
    cause,
    members: members.slice(0, MAX_MEMBERS),
    more: more + Math.max(0, members.length - MAX_MEMBERS),
  };
}

function decode({ payload }: OutboxEntry): NoticeOrder {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as NoticeOrder;
}
