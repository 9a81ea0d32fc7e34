import { describe, expect, test } from '@jest/globals';
import { onEveryRecordsServer } from '../records/testing.ts';
import { InMemoryDemandNotes, type DemandNotes } from './demand-notes.port.ts';
import { SqlDemandNotes } from './sql-demand-notes.ts';

/** The promises of the port, for every adapter. */
function conformance(name: string, create: () => Promise<DemandNotes>): void {
  describe(`${name} keeps the promises of DemandNotes`, () => {
    test('gives back the newest note of each name that is asked for, and never an older one', async () => {
      const notes = await create();
      await notes.keep('minute l1', { at: 2.5, note: { kw: 1 } });
      await notes.keep('minute l1', { at: 3, note: { kw: 2 } });
      await notes.keep('minute l1', { at: 2, note: { kw: 3 } });
      await notes.keep('minute l2', { at: 1, note: [4] });
      expect(await notes.read(['minute l1', 'minute l3'])).toEqual(
        new Map([['minute l1', { at: 3, note: { kw: 2 } }]]),
      );
      expect(await notes.read([])).toEqual(new Map());
    });
  });
}

conformance('InMemoryDemandNotes', async () => new InMemoryDemandNotes());

onEveryRecordsServer((database) => {
  conformance('SqlDemandNotes', async () => {
    await database.clear();
    return new SqlDemandNotes(database.records);
  });
});
