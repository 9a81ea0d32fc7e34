import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineKpi } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { Inbox, temporaryFolder, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import type { BookStore } from './book-store.port.ts';
import { FileBookStore } from './file-book-store.ts';
import { InMemoryBookStore } from './in-memory-book-store.ts';
import { KpiBoard } from './kpi-board.ts';
import { KpiKeeper, type GapsOf } from './kpi-keeper.ts';

const index = new ModelIndex(testPlant());
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let told: Inbox<LineKpi>;
let asked: { line: string; since: number; now: number }[];
beforeEach(async () => {
  asked = [];
  folder = await temporaryFolder();
  told = new Inbox();
});
afterEach(() => folder.remove());

const start = async (books: BookStore = new FileBookStore(join(folder.path, 'shift-books.json'))) => {
  const events = new EventBus(() => undefined);
  events.on('KpiComputed', 'test', told.push);
  const board = new KpiBoard(events);
  board.start();
  const logger = pino({ level: 'silent' });
  const gapsOf: GapsOf = (line, since, now) => {
    asked.push({ line, since, now });
    return { count: line === 'line-1' ? 2 : 0, seconds: 90 };
  };
  const keeper = new KpiKeeper({ twin: new Twin(index), events, books, gapsOf, logger });
  keeper.start();
  for (const { id } of index.model.lines) await keeper.takeLine(id);
  return { keeper, board };
};

describe('indicator keeper', () => {
  test('tells the indicators of every line, and keeps the books when it stops', async () => {
    const { keeper, board } = await start();
    await told.until('two lines', ({ length }) => length >= 2);
    expect(board.current().map(({ line }) => line)).toEqual(['line-1', 'line-2']);
    await keeper.stop();
    const books = JSON.parse(await readFile(join(folder.path, 'shift-books.json'), 'utf8')) as object;
    expect(Object.keys(books)).toEqual(['line-1', 'line-2']);
  });

  test('says which gaps the indicators touch, since their shift began', async () => {
    const { keeper } = await start();
    await told.until('two lines', ({ length }) => length >= 2);
    await keeper.stop();
    const [first, second] = told.items;
    expect([first.gaps, second.gaps]).toEqual([
      { count: 2, seconds: 90 },
      { count: 0, seconds: 90 },
    ]);
    expect(asked[0]).toEqual({ line: 'line-1', since: first.since, now: first.time });
  });

  test('tells nothing of a line that it left, whose book the next owner goes on with', async () => {
    const books = new InMemoryBookStore();
    const { keeper } = await start(books);
    await told.until('two lines', ({ length }) => length >= 2);
    await keeper.dropLine('line-1');
    const heard = told.items.length;
    await told.until('the other line twice', (items) => items.length >= heard + 2);
    expect(new Set(told.items.slice(heard).map(({ line }) => line))).toEqual(new Set(['line-2']));
    await keeper.stop();
    const first = await books.read('line-1');
    const next = await start(books);
    await next.keeper.stop();
    expect((await books.read('line-1'))!.since).toBe(first!.since);
  });

  test.each(['', '{"line-1', 'null', '[]', '{"line-1":7,"line-2":{"machines":null}}'])(
    'starts anew with books that cannot be read: %s',
    async (text) => {
      await writeFile(join(folder.path, 'shift-books.json'), text);
      const { keeper } = await start();
      await keeper.stop();
      const books = JSON.parse(await readFile(join(folder.path, 'shift-books.json'), 'utf8')) as object;
      expect(Object.keys(books)).toEqual(['line-1', 'line-2']);
    },
  );
});
