import type { Display, DisplayBeat } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { AccessSchema } from '../../records/access-schema.ts';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { DisplayStore, TooManyPairingsError, type StoredPairing } from './display-store.port.ts';

export class SqlDisplayStore extends DisplayStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async startPairing({ code, digest, expiresAt }: StoredPairing, now: number, max: number): Promise<void> {
    await this.records.db.transaction().execute(async (db) => {
      // So that the count holds whoever else begins one.
      await sql`LOCK TABLE display_pairing IN EXCLUSIVE MODE`.execute(db);
      await db.deleteFrom('display_pairing').where('expires_at', '<=', now).execute();
      const { count } = await db
        .selectFrom('display_pairing')
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) >= max) throw new TooManyPairingsError();
      await db
        .insertInto('display_pairing')
        .values({ code, digest, expires_at: expiresAt, display_id: null })
        .execute();
    });
  }

  async approve(code: string, display: Display, now: number): Promise<boolean> {
    return this.records.db.transaction().execute(async (db) => {
      const waiting = await db
        .selectFrom('display_pairing')
        .select('code')
        .where('code', '=', code)
        .where('expires_at', '>', now)
        .where('display_id', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (!waiting) return false;
      await db
        .insertInto('display')
        .values({
          id: display.id,
          name: display.name,
          digest: null,
          paired_at: display.pairedAt,
          paired_by: display.pairedBy,
          revoked_at: display.revokedAt,
          last_beat_at: display.lastBeatAt,
          address: display.address,
          version: display.version,
          memory_mb: display.memoryMb,
          frame_ms: display.frameMs,
          page: display.page,
        })
        .execute();
      await db
        .updateTable('display_pairing')
        .set({ display_id: display.id })
        .where('code', '=', code)
        .execute();
      return true;
    });
  }

  async claim(digest: string, keyDigest: string, now: number): Promise<Display | 'waiting' | undefined> {
    return this.records.db.transaction().execute(async (db) => {
      const pairing = await db
        .selectFrom('display_pairing')
        .select(['code', 'display_id'])
        .where('digest', '=', digest)
        .where('expires_at', '>', now)
        .forUpdate()
        .executeTakeFirst();
      if (!pairing) return undefined;
      if (pairing.display_id === null) return 'waiting';
      await db.deleteFrom('display_pairing').where('code', '=', pairing.code).execute();
      const row = await db
        .updateTable('display')
        .set({ digest: keyDigest })
        .where('id', '=', pairing.display_id)
        .returningAll()
        .executeTakeFirstOrThrow();
      return displayOf(row);
    });
  }

  async byKey(keyDigest: string): Promise<Display | undefined> {
    const row = await this.records.db
      .selectFrom('display')
      .selectAll()
      .where('digest', '=', keyDigest)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return row && displayOf(row);
  }

  async beat(id: string, beat: DisplayBeat, address: string, at: number): Promise<void> {
    const { version, memoryMb, frameMs, page } = beat;
    await this.records.db
      .updateTable('display')
      .set({ version, memory_mb: memoryMb, frame_ms: frameMs, page, address, last_beat_at: at })
      .where('id', '=', id)
      .execute();
  }

  async revoke(id: string, at: number): Promise<Display | undefined> {
    const row = await this.records.db
      .updateTable('display')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    return row && displayOf(row);
  }

  async list(): Promise<Display[]> {
    const rows = await this.records.db
      .selectFrom('display')
      .selectAll()
      .orderBy('paired_at', 'desc')
      .execute();
    return rows.map(displayOf);
  }
}

function displayOf(row: Selectable<AccessSchema['display']>): Display {
  return {
    id: row.id,
    name: row.name,
    pairedAt: row.paired_at,
    pairedBy: row.paired_by,
    revokedAt: row.revoked_at,
    lastBeatAt: row.last_beat_at,
    address: row.address,
    version: row.version,
    memoryMb: row.memory_mb,
    frameMs: row.frame_ms,
    page: row.page,
  };
}
