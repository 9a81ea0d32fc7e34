import type { Selectable } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { RunSchema } from '../records/run-schema.ts';
import { RunStore, type NewRun, type RunEnd, type RunRecord } from './run-store.port.ts';

const OPEN = ['queued', 'running'] as const;

/** Runs in the records data base. */
export class SqlRunStore extends RunStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  add(run: NewRun, scenario: string | null): Promise<void> {
    return this.records.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('run')
        .values({
          id: run.id,
          kind: run.kind,
          name: run.name,
          state: 'queued',
          progress: 0,
          lines: JSON.stringify(run.lines),
          seed: run.seed,
          speed: run.speed,
          cycle_s: run.cycleS,
          begin_at: run.beginAt,
          end_at: run.endAt,
          scenario_name: run.scenario?.name ?? null,
          scenario_sha256: run.scenario?.sha256 ?? null,
          branch_run: run.branchOf?.run ?? null,
          branch_at: run.branchOf?.at ?? null,
          software: run.software,
          home: run.home,
          by: run.by,
          asked_at: run.askedAt,
          bytes: 0,
          has_values: false,
          has_labels: false,
          problems: JSON.stringify([]),
        })
        .execute();
      if (scenario !== null)
        await trx.insertInto('run_scenario').values({ run: run.id, text: scenario }).execute();
    });
  }

  async read(id: string): Promise<RunRecord | undefined> {
    const row = await this.records.db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
    return row && recordOf(row);
  }

  async list(limit: number): Promise<RunRecord[]> {
    const rows = await this.records.db
      .selectFrom('run')
      .selectAll()
      .orderBy('asked_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(recordOf);
  }

  async open(home: string): Promise<RunRecord[]> {
    const rows = await this.records.db
      .selectFrom('run')
      .selectAll()
      .where('home', '=', home)
      .where('state', 'in', OPEN)
      .orderBy('asked_at')
      .orderBy('id')
      .execute();
    return rows.map(recordOf);
  }

  async scenario(id: string): Promise<string | undefined> {
    const row = await this.records.db
      .selectFrom('run_scenario')
      .select('text')
      .where('run', '=', id)
      .executeTakeFirst();
    return row?.text;
  }

  async begin(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('run')
      .set({ state: 'running', started_at: at })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async advance(id: string, to: { progress: number; bytes: number }): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('run')
      .set(to)
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async end(id: string, { found, ...end }: RunEnd): Promise<boolean> {
    const isDone = end.state === 'done';
    const { numUpdatedRows } = await this.records.db
      .updateTable('run')
      .set({
        state: end.state,
        reason: end.reason,
        detail: end.detail,
        ended_at: end.at,
        bytes: end.bytes,
        has_values: isDone,
        has_labels: end.hasLabels,
        figures: end.figures && JSON.stringify(end.figures),
        ...(isDone && { progress: 1 }),
        ...(found && {
          begin_at: found.beginAt,
          end_at: found.endAt,
          lines: JSON.stringify(found.lines),
          problems: JSON.stringify(found.problems),
        }),
      })
      .where('id', '=', id)
      .where('state', 'in', OPEN)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async clearValues(id: string): Promise<void> {
    await this.records.db
      .updateTable('run')
      .set({ has_values: false, bytes: 0 })
      .where('id', '=', id)
      .execute();
  }

  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('run')
      .where('id', '=', id)
      .where('state', 'not in', OPEN)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

function recordOf(row: Selectable<RunSchema['run']>): RunRecord {
  const { scenario_name: name, scenario_sha256: sha256, branch_run: run, branch_at: at } = row;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    progress: row.progress,
    lines: row.lines,
    seed: row.seed,
    speed: row.speed,
    cycleS: row.cycle_s,
    beginAt: row.begin_at,
    endAt: row.end_at,
    scenario: name === null || sha256 === null ? null : { name, sha256 },
    branchOf: run === null || at === null ? null : { run, at },
    software: row.software,
    home: row.home,
    by: row.by,
    askedAt: row.asked_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    bytes: row.bytes,
    hasValues: row.has_values,
    hasLabels: row.has_labels,
    figures: row.figures,
    problems: row.problems,
  };
}
