import type { Command } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import { CommandStore, STAGE, STANDING_STATES, type CommandRange } from './command-store.port.ts';

/** The record of commands in the records data base: one row for each, which its life moves on. */
export class SqlCommandStore extends CommandStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(command: Command): Promise<void> {
    const earlier = (Object.keys(STAGE) as Command['state'][]).filter(
      (state) => STAGE[state] < STAGE[command.state],
    );
    await this.records.db
      .insertInto('machine_command')
      .values({
        id: command.id,
        line: command.line,
        equipment: command.equipment,
        setting: command.setting,
        value: command.value,
        prior: command.prior,
        ready_at: command.readyAt,
        by: command.by,
        reason: command.reason,
        state: command.state,
        given_at: command.givenAt,
        answered_at: command.answeredAt,
        ended_at: command.endedAt,
        refusal: command.refusal,
        returned: command.returned,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((row) => ({
            prior: row.ref('excluded.prior'),
            state: row.ref('excluded.state'),
            answered_at: row.ref('excluded.answered_at'),
            ended_at: row.ref('excluded.ended_at'),
            refusal: row.ref('excluded.refusal'),
            returned: row.ref('excluded.returned'),
          }))
          .where(
            earlier.length > 0
              ? sql<boolean>`machine_command.state in (${sql.join(earlier)})`
              : sql<boolean>`false`,
          ),
      )
      .execute();
  }

  async list({ line, equipment, standing, limit }: CommandRange): Promise<Command[]> {
    let query = this.records.db.selectFrom('machine_command').selectAll();
    if (line !== undefined) query = query.where('line', '=', line);
    if (equipment !== undefined) query = query.where('equipment', '=', equipment);
    if (standing !== undefined)
      query = query.where('state', standing ? 'in' : 'not in', [...STANDING_STATES]);
    const rows = await query.orderBy('given_at', 'desc').orderBy('id').limit(limit).execute();
    return rows.map(commandOf);
  }

  async read(id: string): Promise<Command | undefined> {
    const row = await this.records.db
      .selectFrom('machine_command')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && commandOf(row);
  }

  async takeBack(id: string, at: number): Promise<void> {
    await this.records.db
      .updateTable('machine_command')
      .set({ taken_back_at: at })
      .where('id', '=', id)
      .where('taken_back_at', 'is', null)
      .execute();
  }

  async takenBack(line: string): Promise<ReadonlySet<string>> {
    const rows = await this.records.db
      .selectFrom('machine_command')
      .select('id')
      .where('line', '=', line)
      .where('state', 'in', [...STANDING_STATES])
      .where('taken_back_at', 'is not', null)
      .execute();
    return new Set(rows.map(({ id }) => id));
  }
}

function commandOf(row: Selectable<RecordsSchema['machine_command']>): Command {
  return {
    id: row.id,
    line: row.line,
    equipment: row.equipment,
    setting: row.setting,
    value: row.value,
    prior: row.prior,
    readyAt: row.ready_at,
    by: row.by,
    reason: row.reason,
    state: row.state as Command['state'],
    givenAt: row.given_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    refusal: row.refusal as Command['refusal'],
    returned: row.returned as Command['returned'],
  };
}
