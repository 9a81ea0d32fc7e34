import { noticeSetupSchema, type NoticeSetup, type IncidentResponse } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { NoticesSchema } from '../records/notice-schema.ts';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { Escalation, FailedAttempt, Notice } from './notice.ts';
import { laneOf, NoticeStore, type AfterFailure, type StoredSetup } from './notice-store.port.ts';

const NOTHING_SET_UP = noticeSetupSchema.parse({});
/** The one row of the setup. */
const PLANT = 'plant';

export class SqlNoticeStore extends NoticeStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async setup(): Promise<StoredSetup | undefined> {
    const row = await this.db
      .selectFrom('notice_setup')
      .selectAll()
      .where('id', '=', PLANT)
      .executeTakeFirst();
    if (!row) return undefined;
    return {
      // What was saved before a part of the setup existed does not have it.
      setup: { ...NOTHING_SET_UP, ...(row.setup as Partial<NoticeSetup>) },
      linkKey: row.link_key,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
    };
  }

  async saveSetup({ setup, linkKey, changedAt, changedBy }: StoredSetup): Promise<void> {
    const row = {
      setup: JSON.stringify(setup),
      link_key: linkKey,
      changed_at: changedAt,
      changed_by: changedBy,
    };
    await this.db
      .insertInto('notice_setup')
      .values({ id: PLANT, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  async add(notices: readonly Notice[]): Promise<string[]> {
    if (notices.length === 0) return [];
    const rows = await this.db
      .insertInto('notice')
      .values(
        notices.map((one) => ({
          id: one.id,
          incident: one.incident,
          occasion: one.occasion,
          contact: one.contact,
          state: one.state,
          lane: laneOf(one),
          content: JSON.stringify(one.content),
          routes: JSON.stringify(one.routes),
          hop: one.hop,
          tries: one.tries,
          attempts: JSON.stringify(one.attempts),
          created_at: one.createdAt,
          due_at: one.dueAt,
          sent_at: one.sentAt,
          sent_on: one.sentOn,
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  async dueLanes(now: number): Promise<string[]> {
    const rows = await this.db
      .selectFrom('notice')
      .select('lane')
      .distinct()
      .where('state', 'in', ['waiting', 'sending'])
      .where('due_at', '<=', now)
      .execute();
    return rows.map(({ lane }) => lane);
  }

  async enterLane(lane: string, now: number, gapMs: number): Promise<boolean> {
    const row = await this.db
      .insertInto('notice_lane')
      .values({ lane, free_at: now + gapMs })
      .onConflict((conflict) =>
        conflict
          .column('lane')
          .doUpdateSet({ free_at: now + gapMs })
          .where('notice_lane.free_at', '<=', now),
      )
      .returning('lane')
      .executeTakeFirst();
    return row !== undefined;
  }

  async take(lane: string, now: number, leaseUntil: number, limit: number): Promise<Notice[]> {
    const rows = await this.db
      .updateTable('notice')
      // While it is being sent, "due" is when the lease of the one who took it is over.
      .set({ state: 'sending', due_at: leaseUntil })
      .where('id', 'in', (from) =>
        from
          .selectFrom('notice')
          .select('id')
          .where('lane', '=', lane)
          .where('state', 'in', ['waiting', 'sending'])
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .execute();
    return rows.map(noticeOf).sort((a, b) => a.createdAt - b.createdAt);
  }

  async markSent(ids: readonly string[], channel: string, at: number): Promise<void> {
    await this.db
      .updateTable('notice')
      .set({ state: 'sent', sent_at: at, sent_on: channel })
      .where('id', 'in', [...ids])
      .execute();
  }

  async markFailed(id: string, attempt: FailedAttempt, after: AfterFailure): Promise<void> {
    const { routes } = await this.db
      .selectFrom('notice')
      .select('routes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await this.db
      .updateTable('notice')
      .set({
        state: after.state,
        hop: after.hop,
        tries: after.tries,
        due_at: after.dueAt,
        lane: laneOf({ routes: routes as Notice['routes'], hop: after.hop }),
        attempts: sql`attempts || ${JSON.stringify([attempt])}::jsonb`,
      })
      .where('id', '=', id)
      .execute();
  }

  async cancel(incident: string): Promise<void> {
    await this.db
      .updateTable('notice')
      .set({ state: 'cancelled' })
      .where('incident', '=', incident)
      .where('state', '=', 'waiting')
      .where('occasion', '!=', 'work-order')
      .execute();
  }

  async ofIncident(incident: string): Promise<Notice[]> {
    const rows = await this.db
      .selectFrom('notice')
      .selectAll()
      .where('incident', '=', incident)
      .orderBy('created_at')
      .execute();
    return rows.map(noticeOf);
  }

  async byId(id: string): Promise<Notice | undefined> {
    const row = await this.db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
    return row && noticeOf(row);
  }

  async list({ from, to, limit }: { from: number; to: number; limit: number }): Promise<Notice[]> {
    const rows = await this.db
      .selectFrom('notice')
      .selectAll()
      .where('created_at', '>=', from)
      .where('created_at', '<=', to)
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(noticeOf);
  }

  async escalate({ incident, step, dueAt, news }: Escalation): Promise<void> {
    await this.db
      .insertInto('notice_escalation')
      .values({ incident, step, due_at: dueAt, news: JSON.stringify(news) })
      .onConflict((conflict) => conflict.column('incident').doNothing())
      .execute();
  }

  async takeEscalations(now: number, leaseUntil: number): Promise<Escalation[]> {
    const rows = await this.db
      .updateTable('notice_escalation')
      .set({ due_at: leaseUntil })
      .where('due_at', '<=', now)
      .returningAll()
      .execute();
    return rows.map(({ incident, step, due_at, news }) => ({
      incident,
      step,
      dueAt: due_at,
      news: news as Escalation['news'],
    }));
  }

  async moveEscalation(incident: string, step: number, dueAt: number): Promise<void> {
    await this.db
      .updateTable('notice_escalation')
      .set({ step, due_at: dueAt })
      .where('incident', '=', incident)
      .execute();
  }

  async endEscalation(incident: string): Promise<void> {
    await this.db.deleteFrom('notice_escalation').where('incident', '=', incident).execute();
  }

  async respond(response: IncidentResponse): Promise<IncidentResponse> {
    await this.db
      .insertInto('incident_response')
      .values(response)
      .onConflict((conflict) => conflict.column('incident').doNothing())
      .execute();
    return (await this.response(response.incident))!;
  }

  async response(incident: string): Promise<IncidentResponse | undefined> {
    return (await this.responses([incident]))[0];
  }

  async responses(incidents: readonly string[]): Promise<IncidentResponse[]> {
    if (incidents.length === 0) return [];
    const rows = await this.db
      .selectFrom('incident_response')
      .selectAll()
      .where('incident', 'in', [...incidents])
      .execute();
    return rows.map((row) => ({ ...row, via: row.via as IncidentResponse['via'] }));
  }

  async useLink(notice: string, at: number, address: string): Promise<boolean> {
    const row = await this.db
      .insertInto('notice_link_use')
      .values({ notice, used_at: at, address })
      .onConflict((conflict) => conflict.column('notice').doNothing())
      .returning('notice')
      .executeTakeFirst();
    return row !== undefined;
  }

  private get db() {
    return this.records.db;
  }
}

function noticeOf(row: Selectable<NoticesSchema['notice']>): Notice {
  return {
    id: row.id,
    incident: row.incident,
    occasion: row.occasion as Notice['occasion'],
    contact: row.contact,
    state: row.state as Notice['state'],
    content: row.content as Notice['content'],
    routes: row.routes as Notice['routes'],
    hop: row.hop,
    tries: row.tries,
    attempts: row.attempts as FailedAttempt[],
    createdAt: row.created_at,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    sentOn: row.sent_on,
  };
}
