import type { Finding, FindingDetail, FindingPage, FindingSearch } from '@linetwin/contracts';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../../records/records-database.ts';
import type { FindingChange } from './finding-fold.ts';
import { FindingStore, type Assessment } from './finding-store.port.ts';

/** Assessments of a component that are kept for folding the next one. */
const KEPT_ASSESSMENTS = 5;

export class SqlFindingStore extends FindingStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  record(
    assessment: Assessment,
    fold: (before: readonly Finding[], open: Finding | undefined) => FindingChange[],
  ): Promise<FindingChange[]> {
    return this.records.db.transaction().execute(async (tx) => {
      // One component at a time, whichever worker it is: a lock on its name until the transaction ends.
      await sql`SELECT pg_advisory_xact_lock(hashtext(${assessment.component}))`.execute(tx);
      const known = await tx
        .selectFrom('diagnosis')
        .select('burst')
        .where('burst', '=', assessment.id)
        .executeTakeFirst();
      if (known) return [];
      const before = await tx
        .selectFrom('diagnosis')
        .select('assessment')
        .where('component', '=', assessment.component)
        .orderBy('at', 'desc')
        .limit(KEPT_ASSESSMENTS)
        .execute();
      const open = await openFindings(tx)
        .where(ofMachine, '=', assessment.finding.equipment)
        .where(ofPart, '=', assessment.finding.component)
        .executeTakeFirst();
      const changes = fold(
        before.map((row) => row.assessment),
        open?.finding,
      );
      for (const { event, finding } of changes) {
        await tx
          .insertInto('finding_event')
          .values({
            finding_id: finding.id,
            at: assessment.finding.lastSeenAt,
            event,
            finding: JSON.stringify(finding),
          })
          .execute();
      }
      const shown = changes.find(({ event }) => event !== 'NoLongerSeen')?.finding.id ?? null;
      await tx
        .insertInto('diagnosis')
        .values({
          burst: assessment.id,
          component: assessment.component,
          finding_id: shown,
          at: assessment.finding.lastSeenAt,
          assessment: JSON.stringify(assessment.finding),
          diagnosis: JSON.stringify(assessment.diagnosis),
        })
        .execute();
      const opened = changes.find(({ event }) => event === 'Opened')?.finding.id;
      if (opened !== undefined && assessment.window) {
        await tx
          .insertInto('finding_window')
          .values({ finding_id: opened, bytes: Buffer.from(assessment.window) })
          .onConflict((conflict) => conflict.column('finding_id').doNothing())
          .execute();
      }
      await this.prune(tx, assessment.component, shown);
      return changes;
    });
  }

  async open(): Promise<Finding[]> {
    const rows = await openFindings(this.records.db).execute();
    return rows.map(({ finding }) => finding).sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  }

  async ofEquipment(equipment: string, limit: number): Promise<Finding[]> {
    const rows = await newestFindings(this.records.db).where(ofMachine, '=', equipment).execute();
    const findings = rows.map(({ finding }) => finding);
    const words = await this.records.db
      .selectFrom('diagnosis')
      .distinctOn('component')
      .select('assessment')
      .where(sql<string>`assessment->>'equipment'`, '=', equipment)
      .orderBy('component')
      .orderBy('at', 'desc')
      .execute();
    const open = new Set(findings.filter(({ status }) => status === 'open').map(componentOf));
    return [...findings, ...words.map((row) => row.assessment).filter((word) => !open.has(componentOf(word)))]
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
      .slice(0, limit);
  }

  async search({ limit, offset, ...wanted }: FindingSearch): Promise<FindingPage> {
    const { from, to, at, equipment, cause, grade, status, text } = wanted;
    const part = (name: string) => sql<string>`finding->>${sql.lit(name)}`;
    const time = (name: string) => sql<number>`(finding->>${sql.lit(name)})::float8`;
    // A percent sign or underscore that is looked for is itself.
    const like = text && `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const words = sql<string>`concat_ws(' ', finding->>'equipment', finding->'summary'->>'zh', finding->'summary'->>'en',
      finding->'componentName'->>'zh', finding->'componentName'->>'en', finding->>'verdict')`;
    // Its machine never changes, so that it may be asked of every event; everything else is asked of the newest.
    const newest = newestFindings(this.records.db, at)
      .select('finding_id')
      .$if(equipment !== undefined, (query) => query.where(ofMachine, '=', equipment!));
    const found = this.records.db
      .selectFrom(newest.as('newest'))
      .select('finding')
      .$if(from !== undefined, (query) => query.where(time('lastSeenAt'), '>=', from!))
      .$if(to !== undefined, (query) => query.where(time('firstSeenAt'), '<=', to!))
      .$if(cause !== undefined, (query) => query.where(part('verdict'), '=', cause!))
      .$if(grade !== undefined, (query) => query.where(part('grade'), '=', grade!))
      .$if(status !== undefined, (query) => query.where(part('status'), '=', status!))
      .$if(like !== undefined, (query) => query.where(words, 'ilike', like!));
    const page = await found
      .orderBy(time('lastSeenAt'), 'desc')
      .orderBy('finding_id')
      .limit(limit)
      .offset(offset)
      .execute();
    const count = await found
      .clearSelect()
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirst();
    return { total: Number(count?.total ?? 0), findings: page.map(({ finding }) => finding) };
  }

  async detail(id: string, at?: number): Promise<FindingDetail | undefined> {
    const { db } = this.records;
    const finding = await newestFindings(db, at).where('finding_id', '=', id).executeTakeFirst();
    if (finding) {
      const evidence = await db
        .selectFrom('diagnosis')
        .select(['assessment', 'diagnosis'])
        .where('finding_id', '=', id)
        .$if(at !== undefined, (query) => query.where('at', '<=', at!))
        .orderBy('at', 'desc')
        .execute();
      // The strongest burst is the proof; with equals the newest.
      const proof = evidence.reduce<(typeof evidence)[number] | undefined>(
        (best, row) => (!best || row.assessment.confidence > best.assessment.confidence ? row : best),
        undefined,
      );
      return { ...finding.finding, diagnosis: proof?.diagnosis ?? null };
    }
    const word = await db
      .selectFrom('diagnosis')
      .select(['assessment', 'diagnosis'])
      .where('burst', '=', id)
      .$if(at !== undefined, (query) => query.where('at', '<=', at!))
      .executeTakeFirst();
    return word && { ...word.assessment, diagnosis: word.diagnosis };
  }

  async window(findingId: string): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('finding_window')
      .select('bytes')
      .where('finding_id', '=', findingId)
      .executeTakeFirst();
    return row?.bytes;
  }

  private async prune(
    tx: Transaction<RecordsSchema>,
    component: string,
    finding: string | null,
  ): Promise<void> {
    await tx
      .deleteFrom('diagnosis')
      .where('component', '=', component)
      .where('finding_id', 'is', null)
      .where('burst', 'not in', (query) =>
        query
          .selectFrom('diagnosis')
          .select('burst')
          .where('component', '=', component)
          .orderBy('at', 'desc')
          .limit(KEPT_ASSESSMENTS),
      )
      .execute();
    if (!finding) return;
    const evidence = await tx
      .selectFrom('diagnosis')
      .select('burst')
      .where('finding_id', '=', finding)
      .orderBy('at')
      .execute();
    const between = evidence.slice(1, -KEPT_ASSESSMENTS).map((row) => row.burst);
    if (between.length > 0) await tx.deleteFrom('diagnosis').where('burst', 'in', between).execute();
  }
}

const ofMachine = sql<string>`finding->>'equipment'`;
const ofPart = sql<string>`finding->>'component'`;

/** The newest event of each finding, or the newest up to an instant. */
function newestFindings(db: Kysely<RecordsSchema>, at?: number) {
  return db
    .selectFrom('finding_event')
    .distinctOn('finding_id')
    .select('finding')
    .$if(at !== undefined, (query) => query.where('at', '<=', at!))
    .orderBy('finding_id')
    .orderBy('sequence', 'desc');
}

/** The newest event of each finding that it leaves open. */
function openFindings(db: Kysely<RecordsSchema>) {
  return db
    .selectFrom('finding_event as event')
    .select('finding')
    .where(sql<string>`finding->>'status'`, '=', 'open')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('finding_event as later')
            .select('later.sequence')
            .whereRef('later.finding_id', '=', 'event.finding_id')
            .whereRef('later.sequence', '>', 'event.sequence'),
        ),
      ),
    );
}

function componentOf(finding: Pick<Finding, 'equipment' | 'component'>): string {
  return `${finding.equipment}#${finding.component}`;
}
