import type { Selectable } from 'kysely';
import type { AccessSchema } from '../../records/access-schema.ts';
import type { RecordsDatabase } from '../../records/records-database.ts';
import { KeyStore, KeyTakenError, type KeyChange, type KeyKind, type StoredKey } from './key-store.port.ts';

const UNIQUE_VIOLATION = '23505';
const COLUMNS = { digest: 'digest', revokedAt: 'revoked_at', lastUsedAt: 'last_used_at' } as const;

export class SqlKeyStore extends KeyStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async add(key: StoredKey): Promise<void> {
    try {
      await this.records.db
        .insertInto('access_key')
        .values({
          id: key.id,
          kind: key.kind,
          name: key.name,
          digest: key.digest,
          grants: JSON.stringify(key.grants),
          created_at: key.createdAt,
          created_by: key.createdBy,
          expires_at: key.expiresAt,
          revoked_at: key.revokedAt,
          last_used_at: key.lastUsedAt,
        })
        .execute();
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw new KeyTakenError(key.id);
      throw error;
    }
  }

  async find(kind: KeyKind, id: string): Promise<StoredKey | undefined> {
    const row = await this.records.db
      .selectFrom('access_key')
      .selectAll()
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && keyOf(row);
  }

  async change(kind: KeyKind, id: string, change: KeyChange): Promise<StoredKey | undefined> {
    const set = Object.entries(change).map(([name, value]) => [COLUMNS[name as keyof KeyChange], value]);
    const row = await this.records.db
      .updateTable('access_key')
      .set(Object.fromEntries(set))
      .where('kind', '=', kind)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && keyOf(row);
  }

  async list(kind: KeyKind): Promise<StoredKey[]> {
    const rows = await this.records.db
      .selectFrom('access_key')
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(keyOf);
  }
}

function keyOf(row: Selectable<AccessSchema['access_key']>): StoredKey {
  return {
    id: row.id,
    kind: row.kind as KeyKind,
    name: row.name,
    digest: row.digest,
    grants: row.grants,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
