import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { onEveryRecordsServer } from '../records/testing.ts';
import { auditLogConformance, testEntry } from './audit/audit-log.conformance.ts';
import { displayStoreConformance } from './displays/display-store.conformance.ts';
import { keyStoreConformance } from './keys/key-store.conformance.ts';
import { sessionStoreConformance } from './sessions/session-store.conformance.ts';
import { SqlAuditLog } from './audit/sql-audit-log.ts';
import { SqlDisplayStore } from './displays/sql-display-store.ts';
import { SqlKeyStore } from './keys/sql-key-store.ts';
import { SqlSessionStore } from './sessions/sql-session-store.ts';
import { SqlUserStore } from './users/sql-user-store.ts';
import { testUser, userStoreConformance } from './users/user-store.conformance.ts';

onEveryRecordsServer((database) => {
  userStoreConformance('SqlUserStore', async () => {
    await database.clear();
    return new SqlUserStore(database.records);
  });

  sessionStoreConformance('SqlSessionStore', async () => {
    await database.clear();
    const users = new SqlUserStore(database.records);
    for (const login of ['li', 'wang']) await users.add(testUser(login));
    return new SqlSessionStore(database.records);
  });

  keyStoreConformance('SqlKeyStore', async () => {
    await database.clear();
    return new SqlKeyStore(database.records);
  });

  displayStoreConformance('SqlDisplayStore', async () => {
    await database.clear();
    return new SqlDisplayStore(database.records);
  });

  auditLogConformance('SqlAuditLog', async () => {
    await database.clear();
    return new SqlAuditLog(database.records);
  });

  describe('SqlAuditLog', () => {
    test('cannot have an entry changed or removed, not even by hand', async () => {
      await database.clear();
      const { db } = database.records;
      await new SqlAuditLog(database.records).append([testEntry(1)]);
      await expect(db.updateTable('audit_entry').set({ actor: 'x' }).execute()).rejects.toThrow(
        'only ever added',
      );
      await expect(db.deleteFrom('audit_entry').execute()).rejects.toThrow('only ever added');
      await expect(sql`TRUNCATE audit_entry`.execute(db)).rejects.toThrow('only ever added');
      expect(await db.selectFrom('audit_entry').select('at').execute()).toEqual([{ at: 1 }]);
    });
  });
});
