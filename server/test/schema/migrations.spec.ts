import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplesOf, temporaryFolder } from '@linetwin/testing';
import type { Kysely } from 'kysely';
import { DuckDbHistory } from '../../src/history/duckdb-history.ts';
import { onEveryRecordsServer } from '../../src/records/testing.ts';
import type { RecordsDatabase } from '../../src/records/records-database.ts';
import { describeSchema } from './describe-schema.ts';
import {
  HISTORY_FROM,
  HISTORY_MARK,
  HISTORY_SIGNALS,
  makeHistory,
  RECENT_VALUES,
  SORTED_VALUES,
  timeOf,
  valueOf,
} from './history-fixture.ts';
import { READ_BACK } from './read-back.ts';
import { emptySchema, fixture, liveUntil, migrateTo, runSql, stepOf, STEPS } from './steps.ts';

const TIMEOUT_MS = 60_000;
const COUNT = SORTED_VALUES + RECENT_VALUES;

const releases = readdirSync(fixture('released'))
  .filter((name) => /^\d+\.\d+\.\d+\.sql$/.test(name))
  .map((name) => name.replace('.sql', ''));

const releasedSql = (name: string) => readFile(fixture(`released/${name}.sql`), 'utf8');

async function readBackUntil(records: RecordsDatabase, last: string): Promise<void> {
  for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) await READ_BACK[step](records);
}

const described = (records: RecordsDatabase) => describeSchema(records.db as unknown as Kysely<never>);

describe('fixtures', () => {
  test('hold the schema of the present version, made by "npm run release:schema"', async () => {
    const { version } = JSON.parse(await readFile(fixture('../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(releases).toContain(version);
  });

  test('hold rows of every step, and say what must be read of them', () => {
    expect(Object.keys(READ_BACK).sort()).toEqual(STEPS);
    expect(STEPS.filter((step) => !existsSync(fixture(`rows/${step}.sql`)))).toEqual([]);
  });
});

/**
 * Where data bases of long ago begin. From every step it would be the square of their number, and take minutes: the way
 * through all of them already brings the rows of each step through all that follow.
 */
const BEGINNINGS = STEPS.filter((_, at) => at % 12 === 0);

onEveryRecordsServer((database) => {
  describe('records', () => {
    test(
      'that were written at every step on the way are read by the stores of today',
      async () => {
        const { records } = database;
        await emptySchema(records);
        await liveUntil(records, STEPS.at(-1)!);
        await readBackUntil(records, STEPS.at(-1)!);
      },
      TIMEOUT_MS,
    );

    test.each(BEGINNINGS)(
      'that were written until the step %s are read by the stores of today',
      async (step) => {
        const { records } = database;
        await emptySchema(records);
        await liveUntil(records, step);
        await records.migrate();
        expect(await stepOf(records)).toBe(STEPS.at(-1));
        await readBackUntil(records, step);
      },
      TIMEOUT_MS,
    );

    test.each(releases)(
      'of the released version %s are read by the stores of today',
      async (version) => {
        const { records } = database;
        await emptySchema(records);
        await runSql(records, await releasedSql(version));
        const step = await stepOf(records);
        await records.migrate();
        await readBackUntil(records, step);
      },
      TIMEOUT_MS,
    );

    test.each(releases)(
      'of the released version %s have the schema that its steps still make: a released step is never changed, only followed by another',
      async (version) => {
        const { records } = database;
        await emptySchema(records);
        await runSql(records, await releasedSql(version));
        const step = await stepOf(records);
        const released = await described(records);
        await emptySchema(records);
        await migrateTo(records, step);
        expect(await described(records)).toEqual(released);
      },
      TIMEOUT_MS,
    );
  });
});

describe('history', () => {
  test.each(releases)('of the released version %s is read, and goes on', async (version) => {
    const folder = await temporaryFolder();
    const path = join(folder.path, 'history.duckdb');
    await makeHistory(path, await releasedSql(`${version}-history`));
    const history = new DuckDbHistory({ path, memoryLimitMb: 128, threads: 1 });
    await history.start();
    expect(history.lastMark()).toBe(HISTORY_MARK);
    const read = async (points: number) =>
      (
        await history.read({
          signals: [...HISTORY_SIGNALS],
          from: HISTORY_FROM,
          to: timeOf(COUNT + 1),
          points,
        })
      ).map(({ time, mean }) => ({ time, mean }));
    const times = Array.from({ length: COUNT }, (_, i) => timeOf(i));
    const [power, temperature] = await read(COUNT * 10);
    expect(power).toEqual({ time: times, mean: times.map((_, i) => valueOf(i)) });
    expect(temperature.time).toEqual(times.filter((_, i) => i % 60 === 0));
    // Over hours it is answered from what was rolled up.
    const [hours] = await read(3);
    expect(hours.time.length).toBeLessThanOrEqual(3);

    // One that is stored already, sent again, and a new one.
    const again = samplesOf([
      [0, timeOf(COUNT - 1), 99],
      [0, timeOf(COUNT), 5],
    ]);
    await history.append(again, HISTORY_SIGNALS, HISTORY_MARK + 1);
    await history.sort();
    const [grown] = await read(COUNT * 10);
    expect(grown.time).toEqual([...times, timeOf(COUNT)]);
    expect(grown.mean.slice(-2)).toEqual([valueOf(COUNT - 1), 5]);
    await history.stop();
    await folder.remove();
  });
});
