import type { RuleSwitch, RuleVersion } from '@linetwin/contracts';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import { RuleStore, type LiveRule, type RuleRecord } from './rule-store.port.ts';

const COLUMNS = ['version', 'definition', 'by', 'at', 'reason'] as const;

/** Rules in the records data base. */
export class SqlRuleStore extends RuleStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  create(id: string, first: RuleVersion): Promise<void> {
    return this.records.db.transaction().execute(async (trx) => {
      await trx.insertInto('rule').values({ id, live_version: null, retired: false }).execute();
      await trx.insertInto('rule_version').values(rowOf(id, first)).execute();
    });
  }

  addVersion(id: string, version: RuleVersion, basedOn: number): Promise<boolean> {
    return this.records.db.transaction().execute(async (trx) => {
      // Held until the version is in, so that two who change a rule at once come one after the other.
      const rule = await trx
        .selectFrom('rule')
        .select('retired')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!rule || rule.retired) return false;
      const { newest } = await trx
        .selectFrom('rule_version')
        .select((eb) => eb.fn.max('version').as('newest'))
        .where('rule', '=', id)
        .executeTakeFirstOrThrow();
      if (newest !== basedOn) return false;
      await trx
        .insertInto('rule_version')
        .values(rowOf(id, { ...version, version: basedOn + 1 }))
        .execute();
      return true;
    });
  }

  switchTo(id: string, change: RuleSwitch): Promise<boolean> {
    const { to, version, by, at, reason } = change;
    return this.records.db.transaction().execute(async (trx) => {
      let update = trx
        .updateTable('rule')
        .set({ live_version: to === 'live' ? version : null, retired: to === 'retired' })
        .where('id', '=', id)
        .where('retired', '=', false);
      if (to === 'live')
        update = update.where((eb) =>
          eb.exists(
            eb
              .selectFrom('rule_version')
              .select('version')
              .where('rule', '=', id)
              .where('version', '=', version),
          ),
        );
      if (!(await update.returning('id').executeTakeFirst())) return false;
      await trx.insertInto('rule_switch').values({ rule: id, to, version, by, at, reason }).execute();
      return true;
    });
  }

  async list(limit: number): Promise<RuleRecord[]> {
    const rows = await this.withNewest()
      .orderBy('rule.retired')
      .orderBy('newest.at', 'desc')
      .orderBy('rule.id')
      .limit(limit)
      .execute();
    return rows.map(recordOf);
  }

  async read(id: string): Promise<RuleRecord | undefined> {
    const row = await this.withNewest().where('rule.id', '=', id).executeTakeFirst();
    return row && recordOf(row);
  }

  versions(id: string): Promise<RuleVersion[]> {
    return this.records.db
      .selectFrom('rule_version')
      .select(COLUMNS)
      .where('rule', '=', id)
      .orderBy('version', 'desc')
      .execute();
  }

  async switches(id: string): Promise<RuleSwitch[]> {
    const rows = await this.records.db
      .selectFrom('rule_switch')
      .select(['to', 'version', 'by', 'at', 'reason'])
      .where('rule', '=', id)
      .orderBy('sequence', 'desc')
      .execute();
    return rows.map((row) => ({ ...row, to: row.to as RuleSwitch['to'] }));
  }

  async live(): Promise<LiveRule[]> {
    const rows = await this.records.db
      .selectFrom('rule')
      .innerJoin('rule_version', (join) =>
        join
          .onRef('rule_version.rule', '=', 'rule.id')
          .onRef('rule_version.version', '=', 'rule.live_version'),
      )
      .select(['rule.id', ...COLUMNS])
      .orderBy('rule.id')
      .execute();
    return rows.map(({ id, ...version }) => ({ id, version })).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private withNewest() {
    return this.records.db
      .selectFrom('rule')
      .innerJoin('rule_version as newest', 'newest.rule', 'rule.id')
      .where(
        'newest.version',
        '=',
        sql<number>`(SELECT max(version) FROM rule_version WHERE rule_version.rule = rule.id)`,
      )
      .select(['rule.id', 'rule.live_version', 'rule.retired', ...COLUMNS]);
  }
}

function rowOf(rule: string, { version, definition, by, at, reason }: RuleVersion) {
  return { rule, version, definition: JSON.stringify(definition), by, at, reason };
}

function recordOf(
  row: { id: string; live_version: number | null; retired: boolean } & RuleVersion,
): RuleRecord {
  const { id, live_version: live, retired, ...newest } = row;
  return { id, live, retired, newest };
}
