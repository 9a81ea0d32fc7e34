import type { ModelIndex } from '@linetwin/model';
import type { EvidenceInAllLanguages } from './evidence/evidence.ts';
import type { Escalation, IncidentNews, Notice } from './notice.ts';
import { firstSteps, nextStep, planNotices, recipientsOf, type NoticeOrder } from './notice-plan.ts';
import type { NoticeStore, StoredSetup } from './notice-store.port.ts';

/** Follow-ups of one incident beyond which only its page says more. */
const MAX_FOLLOW_UPS = 2;
/** Whoever took a due step of an escalation and did not come back is taken to be gone. */
const LEASE_MS = 30_000;

/** Turns what happened to incidents into notices, by the setup of the moment. */
export class NoticePlanner {
  private readonly store: NoticeStore;
  private readonly index: ModelIndex;
  private readonly evidenceOf: (news: IncidentNews) => Promise<EvidenceInAllLanguages | null>;
  private readonly tell: (noticeIds: string[]) => Promise<void>;

  constructor(parts: {
    store: NoticeStore;
    index: ModelIndex;
    /** What shows the cause; null where nothing does. */
    evidenceOf: (news: IncidentNews) => Promise<EvidenceInAllLanguages | null>;
    /** Somebody is to send these now; who is not told finds them by himself a little later. */
    tell: (noticeIds: string[]) => Promise<void>;
  }) {
    this.store = parts.store;
    this.index = parts.index;
    this.evidenceOf = parts.evidenceOf;
    this.tell = parts.tell;
  }

  /** Repeating an order changes nothing: notices have the same ids again. */
  async plan(order: NoticeOrder): Promise<void> {
    const stored = await this.store.setup();
    if (!stored) return;
    if (order.occasion === 'closed') return this.close(order, stored);
    if (order.news.priority > stored.setup.priority) return;
    const told = (await this.store.ofIncident(order.news.id)).filter(forPeople);
    if (told.length === 0) return this.open(order, stored);
    if (order.occasion === 'opened') return;
    const followUps = new Set(
      told
        .filter(({ occasion }) => occasion === 'cause-changed' || occasion === 'more-urgent')
        .map(({ dueAt }) => dueAt),
    );
    if (followUps.size >= MAX_FOLLOW_UPS) return;
    // What has not left yet need not be followed up: the next message says it.
    const heard = told.filter(({ state }) => state === 'sent' || state === 'sending');
    await this.add(order, [...new Set(heard.map(({ contact }) => contact))], stored);
  }

  /** Tells those further up of incidents that nobody acknowledged in time. */
  async escalateDue(now: number): Promise<void> {
    for (const escalation of await this.store.takeEscalations(now, now + LEASE_MS)) {
      const stored = await this.store.setup();
      const answered = await this.store.response(escalation.incident);
      if (!stored || answered) {
        await this.store.endEscalation(escalation.incident);
        continue;
      }
      await this.escalateOne(escalation, stored, now);
    }
  }

  private async open(order: NoticeOrder, stored: StoredSetup): Promise<void> {
    const { news, at } = order;
    const zone = this.index.model.site.timeZone;
    const steps = firstSteps(stored.setup);
    const contacts = steps.flatMap((step) => recipientsOf(stored.setup, step, news.line, at, zone));
    await this.add({ ...order, occasion: 'opened', key: '' }, [...new Set(contacts)], stored);
    const next = nextStep(stored.setup, -1, at);
    if (next) await this.store.escalate({ incident: news.id, ...next, news });
  }

  private async escalateOne(
    { incident, step, news }: Escalation,
    stored: StoredSetup,
    now: number,
  ): Promise<void> {
    const { setup } = stored;
    const zone = this.index.model.site.timeZone;
    const contacts = recipientsOf(setup, step, news.line, now, zone);
    if (setup.escalation[step])
      await this.add({ news, occasion: 'escalated', key: String(step), at: now }, contacts, stored);
    const next = nextStep(setup, step, now - (setup.escalation[step]?.afterMin ?? 0) * 60_000);
    if (next) await this.store.moveEscalation(incident, next.step, next.dueAt);
    else await this.store.endEscalation(incident);
  }

  private async close(order: NoticeOrder, stored: StoredSetup): Promise<void> {
    const { id } = order.news;
    const told = (await this.store.ofIncident(id)).filter((one) => forPeople(one) && one.state === 'sent');
    await this.store.endEscalation(id);
    await this.store.cancel(id);
    if (stored.setup.tellClosed && !order.news.mergedInto)
      await this.add(order, [...new Set(told.map(({ contact }) => contact))], stored);
  }

  private async add(order: NoticeOrder, contacts: readonly string[], stored: StoredSetup): Promise<void> {
    if (contacts.length === 0) return;
    const evidence = order.occasion === 'closed' ? null : await this.evidenceOf(order.news);
    const added = await this.store.add(planNotices(order, contacts, stored, this.index, evidence));
    if (added.length > 0) await this.tell(added);
  }
}

function forPeople({ occasion }: Notice): boolean {
  return occasion !== 'work-order';
}
