import type { IncidentResponse } from '@linetwin/contracts';
import type { Escalation, FailedAttempt, Notice } from './notice.ts';
import { laneOf, NoticeStore, type AfterFailure, type StoredSetup } from './notice-store.port.ts';

/** Notice store for tests that need no data base. */
export class InMemoryNoticeStore extends NoticeStore {
  private stored: StoredSetup | undefined;
  private readonly notices = new Map<string, Notice & { leaseUntil: number }>();
  private readonly lanes = new Map<string, number>();
  private readonly escalations = new Map<string, Escalation>();
  private readonly answered = new Map<string, IncidentResponse>();
  private readonly used = new Set<string>();

  async setup(): Promise<StoredSetup | undefined> {
    return structuredClone(this.stored);
  }

  async saveSetup(stored: StoredSetup): Promise<void> {
    this.stored = structuredClone(stored);
  }

  async add(notices: readonly Notice[]): Promise<string[]> {
    const fresh = notices.filter(({ id }) => !this.notices.has(id));
    for (const one of fresh) this.notices.set(one.id, { ...structuredClone(one), leaseUntil: 0 });
    return fresh.map(({ id }) => id);
  }

  async dueLanes(now: number): Promise<string[]> {
    return [...new Set(this.due(now).map(laneOf))];
  }

  async enterLane(lane: string, now: number, gapMs: number): Promise<boolean> {
    if ((this.lanes.get(lane) ?? 0) > now) return false;
    this.lanes.set(lane, now + gapMs);
    return true;
  }

  async take(lane: string, now: number, leaseUntil: number, limit: number): Promise<Notice[]> {
    const taken = this.due(now)
      .filter((one) => laneOf(one) === lane)
      .slice(0, limit);
    for (const one of taken) Object.assign(one, { state: 'sending', leaseUntil });
    return taken.map(copy);
  }

  async markSent(ids: readonly string[], channel: string, at: number): Promise<void> {
    for (const id of ids)
      Object.assign(this.notices.get(id)!, { state: 'sent', sentAt: at, sentOn: channel });
  }

  async markFailed(id: string, attempt: FailedAttempt, after: AfterFailure): Promise<void> {
    const notice = this.notices.get(id)!;
    notice.attempts.push(attempt);
    Object.assign(notice, after);
  }

  async cancel(incident: string): Promise<void> {
    for (const one of this.notices.values()) {
      if (one.incident === incident && one.state === 'waiting' && one.occasion !== 'work-order')
        one.state = 'cancelled';
    }
  }

  async ofIncident(incident: string): Promise<Notice[]> {
    return [...this.notices.values()].filter((one) => one.incident === incident).map(copy);
  }

  async byId(id: string): Promise<Notice | undefined> {
    const one = this.notices.get(id);
    return one && copy(one);
  }

  async list(query: { from: number; to: number; limit: number }): Promise<Notice[]> {
    return [...this.notices.values()]
      .filter(({ createdAt }) => createdAt >= query.from && createdAt <= query.to)
      .sort((a, b) => b.createdAt - a.createdAt)
      .slice(0, query.limit)
      .map(copy);
  }

  async escalate(escalation: Escalation): Promise<void> {
    if (this.escalations.has(escalation.incident)) return;
    this.escalations.set(escalation.incident, structuredClone(escalation));
  }

  async takeEscalations(now: number, leaseUntil: number): Promise<Escalation[]> {
    const due = [...this.escalations.values()].filter(({ dueAt }) => dueAt <= now);
    const given = structuredClone(due);
    for (const one of due) one.dueAt = leaseUntil;
    return given;
  }

  async moveEscalation(incident: string, step: number, dueAt: number): Promise<void> {
    const one = this.escalations.get(incident);
    if (one) Object.assign(one, { step, dueAt });
  }

  async endEscalation(incident: string): Promise<void> {
    this.escalations.delete(incident);
  }

  async respond(response: IncidentResponse): Promise<IncidentResponse> {
    const before = this.answered.get(response.incident);
    if (before) return { ...before };
    this.answered.set(response.incident, { ...response });
    return response;
  }

  async response(incident: string): Promise<IncidentResponse | undefined> {
    return structuredClone(this.answered.get(incident));
  }

  async responses(incidents: readonly string[]): Promise<IncidentResponse[]> {
    return incidents.flatMap((one) => structuredClone(this.answered.get(one)) ?? []);
  }

  async useLink(notice: string): Promise<boolean> {
    if (this.used.has(notice)) return false;
    this.used.add(notice);
    return true;
  }

  private due(now: number) {
    return [...this.notices.values()]
      .filter(
        ({ state, dueAt, leaseUntil }) =>
          (state === 'waiting' && dueAt <= now) || (state === 'sending' && leaseUntil <= now),
      )
      .sort((a, b) => a.dueAt - b.dueAt);
  }
}

function copy({ leaseUntil: _lease, ...notice }: Notice & { leaseUntil: number }): Notice {
  return structuredClone(notice);
}
