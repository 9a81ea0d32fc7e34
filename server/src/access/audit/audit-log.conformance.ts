import { beforeEach, describe, expect, test } from '@jest/globals';
import { auditQuerySchema, type AuditQuery } from '@linetwin/contracts';
import type { AuditLog, LoggedEntry } from './audit-log.port.ts';

export function testEntry(at: number, rest: Partial<LoggedEntry> = {}): LoggedEntry {
  return {
    origin: `origin.${at}`,
    at,
    actorKind: 'person',
    actorId: 'u1',
    actor: '王伟 (wang.wei)',
    address: '10.0.0.4',
    action: 'alarm.acknowledge',
    subject: 'site.area.line.m1.power.high.1',
    outcome: 'done',
    detail: null,
    before: null,
    after: null,
    ...rest,
  };
}

/** The promises of the port, for every adapter. `create` gives an empty log. */
export function auditLogConformance(name: string, create: () => Promise<AuditLog>): void {
  describe(`${name} keeps the promises of AuditLog`, () => {
    let log: AuditLog;
    beforeEach(async () => {
      log = await create();
    });
    const read = (query: Partial<AuditQuery> = {}) => log.read({ ...auditQuerySchema.parse({}), ...query });
    const times = async (query: Partial<AuditQuery> = {}) => (await read(query)).map(({ at }) => at);

    test('gives an entry back in every field', async () => {
      await log.append([]);
      const { origin: _origin, ...entry } = testEntry(5.5, {
        detail: 'because',
        before: { role: 'viewer', list: [1, null] },
        after: { role: '管理员' },
      });
      await log.append([{ ...entry, origin: 'o' }]);
      expect(await read()).toEqual([{ ...entry, sequence: expect.any(Number) }]);
    });

    test('keeps an entry once, however often it is delivered', async () => {
      await log.append([testEntry(1), testEntry(2)]);
      await log.append([testEntry(2), testEntry(3)]);
      expect(await times()).toEqual([3, 2, 1]);
    });

    test('is read newest first, page by page', async () => {
      await log.append([1, 2, 3, 4, 5].map((at) => testEntry(at)));
      const page = await read({ limit: 2 });
      expect(page.map(({ at }) => at)).toEqual([5, 4]);
      expect(await times({ limit: 2, before: page[1].sequence })).toEqual([3, 2]);
    });

    test('is filtered by time, person, action, subject and outcome', async () => {
      await log.append([
        testEntry(1),
        testEntry(2, { actor: 'Li Jing (li)', outcome: 'refused' }),
        testEntry(3, { action: 'user.change', subject: '50% of_it' }),
      ]);
      expect(await times({ from: 2, to: 2 })).toEqual([2]);
      expect(await times({ actor: 'LI JING' })).toEqual([2]);
      expect(await times({ actor: '王' })).toEqual([3, 1]);
      expect(await times({ action: 'user.' })).toEqual([3]);
      expect(await times({ subject: '0% of_' })).toEqual([3]);
      expect(await times({ subject: '%' })).toEqual([3]);
      expect(await times({ outcome: 'refused' })).toEqual([2]);
    });
  });
}
