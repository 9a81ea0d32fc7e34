import type { LineKpi, LoggedState } from '@linetwin/contracts';
import type { Selectable } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { ReplaySchema } from '../records/replay-schema.ts';
import { StateLog, type InstantRange } from './state-log.port.ts';

export class SqlStateLog extends StateLog {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(states: readonly LoggedState[]): Promise<void> {
    if (states.length === 0) return;
    await this.records.db
      .insertInto('state_log')
      .values(
        states.map(({ line, at, hash, modelVersion, late }) => ({
          line,
          at,
          hash,
          model_version: modelVersion,
          late,
        })),
      )
      .onConflict((conflict) => conflict.columns(['line', 'at']).doNothing())
      .execute();
  }

  async markLate(line: string, ranges: readonly InstantRange[]): Promise<void> {
    for (const { from, to } of ranges)
      await this.records.db
        .updateTable('state_log')
        .set({ late: true })
        .where('line', '=', line)
        .where('at', '>=', from)
        .where('at', '<=', to)
        .execute();
  }

  async read(line: string, { from, to }: InstantRange, limit: number): Promise<LoggedState[]> {
    const rows = await this.records.db
      .selectFrom('state_log')
      .selectAll()
      .where('line', '=', line)
      .where('at', '>=', from)
      .where('at', '<=', to)
      .orderBy('at')
      .limit(limit)
      .execute();
    return rows.map(stateOf);
  }

  async newest(line: string, at: number): Promise<LoggedState | undefined> {
    const row = await this.records.db
      .selectFrom('state_log')
      .selectAll()
      .where('line', '=', line)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .executeTakeFirst();
    return row && stateOf(row);
  }

  async forget(before: number): Promise<void> {
    await this.records.db.deleteFrom('state_log').where('at', '<', before).execute();
  }

  async keepKpis(kpis: readonly LineKpi[]): Promise<void> {
    if (kpis.length === 0) return;
    await this.records.db
      .insertInto('kpi_log')
      .values(kpis.map((kpi) => ({ line: kpi.line, at: kpi.time, kpi: JSON.stringify(kpi) })))
      .onConflict((conflict) => conflict.columns(['line', 'at']).doNothing())
      .execute();
  }

  async forgetKpis(before: number): Promise<void> {
    await this.records.db.deleteFrom('kpi_log').where('at', '<', before).execute();
  }
}

function stateOf({
  line,
  at,
  hash,
  model_version,
  late,
}: Selectable<ReplaySchema['state_log']>): LoggedState {
  return { line, at, hash, modelVersion: model_version, late };
}
