import type { Gap } from '@linetwin/contracts';
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import { GapStore, newestOfEach, type GapRange, type StoredGap } from './gap-store.port.ts';

/** The register in the records data base: one row per gap, replaced by newer words on it. */
export class SqlGapStore extends GapStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(gaps: readonly StoredGap[]): Promise<void> {
    if (gaps.length === 0) return;
    // One statement may change a row only once.
    const rows = newestOfEach(gaps).map((gap) => ({
      scope: gap.scope,
      from_at: gap.from,
      line: gap.line,
      level: gap.level,
      cause: gap.cause,
      to_at: gap.to,
      missing_ms: gap.missingMs,
      missing: JSON.stringify(gap.missing),
      part_of: gap.partOf,
      revision: gap.revision,
    }));
    await this.records.db
      .insertInto('data_gap')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['scope', 'from_at'])
          .doUpdateSet((row) => ({
            cause: row.ref('excluded.cause'),
            to_at: row.ref('excluded.to_at'),
            missing_ms: row.ref('excluded.missing_ms'),
            missing: row.ref('excluded.missing'),
            part_of: row.ref('excluded.part_of'),
            revision: row.ref('excluded.revision'),
          }))
          .whereRef('excluded.revision', '>=', 'data_gap.revision'),
      )
      .execute();
  }

  async list({ line, scopes, from, to, open, limit }: GapRange): Promise<Gap[]> {
    let query = this.records.db
      .selectFrom('data_gap')
      .selectAll()
      .where('part_of', 'is', null)
      .where('from_at', '<=', to)
      .where((row) => row.or([row('to_at', 'is', null), row('to_at', '>=', from)]));
    if (line !== undefined) query = query.where('line', '=', line);
    if (scopes) query = query.where((row) => row.or(scopes.map((scope) => within(row, scope))));
    if (open !== undefined) query = query.where('to_at', open ? 'is' : 'is not', null);
    const rows = await query.orderBy('from_at', 'desc').orderBy('scope').limit(limit).execute();
    return rows.map(gapOf);
  }

  async recent(line: string, endedAfter: number, limit: number): Promise<StoredGap[]> {
    const rows = await this.records.db
      .selectFrom('data_gap')
      .selectAll()
      .where('part_of', 'is', null)
      .where('line', '=', line)
      .where((row) => row.or([row('to_at', 'is', null), row('to_at', '>', endedAfter)]))
      .orderBy('to_at', (order) => order.desc().nullsFirst())
      .orderBy('from_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      ...gapOf(row),
      missing: row.missing,
      partOf: row.part_of,
      revision: row.revision,
    }));
  }

  async forgetBefore(time: number): Promise<number> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('data_gap')
      .where('to_at', '<', time)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

function within(row: ExpressionBuilder<RecordsSchema, 'data_gap'>, wanted: string) {
  // starts_with() takes the text as it is; LIKE would read % and _ in it.
  return wanted.endsWith('/')
    ? row.fn<boolean>('starts_with', ['scope', row.val(wanted)])
    : row('scope', '=', wanted);
}

function gapOf(row: Selectable<RecordsSchema['data_gap']>): Gap {
  return {
    line: row.line,
    scope: row.scope,
    level: row.level as Gap['level'],
    cause: row.cause as Gap['cause'],
    from: row.from_at,
    to: row.to_at,
    missingMs: row.missing_ms,
  };
}
