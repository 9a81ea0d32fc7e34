import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { recipeName, type SeamReference, type SeamVerdict } from '@linetwin/condition';
import { sql } from 'kysely';
import type { RecordsDatabase } from '../records/records-database.ts';
import {
  toldOf,
  VerdictStore,
  type KeptVerdict,
  type ToldVerdict,
  type VerdictEvidence,
} from './verdict-store.port.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Verdicts in the records data base; signals are packed, because they are only ever read whole. */
export class SqlVerdictStore extends VerdictStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(verdicts: readonly KeptVerdict[]): Promise<void> {
    if (verdicts.length === 0) return;
    // References first: a verdict never names one that is not there.
    for (const { equipment, reference } of verdicts) if (reference) await this.learn(equipment, reference);
    const rows = verdicts.map(async ({ equipment, endedAt, verdict, evidence }) => ({
      equipment,
      ended_at: endedAt,
      grade: verdict.grade,
      verdict: JSON.stringify(verdict),
      evidence: await pack(JSON.stringify(evidence)),
    }));
    await this.records.db
      .insertInto('weld_verdict')
      .values(await Promise.all(rows))
      .onConflict((conflict) => conflict.columns(['equipment', 'ended_at']).doNothing())
      .execute();
  }

  async read(equipment: string, endedAt: number) {
    const row = await this.records.db
      .selectFrom('weld_verdict')
      .select(['verdict', 'evidence'])
      .where('equipment', '=', equipment)
      .where('ended_at', '=', endedAt)
      .executeTakeFirst();
    if (!row) return undefined;
    return {
      verdict: row.verdict as SeamVerdict,
      evidence: JSON.parse((await unpack(row.evidence)).toString('utf8')) as VerdictEvidence,
    };
  }

  async summaries(endedAt: readonly number[]): Promise<ToldVerdict[]> {
    if (endedAt.length === 0) return [];
    const rows = await this.records.db
      .selectFrom('weld_verdict')
      .select(['equipment', 'ended_at', 'verdict'])
      .where('ended_at', 'in', [...endedAt])
      .execute();
    return rows.map(({ equipment, ended_at, verdict }) => ({
      equipment,
      endedAt: ended_at,
      verdict: toldOf(verdict as SeamVerdict),
    }));
  }

  async references(equipment: string): Promise<SeamReference[]> {
    const rows = await this.records.db
      .selectFrom('weld_reference')
      .distinctOn('recipe')
      .select(['recipe', 'reference'])
      .where('equipment', '=', equipment)
      .orderBy('recipe')
      .orderBy('version', 'desc')
      .execute();
    return rows.map(({ reference }) => reference as SeamReference);
  }

  async reference(equipment: string, recipe: string, version: number): Promise<SeamReference | undefined> {
    const row = await this.records.db
      .selectFrom('weld_reference')
      .select('reference')
      .where('equipment', '=', equipment)
      .where('recipe', '=', recipe)
      .where('version', '=', version)
      .executeTakeFirst();
    return row?.reference as SeamReference | undefined;
  }

  async forgetBefore(endedAt: number): Promise<void> {
    await this.records.db.deleteFrom('weld_verdict').where('ended_at', '<', endedAt).execute();
  }

  private async learn(equipment: string, reference: SeamReference): Promise<void> {
    const seams = reference.seams.length;
    const text = JSON.stringify(reference);
    await this.records.db
      .insertInto('weld_reference')
      .values({
        equipment,
        recipe: recipeName(reference.recipe),
        version: reference.version,
        seams,
        reference: text,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['equipment', 'recipe', 'version'])
          .doUpdateSet({ seams, reference: text })
          .where('weld_reference.seams', '<', sql<number>`excluded.seams`),
      )
      .execute();
  }
}
