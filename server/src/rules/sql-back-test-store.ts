import type {
  BackTestOutcomeAnswer,
  BackTestProblem,
  BackTestState,
  BackTestSummary,
} from '@linetwin/contracts';
import type { RecordsDatabase } from '../records/records-database.ts';
import { BackTestStore, type NewBackTest, type WaitingBackTest } from './back-test-store.port.ts';

const COLUMNS = [
  'id',
  'rule',
  'version',
  'from_at as from',
  'to_at as to',
  'state',
  'progress',
  'by',
  'asked_at as askedAt',
  'ended_at as endedAt',
  'seen_by as seenBy',
  'seen_at as seenAt',
  'problem',
  'raised',
] as const;

const OPEN = ['waiting', 'running'];

/** Back-tests in the records data base. */
export class SqlBackTestStore extends BackTestStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async ask({ id, rule, version, from, to, by, askedAt }: NewBackTest): Promise<void> {
    await this.records.db
      .insertInto('rule_back_test')
      .values({
        id,
        rule,
        version,
        from_at: from,
        to_at: to,
        state: 'waiting',
        progress: 0,
        by,
        asked_at: askedAt,
        wanted: 0,
      })
      .execute();
  }

  async read(id: string): Promise<(BackTestSummary & { outcome: BackTestOutcomeAnswer | null }) | undefined> {
    const row = await this.records.db
      .selectFrom('rule_back_test')
      .select([...COLUMNS, 'outcome'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row && { ...row, state: row.state as BackTestState };
  }

  async ofRule(rule: string, limit: number): Promise<BackTestSummary[]> {
    const rows = await this.records.db
      .selectFrom('rule_back_test')
      .select(COLUMNS)
      .where('rule', '=', rule)
      .orderBy('asked_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(summaryOf);
  }

  async newest(
    versions: readonly { rule: string; version: number }[],
  ): Promise<Map<string, BackTestSummary>> {
    if (versions.length === 0) return new Map();
    const wanted = new Set(versions.map(({ rule, version }) => `${rule} ${version}`));
    const rows = await this.records.db
      .selectFrom('rule_back_test')
      .distinctOn(['rule', 'version'])
      .select(COLUMNS)
      .where('rule', 'in', [...new Set(versions.map(({ rule }) => rule))])
      .orderBy('rule')
      .orderBy('version')
      .orderBy('asked_at', 'desc')
      .execute();
    return new Map(
      rows.flatMap((row) => {
        const key = `${row.rule} ${row.version}`;
        return wanted.has(key) ? [[key, summaryOf(row)]] : [];
      }),
    );
  }

  async open(): Promise<BackTestSummary[]> {
    const rows = await this.records.db
      .selectFrom('rule_back_test')
      .select(COLUMNS)
      .where('state', 'in', OPEN)
      .orderBy('asked_at')
      .execute();
    return rows.map(summaryOf);
  }

  async begin(id: string, attempt: string): Promise<boolean> {
    const begun = await this.records.db
      .updateTable('rule_back_test')
      .set({ state: 'running', attempt, wanted: 0, progress: 0 })
      .where('id', '=', id)
      .where('state', 'in', OPEN)
      .returning('id')
      .executeTakeFirst();
    return begun !== undefined;
  }

  advance(id: string, attempt: string, to: { wanted: number; progress: number }): Promise<boolean> {
    return this.records.db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('rule_back_test')
        .set(to)
        .where('id', '=', id)
        .where('attempt', '=', attempt)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      if (!row) return false;
      await trx.deleteFrom('rule_slice').where('test', '=', id).where('number', '<', to.wanted).execute();
      return true;
    });
  }

  finish(id: string, attempt: string, outcome: BackTestOutcomeAnswer, at: number): Promise<boolean> {
    return this.end(id, attempt, {
      state: 'done',
      progress: 1,
      outcome: JSON.stringify(outcome),
      raised: outcome.raised,
      ended_at: at,
    });
  }

  fail(id: string, attempt: string, problem: BackTestProblem, at: number): Promise<boolean> {
    return this.end(id, attempt, { state: 'failed', problem, ended_at: at });
  }

  async see(id: string, by: string, at: number): Promise<boolean> {
    await this.records.db
      .updateTable('rule_back_test')
      .set({ seen_by: by, seen_at: at })
      .where('id', '=', id)
      .where('state', '=', 'done')
      .where('seen_at', 'is', null)
      .execute();
    return (await this.read(id))?.state === 'done';
  }

  waiting(): Promise<WaitingBackTest[]> {
    return this.records.db
      .selectFrom('rule_back_test')
      .select(['id', 'rule', 'version', 'from_at as from', 'to_at as to', 'wanted'])
      .where('state', '=', 'running')
      .orderBy('asked_at')
      .execute();
  }

  async putSlice(test: string, number: number, bytes: Uint8Array): Promise<void> {
    await this.records.db
      .insertInto('rule_slice')
      .values({ test, number, bytes: Buffer.from(bytes) })
      .onConflict((conflict) => conflict.columns(['test', 'number']).doNothing())
      .execute();
  }

  async hasSlice(test: string, number: number): Promise<boolean> {
    const row = await this.records.db
      .selectFrom('rule_slice')
      .select('number')
      .where('test', '=', test)
      .where('number', '=', number)
      .executeTakeFirst();
    return row !== undefined;
  }

  async slice(test: string, number: number): Promise<Uint8Array | undefined> {
    const row = await this.records.db
      .selectFrom('rule_slice')
      .select('bytes')
      .where('test', '=', test)
      .where('number', '=', number)
      .executeTakeFirst();
    return row?.bytes;
  }

  private end(
    id: string,
    attempt: string,
    changed: {
      state: 'done' | 'failed';
      ended_at: number;
      progress?: number;
      outcome?: string;
      raised?: number;
      problem?: string;
    },
  ): Promise<boolean> {
    return this.records.db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('rule_back_test')
        .set(changed)
        .where('id', '=', id)
        .where('attempt', '=', attempt)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      if (!row) return false;
      await trx.deleteFrom('rule_slice').where('test', '=', id).execute();
      return true;
    });
  }
}

function summaryOf<Row extends { state: string }>(row: Row): Row & { state: BackTestState } {
  return { ...row, state: row.state as BackTestState };
}
