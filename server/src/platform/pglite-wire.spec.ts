import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { EmbeddedPostgres } from './embedded-postgres.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let postgres: EmbeddedPostgres;
let url: string;
let pools: pg.Pool[];

beforeAll(async () => {
  folder = await temporaryFolder();
  postgres = new EmbeddedPostgres(join(folder.path, 'records'));
  url = await postgres.start(() => undefined);
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});
beforeEach(async () => {
  pools = [pool(), pool()];
  await pools[0].query('DROP TABLE IF EXISTS note');
  await pools[0].query('CREATE TABLE note (id serial PRIMARY KEY, who text, body jsonb)');
});
afterEach(() => Promise.all(pools.map((one) => one.end())));

function pool(): pg.Pool {
  const made = new pg.Pool({ connectionString: url, max: 4 });
  made.on('error', () => undefined);
  return made;
}
const socketPath = () => join(new URL(url).searchParams.get('host')!, '.s.PGSQL.5432');
const count = async (where = 'true') =>
  Number((await pools[0].query(`SELECT count(*) FROM note WHERE ${where}`)).rows[0].count);

describe('the wire of the embedded data base', () => {
  test('keeps everybody waiting while it is held, and answers all of them afterwards', async () => {
    const client = await pools[0].connect();
    await client.query('BEGIN');
    await client.query("INSERT INTO note (who) VALUES ('open transaction')");
    const holding = postgres.hold();
    await client.query('COMMIT');
    client.release();
    const release = await holding;
    let answered = 0;
    const asking = Array.from({ length: 6 }, async (_, i) => {
      await pools[i % 2].query("INSERT INTO note (who) VALUES ('later')");
      answered++;
    });
    const still = await Promise.race([
      Promise.all(asking),
      new Promise((resolve) => setTimeout(resolve, 300)),
    ]);
    expect([still, answered]).toEqual([undefined, 0]);
    release();
    await Promise.all(asking);
    expect(await count()).toBe(7);
  });

  test('answers every client its own question, however their messages fall between each other', async () => {
    const question = fc.oneof(
      fc.record({ ask: fc.constant('one' as const), value: fc.integer() }),
      fc.record({ ask: fc.constant('two' as const), value: fc.string({ maxLength: 8 }) }),
      fc.record({ ask: fc.constant('plain' as const), value: fc.integer({ min: 0, max: 9 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 2, maxLength: 20 }), async (questions) => {
        const answers = await Promise.all(
          questions.map(async ({ ask, value }, i) => {
            const client = pools[i % 2];
            if (ask === 'one') return (await client.query('SELECT $1::int AS x', [value])).rows[0].x;
            if (ask === 'plain') return (await client.query(`SELECT ${value} AS x`)).rows[0].x;
            const text = String(value).replaceAll('\u0000', '');
            const { rows } = await client.query('SELECT $1::text AS x, $2::text AS y', [text, 'y']);
            return [rows[0].x === text, rows[0].y];
          }),
        );
        expect(answers).toEqual(questions.map(({ ask, value }) => (ask === 'two' ? [true, 'y'] : value)));
      }),
      { numRuns: 20 },
    );
  });

  test('keeps a transaction whole while others ask', async () => {
    const writers = Array.from({ length: 6 }, async (_, i) => {
      const client = await pools[i % 2].connect();
      await client.query('BEGIN');
      const { rows: before } = await client.query('SELECT count(*)::int AS n FROM note');
      await client.query('INSERT INTO note (who) VALUES ($1)', [`writer-${i}`]);
      const { rows: after } = await client.query('SELECT count(*)::int AS n FROM note');
      await client.query(i % 3 === 0 ? 'ROLLBACK' : 'COMMIT');
      client.release();
      return after[0].n - before[0].n;
    });
    expect(await Promise.all(writers)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await count()).toBe(4);
  });

  test('goes on after a query that fails, inside a transaction and outside', async () => {
    await expect(pools[0].query('SELECT $1::int', ['x'])).rejects.toThrow('invalid input syntax');
    const client = await pools[0].connect();
    await client.query('BEGIN');
    await expect(client.query('SELECT nothing FROM nowhere')).rejects.toThrow('does not exist');
    await expect(client.query('SELECT 1')).rejects.toThrow('current transaction is aborted');
    await client.query('ROLLBACK');
    client.release();
    expect(await count()).toBe(0);
  });

  test('undoes what a client left open that is gone, and lets the others in', async () => {
    const client = await pools[1].connect();
    await client.query('BEGIN');
    await client.query("INSERT INTO note (who) VALUES ('lost')");
    const waiting = count();
    client.release(true);
    expect(await waiting).toBe(0);
  });

  test('carries rows of some megabytes in both directions', async () => {
    const body = { text: 'x'.repeat(3_000_000) };
    await pools[0].query('INSERT INTO note (body) VALUES ($1)', [JSON.stringify(body)]);
    expect((await pools[1].query('SELECT body FROM note')).rows[0].body).toEqual(body);
  });

  test.each([
    ['a length that cannot be', Buffer.from([0, 0, 0, 1, 0, 3, 0, 0])],
    ['a length beyond all bounds', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 0])],
  ])('closes a client that sends %s, and goes on with the others', async (_what, bytes) => {
    const stranger = createConnection(socketPath());
    stranger.on('error', () => undefined);
    stranger.write(bytes);
    await once(stranger, 'close');
    expect(await count()).toBe(0);
  });

  test('ends what a client began and did not finish, when it goes away', async () => {
    const stranger = createConnection(socketPath());
    const startUp = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const head = Buffer.alloc(8);
    head.writeInt32BE(8 + startUp.length, 0);
    head.writeInt32BE(196_608, 4);
    stranger.write(Buffer.concat([head, startUp]));
    await once(stranger, 'data');
    // A Parse without the Sync that would end it.
    const parse = Buffer.from('\0SELECT 1\0\0\0');
    const parseHead = Buffer.from([0x50, 0, 0, 0, 4 + parse.length]);
    stranger.end(Buffer.concat([parseHead, parse]));
    await once(stranger.resume(), 'close');
    expect(await count()).toBe(0);
  });
});
