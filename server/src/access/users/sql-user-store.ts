import type { UserRole } from '@linetwin/contracts';
import { sql, type Selectable } from 'kysely';
import type { AccessSchema } from '../../records/access-schema.ts';
import type { RecordsDatabase } from '../../records/records-database.ts';
import {
  LoginTakenError,
  refuseLastAdmin,
  UserStore,
  type StoredUser,
  type UserChange,
} from './user-store.port.ts';

const UNIQUE_VIOLATION = '23505';

export class SqlUserStore extends UserStore {
  private readonly records: RecordsDatabase;

  constructor(records: RecordsDatabase) {
    super();
    this.records = records;
  }

  async add(user: StoredUser): Promise<void> {
    try {
      await this.records.db.insertInto('app_user').values(rowOf(user)).execute();
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw new LoginTakenError(user.login);
      throw error;
    }
  }

  async addFirst(user: StoredUser): Promise<boolean> {
    return this.records.db.transaction().execute(async (db) => {
      // Two processes at their first start must not each add one.
      await sql`LOCK TABLE app_user IN EXCLUSIVE MODE`.execute(db);
      const anyone = await db.selectFrom('app_user').select('id').limit(1).executeTakeFirst();
      if (anyone) return false;
      await db.insertInto('app_user').values(rowOf(user)).execute();
      return true;
    });
  }

  async change(id: string, change: UserChange) {
    return this.records.db.transaction().execute(async (db) => {
      // All admins, always in the same order, so that two changes wait for each other instead of for ever.
      const locked = await db
        .selectFrom('app_user')
        .selectAll()
        .where((row) => row.or([row('id', '=', id), row('role', '=', 'admin')]))
        .orderBy('id')
        .forUpdate()
        .execute();
      const row = locked.find((one) => one.id === id);
      if (!row) return undefined;
      const before = userOf(row);
      const after = { ...before, ...change };
      const others = locked.filter((one) => one.id !== id && one.role === 'admin' && !one.disabled).length;
      refuseLastAdmin(before, after, others);
      const { id: _id, ...columns } = rowOf(after);
      await db.updateTable('app_user').set(columns).where('id', '=', id).execute();
      return { before, after };
    });
  }

  byId(id: string): Promise<StoredUser | undefined> {
    return this.first('id', id);
  }

  byLogin(login: string): Promise<StoredUser | undefined> {
    return this.first('login', login);
  }

  byDirectoryId(directoryId: string): Promise<StoredUser | undefined> {
    return this.first('directory_id', directoryId);
  }

  async list(): Promise<StoredUser[]> {
    const rows = await this.records.db
      .selectFrom('app_user')
      .selectAll()
      .orderBy(sql`login COLLATE "C"`)
      .execute();
    return rows.map(userOf);
  }

  private async first(column: 'id' | 'login' | 'directory_id', value: string) {
    const row = await this.records.db
      .selectFrom('app_user')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row && userOf(row);
  }
}

function rowOf(user: StoredUser): Selectable<AccessSchema['app_user']> {
  return {
    id: user.id,
    login: user.login,
    name: user.name,
    role: user.role,
    disabled: user.disabled,
    password: user.password,
    must_change_password: user.mustChangePassword,
    directory_id: user.directoryId,
    created_at: user.createdAt,
    last_sign_in_at: user.lastSignInAt,
  };
}

function userOf(row: Selectable<AccessSchema['app_user']>): StoredUser {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role as UserRole,
    disabled: row.disabled,
    source: row.directory_id === null ? 'password' : 'directory',
    password: row.password,
    mustChangePassword: row.must_change_password,
    directoryId: row.directory_id,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  };
}
