import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { SeamMessage, SeamSummary, WeldedPart } from '@linetwin/contracts';
import type { RecordsDatabase, RecordsSchema } from '../records/records-database.ts';
import { SeamStore, type SeamRange, type StoredSeam } from './seam-store.port.ts';
import { summaryOf } from './seam-summary.ts';
import type { Selectable } from 'kysely';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Seams in the records data base; columns are packed, because they are only ever read whole. */
export class SqlSeamStore extends SeamStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async keep(seams: readonly StoredSeam[]): Promise<void> {
    if (seams.length === 0) return;
    const rows = seams.map(async (one) => {
      const { equipment, endedAt, seam, part, program, lengthMm, suspectMm, badMm } = summaryOf(one);
      return {
        equipment,
        ended_at: endedAt,
        seam,
        part,
        program,
        length_mm: lengthMm,
        suspect_mm: suspectMm,
        bad_mm: badMm,
        per_mm: await pack(JSON.stringify(one.seam.perMm)),
      };
    });
    await this.records.db
      .insertInto('weld_seam')
      .values(await Promise.all(rows))
      .onConflict((conflict) => conflict.columns(['equipment', 'ended_at']).doNothing())
      .execute();
  }

  async newest(): Promise<StoredSeam[]> {
    const rows = await this.records.db
      .selectFrom('weld_seam')
      .distinctOn('equipment')
      .selectAll()
      .orderBy('equipment')
      .orderBy('ended_at', 'desc')
      .execute();
    return Promise.all(rows.map(async (row) => ({ equipment: row.equipment, seam: await messageOf(row) })));
  }

  async list({ equipment, part, from, to, limit }: SeamRange): Promise<SeamSummary[]> {
    let query = this.records.db
      .selectFrom('weld_seam')
      .select([
        'equipment',
        'ended_at as endedAt',
        'seam',
        'part',
        'program',
        'length_mm as lengthMm',
        'suspect_mm as suspectMm',
        'bad_mm as badMm',
      ])
      .where('ended_at', '>=', from)
      .where('ended_at', '<=', to);
    if (equipment !== undefined) query = query.where('equipment', '=', equipment);
    if (part !== undefined) query = query.where('part', '=', part);
    return query.orderBy('ended_at', 'desc').limit(limit).execute();
  }

  async parts(search: string, limit: number, at?: number): Promise<WeldedPart[]> {
    const found = await this.records.db
      .selectFrom('weld_seam')
      .select(({ fn }) => ['part', fn.max('ended_at').as('endedAt'), fn.countAll().as('seams')])
      // Not `like`, in which some characters of a serial mean others.
      .where(({ fn, val }) => fn('strpos', [fn('lower', ['part']), val(search.toLowerCase())]), '>', 0)
      .$if(at !== undefined, (query) => query.where('ended_at', '<=', at!))
      .groupBy('part')
      .orderBy(({ fn }) => fn.max('ended_at'), 'desc')
      .limit(limit)
      .execute();
    return found.map(({ part, endedAt, seams }) => ({ part, endedAt, seams: Number(seams) }));
  }

  async read(equipment: string, endedAt: number): Promise<SeamMessage | undefined> {
    const row = await this.records.db
      .selectFrom('weld_seam')
      .selectAll()
      .where('equipment', '=', equipment)
      .where('ended_at', '=', endedAt)
      .executeTakeFirst();
    return row && messageOf(row);
  }

  async forgetBefore(endedAt: number): Promise<number> {
    const { numDeletedRows } = await this.records.db
      .deleteFrom('weld_seam')
      .where('ended_at', '<', endedAt)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

async function messageOf(row: Selectable<RecordsSchema['weld_seam']>): Promise<SeamMessage> {
  return {
    time: row.ended_at,
    seam: row.seam,
    part: row.part,
    ...(row.program !== null && { program: row.program }),
    lengthMm: row.length_mm,
    perMm: JSON.parse((await unpack(row.per_mm)).toString('utf8')) as SeamMessage['perMm'],
  };
}
