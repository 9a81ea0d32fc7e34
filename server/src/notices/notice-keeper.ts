import type { NoticeOccasion } from '@linetwin/contracts';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import type { IncidentNews } from './notice.ts';
import type { NoticeOrder } from './notice-plan.ts';
import type { NoticePlanner } from './notice-planner.ts';

const KIND = 'notice-order';
/** How late somebody further up may hear. */
const ESCALATION_CHECK_MS = 5000;
/** Incidents remembered so that only what is new of them is looked at. */
const MAX_KNOWN = 5000;

/**
 * Hears what happens to the incidents of this process and orders notices: over the outbox, so that a kill or an outage of the
 * data base delays them and loses none.
 */
export class NoticeKeeper {
  private readonly planner: NoticePlanner;
  private readonly events: EventBus;
  private readonly outbox: Outbox;
  private readonly logger: Logger;
  private readonly drain: OutboxDrain;
  private readonly known = new Map<string, Pick<IncidentNews, 'state' | 'priority'> & { cause: string }>();
  private readonly now: () => number;
  private unsubscribe: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    planner: NoticePlanner;
    events: EventBus;
    outbox: Outbox;
    logger: Logger;
    now?: () => number;
  }) {
    this.planner = parts.planner;
    this.events = parts.events;
    this.outbox = parts.outbox;
    this.logger = parts.logger;
    this.now = parts.now ?? Date.now;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: async (entries) => {
        for (const entry of entries) await this.planner.plan(decode(entry));
      },
      logger: parts.logger,
    });
  }

  get problem(): string | undefined {
    return this.drain.problem;
  }

  start(): void {
    this.drain.start();
    this.unsubscribe = this.events.on('IncidentChanged', 'notices', (incident) => void this.hear(incident));
    this.timer = setInterval(() => void this.escalate(), ESCALATION_CHECK_MS);
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    clearInterval(this.timer);
    await this.drain.stop();
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

  private async escalate(): Promise<void> {
    try {
      await this.planner.escalateDue(this.now());
    } catch (error) {
      this.logger.debug({ error: (error as Error).message }, 'escalations wait for the data base');
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
  mergedInto,
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
    mergedInto,
    priority,
    cause,
    members: members.slice(0, MAX_MEMBERS),
    more: more + Math.max(0, members.length - MAX_MEMBERS),
  };
}

function decode({ payload }: OutboxEntry): NoticeOrder {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as NoticeOrder;
}
