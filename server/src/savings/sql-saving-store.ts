import type { LedgerRow, MeasureModeRow, Recommendation, RecommendationQuery } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { DAY_BY_DAY_HOURS } from './measured-saving.ts';
import {
  ENDED_STATES,
  OPEN_STATES,
  SavingStore,
  stageOf,
  type EndedSaving,
  type SavedInTime,
  type SetLimit,
} from './saving-store.port.ts';

/** As the index `recommendation_by_end` has it. */
const ENDED_AT = sql<number>`((recommendation->>'endedAt')::float8)`;

const HOURS = sql<number>`((recommendation->>'estimatedHours')::float8)`;
const STOOD_SHARE = sql<number>`((${ENDED_AT} - (recommendation->>'appliedAt')::float8) / 3600000 / nullif(${HOURS}, 0))`;
/** As `estimateWhileStood` has it. */
const ESTIMATE_WHILE_STOOD = sql<number>`(estimated_kwh * coalesce(
  case when ${HOURS} >= ${sql.lit(DAY_BY_DAY_HOURS)} then ${STOOD_SHARE} else least(1, ${STOOD_SHARE}) end, 1))`;

/** Recommendations, ledger and modes in the records data base. */
export class SqlSavingStore extends SavingStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(one: Recommendation): Promise<void> {
    const earlier =
      stageOf(one.state) === 2 ? [...OPEN_STATES] : one.state === 'applied' ? ['proposed'] : ['none'];
    const { id, line, measure, state, estimatedKwh, measuredKwh, proposedAt } = one;
    await this.records.db
      .insertInto('recommendation')
      .values({
        id,
        line,
        measure,
        state,
        proposed_at: proposedAt,
        estimated_kwh: estimatedKwh,
        measured_kwh: measuredKwh,
        recommendation: JSON.stringify(one),
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => ({
            state: row.ref('excluded.state'),
            measured_kwh: row.ref('excluded.measured_kwh'),
            recommendation: row.ref('excluded.recommendation'),
          }))
          .where('recommendation.state', 'in', earlier),
      )
      .execute();
  }

  async list({ line, open, limit }: RecommendationQuery): Promise<Recommendation[]> {
    let query = this.records.db.selectFrom('recommendation').select('recommendation');
    if (line !== undefined) query = query.where('line', '=', line);
    if (open !== undefined) query = query.where('state', open ? 'in' : 'not in', [...OPEN_STATES]);
    const rows = await query.orderBy('proposed_at', 'desc').orderBy('id').limit(limit).execute();
    return rows.map(({ recommendation }) => recommendation);
  }

  async read(id: string): Promise<Recommendation | undefined> {
    const row = await this.records.db
      .selectFrom('recommendation')
      .select('recommendation')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.recommendation;
  }

  async ledger(from: number): Promise<LedgerRow[]> {
    const ended = sql`state in (${sql.join([...ENDED_STATES])})`;
    const rows = await this.records.db
      .selectFrom('recommendation')
      .select([
        'line',
        'measure',
        sql<number>`count(*)::int`.as('recommendations'),
        sql<number>`(count(*) filter (where ${ended}))::int`.as('ended'),
        sql<number>`coalesce(sum(${ESTIMATE_WHILE_STOOD}) filter (where ${ended}), 0)`.as('estimatedKwh'),
        sql<number>`(count(measured_kwh) filter (where ${ended}))::int`.as('measured'),
        sql<number>`coalesce(sum(measured_kwh) filter (where ${ended}), 0)`.as('measuredKwh'),
        sql<number>`(count(*) filter (where state = 'verified'))::int`.as('verified'),
        sql<number>`coalesce(sum(measured_kwh) filter (where state = 'verified'), 0)`.as('verifiedKwh'),
        sql<number>`(count(*) filter (where state = 'refuted'))::int`.as('refuted'),
      ])
      .where('proposed_at', '>=', from)
      .groupBy(['line', 'measure'])
      .orderBy('line')
      .orderBy('measure')
      .execute();
    return rows;
  }

  async ended(from: number): Promise<EndedSaving[]> {
    const appliedAt = sql<number>`(recommendation->>'appliedAt')::float8`;
    const rows = await this.records.db
      .selectFrom('recommendation')
      .select(['line', 'measure', 'measured_kwh', appliedAt.as('appliedAt'), ENDED_AT.as('endedAt')])
      .where('proposed_at', '>=', from)
      .where('state', 'in', [...ENDED_STATES])
      .where('measured_kwh', 'is not', null)
      .where(appliedAt, 'is not', null)
      .where(ENDED_AT, 'is not', null)
      .orderBy('proposed_at')
      .execute();
    return rows.map(({ measured_kwh, ...row }) => ({ ...row, measuredKwh: measured_kwh! }));
  }

  savedIn(line: string, { from, to }: { from: number; to: number }): Promise<SavedInTime> {
    return this.records.db
      .selectFrom('recommendation')
      .select([
        sql<number>`count(*)::int`.as('ended'),
        sql<number>`count(measured_kwh)::int`.as('measured'),
        sql<number | null>`sum(measured_kwh)`.as('savedKwh'),
      ])
      .where('line', '=', line)
      .where(ENDED_AT, '>=', from)
      .where(ENDED_AT, '<', to)
      .where(sql`recommendation->>'appliedAt'`, 'is not', null)
      .executeTakeFirstOrThrow();
  }

  async modes(): Promise<MeasureModeRow[]> {
    const rows = await this.records.db
      .selectFrom('measure_mode')
      .selectAll()
      .orderBy('line')
      .orderBy('measure')
      .execute();
    return rows.map((row) => ({ ...row, mode: row.mode as MeasureModeRow['mode'] }));
  }

  async setMode(row: MeasureModeRow): Promise<void> {
    await this.records.db
      .insertInto('measure_mode')
      .values(row)
      .onConflict((conflict) => conflict.columns(['line', 'measure']).doUpdateSet({ mode: row.mode }))
      .execute();
  }

  limits(): Promise<SetLimit[]> {
    return this.records.db
      .selectFrom('measure_limit')
      .select(['line', 'measure_limit as limit', 'value'])
      .orderBy('line')
      .orderBy('measure_limit')
      .execute();
  }

  async setLimit(line: string, limit: string, value: number | null): Promise<void> {
    const { db } = this.records;
    if (value === null)
      await db
        .deleteFrom('measure_limit')
        .where('line', '=', line)
        .where('measure_limit', '=', limit)
        .execute();
    else
      await db
        .insertInto('measure_limit')
        .values({ line, measure_limit: limit, value })
        .onConflict((conflict) => conflict.columns(['line', 'measure_limit']).doUpdateSet({ value }))
        .execute();
  }
}
