import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineKpi } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { Inbox, temporaryFolder, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { KpiService } from './kpi.service.ts';

const index = new ModelIndex(testPlant());
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let told: Inbox<LineKpi>;
beforeEach(async () => {
  folder = await temporaryFolder();
  told = new Inbox();
});
afterEach(() => folder.remove());

const start = async () => {
  const events = new EventBus(() => undefined);
  events.on('KpiComputed', 'test', told.push);
  const logger = pino({ level: 'silent' });
  const service = new KpiService({ twin: new Twin(index), events, logger, folder: folder.path });
  await service.start();
  return service;
};

describe('indicator service', () => {
  test('tells the indicators of every line, has them to ask for, and keeps the books when it stops', async () => {
    const service = await start();
    await told.until('two lines', ({ length }) => length >= 2);
    expect(service.current().map(({ line }) => line)).toEqual(['line-1', 'line-2']);
    await service.stop();
    const books = JSON.parse(await readFile(join(folder.path, 'shift-books.json'), 'utf8')) as object;
    expect(Object.keys(books)).toEqual(['line-1', 'line-2']);
  });

  test.each(['', '{"line-1', 'null', '[]', '{"line-1":7,"line-2":{"machines":null}}'])(
    'starts anew with books that cannot be read: %s',
    async (text) => {
      await writeFile(join(folder.path, 'shift-books.json'), text);
      const service = await start();
      await service.stop();
      const books = JSON.parse(await readFile(join(folder.path, 'shift-books.json'), 'utf8')) as object;
      expect(Object.keys(books)).toEqual(['line-1', 'line-2']);
    },
  );
});
