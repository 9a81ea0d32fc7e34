import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { QUALITY_BAD, QUALITY_UNCERTAIN } from '@linetwin/model';
import { samplesOf, temporaryFolder, type SampleRow } from '@linetwin/testing';
import { buffer, text } from 'node:stream/consumers';
import { ExportsBusyError, ExportTooLargeError, HistoryExportService } from './history-export.service.ts';
import { InMemoryHistory } from './in-memory-history.ts';

const T = Date.UTC(2026, 0, 5, 8);
const SIGNALS = [
  { address: 'site/area/line/m1/a', unit: 'kW' },
  { address: 'site/area/line/m1/b', unit: 'm3/h, dry' },
];
const RANGE = { signals: SIGNALS, from: T, to: T + 60_000 };
const ROWS: SampleRow[] = [
  [1, T + 5, 7.25],
  [0, T, 1.5],
  [0, T + 1000, NaN, QUALITY_BAD],
  [0, T + 2000, -3e-7, QUALITY_UNCERTAIN],
  [0, T + 70_000, 9],
];

let history: InMemoryHistory;
beforeEach(async () => {
  history = new InMemoryHistory();
  await history.append(
    samplesOf(ROWS),
    SIGNALS.map(({ address }) => address),
    1,
  );
});

describe('an export of history', () => {
  test('is CSV with a line for each value, signal by signal in order of time', async () => {
    const { content } = await new HistoryExportService(history).export(RANGE, 'csv');
    expect((await text(content)).split('\r\n')).toEqual([
      '\uFEFFsignal,unit,time,value,quality',
      'site/area/line/m1/a,kW,2026-01-05T08:00:00.000Z,1.5,good',
      'site/area/line/m1/a,kW,2026-01-05T08:00:01.000Z,,bad',
      'site/area/line/m1/a,kW,2026-01-05T08:00:02.000Z,-3e-7,uncertain',
      'site/area/line/m1/b,"m3/h, dry",2026-01-05T08:00:00.005Z,7.25,good',
      '',
    ]);
  });

  test('is refused with both numbers when it would hold too much', async () => {
    const refused = new HistoryExportService(history, 2).export(RANGE, 'csv');
    await expect(refused).rejects.toThrow(ExportTooLargeError);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('The range holds 3 values, a file at most 2'),
      words: { text: 'export-too-large', values: { values: 3, most: 2 } },
    });
  });

  test('waits for nobody when others are being made, and goes on when one of them was given up', async () => {
    const service = new HistoryExportService(history);
    const [first] = await Promise.all([service.export(RANGE, 'csv'), service.export(RANGE, 'csv')]);
    await expect(service.export(RANGE, 'csv')).rejects.toThrow(ExportsBusyError);
    const closed = new Promise((resolve) => first.content.once('close', resolve));
    first.content.destroy();
    await closed;
    await service.export(RANGE, 'csv');
  });

  describe('as Parquet', () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    beforeEach(async () => void (folder = await temporaryFolder()));
    afterEach(() => folder.remove());

    test('holds the same values with times in UTC', async () => {
      const { content, bytes } = await new HistoryExportService(history).export(RANGE, 'parquet');
      const file = await buffer(content);
      expect(file.length).toBe(bytes);
      const path = join(folder.path, 'values.parquet');
      await writeFile(path, file);
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const rows = await connection.runAndReadAll(
        `SELECT signal, unit, epoch_ms(time) - ${T}, value, quality, typeof(time) FROM '${path}'`,
      );
      const zoned = 'TIMESTAMP WITH TIME ZONE';
      expect(rows.getRowsJson()).toEqual([
        [SIGNALS[0].address, 'kW', '0', 1.5, 'good', zoned],
        [SIGNALS[0].address, 'kW', '1000', null, 'bad', zoned],
        [SIGNALS[0].address, 'kW', '2000', -3e-7, 'uncertain', zoned],
        [SIGNALS[1].address, 'm3/h, dry', '5', 7.25, 'good', zoned],
      ]);
      connection.closeSync();
      instance.closeSync();
    });
  });

  test('comes in pieces where one signal has more values than a piece', async () => {
    const many = Array.from({ length: 45_000 }, (_, i): SampleRow => [0, T + 100_000 + i, i]);
    await history.append(samplesOf(many), [SIGNALS[0].address], 2);
    const range = { signals: SIGNALS, from: T + 100_000, to: T + 200_000 };
    const { content } = await new HistoryExportService(history).export(range, 'csv');
    const lines = (await text(content)).trim().split('\r\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[3]))).toEqual(many.map(([, , value]) => value));
  });
});
