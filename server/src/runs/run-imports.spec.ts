import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DuckDBInstance } from '@duckdb/node-api';
import { ModelIndex, QUALITY_BAD, QUALITY_UNCERTAIN } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { samplesOf, temporaryFolder } from '@linetwin/testing';
import { HistoryExportService } from '../history/history-export.service.ts';
import { InMemoryHistory } from '../history/in-memory-history.ts';
import { instantOf } from './csv-rows.ts';
import { InMemoryRunStore } from './in-memory-run-store.ts';
import { RunFolder } from './run-folder.ts';
import { RunHistories } from './run-histories.ts';
import { RunImports } from './run-imports.ts';
import { readLabels } from './run-labels.ts';

const index = new ModelIndex(await readPlantFolder(join(import.meta.dirname, '../../../plants/liaocheng')));
const PRESSURE = 'liaocheng/welding/weld-1/L07-A/filter_dp';
const text = `Zeit;time;dp;anomaly
a;2026-01-05 08:00:00;40;0
b;2026-01-05 08:00:01;n/a;0
c;2026-02-30 08:00:02;41;0
d;2026-01-05 08:00:03.5;50;1
e;2026-01-05T00:00:05Z;51;1

f;2026-01-05 08:00:06;999999;0
`;

describe('importing a recording', () => {
  let folder: RunFolder;
  let remove: () => Promise<void>;
  let imports: RunImports;
  let histories: RunHistories;
  const store = new InMemoryRunStore();
  beforeAll(async () => {
    const made = await temporaryFolder();
    remove = made.remove;
    folder = new RunFolder(join(made.path, 'runs'));
    await folder.start();
    histories = new RunHistories((run) => folder.values(run));
    imports = new RunImports({ index, store, folder, version: '1', makeRoom: async () => undefined });
  });
  afterAll(async () => {
    await histories.stop();
    await remove();
  });
  const csv = (told: string) => ({ format: 'csv' as const, text: told });
  const request = {
    file: 'pump.csv',
    layout: 'columns' as const,
    recording: csv(text),
    timeColumn: 'time',
    zone: 'plant' as const,
    columns: [{ column: 'dp', signal: PRESSURE, factor: 0.1, offset: 1 }],
    labelColumn: 'anomaly',
  };

  test('shows the first rows and which column looks like a time', async () => {
    const preview = await imports.preview(csv(text));
    expect(preview).toMatchObject({
      columns: ['Zeit', 'time', 'dp', 'anomaly'],
      timeColumn: 'time',
      layout: 'columns',
    });
    expect(preview.rows[0]).toEqual(['a', '2026-01-05 08:00:00', '40', '0']);
    await expect(imports.preview(csv('only a header\n'))).rejects.toThrow(/header line and rows/);
  });

  test('takes what is right in the unit of the signal, and names the rest by row and column', async () => {
    const run = await imports.import(request, 'ming');
    const begin = Date.parse('2026-01-05T08:00:00+08:00');
    expect(run).toMatchObject({
      kind: 'imported',
      state: 'done',
      lines: ['weld-1'],
      beginAt: begin,
      endAt: begin + 6000,
      hasLabels: true,
      figures: { values: 4, refused: 2, richest: [PRESSURE] },
      problems: [
        {
          row: 3,
          column: 'dp',
          message: '"n/a" is no number',
          words: { text: 'no-number', values: { text: 'n/a' } },
        },
        { row: 4, column: 'time', message: '"2026-02-30 08:00:02" is no time' },
      ],
    });
    const others = index.equipmentOf('weld-1').filter(({ id }) => id !== 'L07-A');
    expect(run.figures!.silent).toEqual(others.map(({ address }) => address));
    const [series] = await histories.read(run.id, (history) =>
      history.read({ signals: [PRESSURE], from: begin, to: begin + 10_000, points: 5000 }),
    );
    expect(series.time.map((at) => at - begin)).toEqual([0, 3500, 5000]);
    expect(series.mean.map((x) => Math.round(1000 * x) / 1000)).toEqual([5, 6, 6.1]);
    expect(await readLabels(folder.labels(run.id))).toEqual([
      {
        label: '1',
        equipment: '',
        component: null,
        signal: null,
        from: begin + 3500,
        to: begin + 6000,
        severity: null,
      },
    ]);
  });

  test('refuses a file of which nothing can be taken, and says where it begins to be wrong', async () => {
    await expect(
      imports.import({ ...request, labelColumn: undefined, recording: csv('time,dp\nsoon,1\n') }, 'ming'),
    ).rejects.toThrow(/Row 2, column "time": "soon" is no time/);
    await expect(imports.import({ ...request, timeColumn: 'nope' }, 'ming')).rejects.toThrow(
      /no column "nope"; the header has: Zeit, time/,
    );
    await expect(
      imports.import({ ...request, recording: { format: 'parquet', base64: 'UEFSMQ==' } }, 'ming'),
    ).rejects.toThrow(/^The file is no Parquet, or it is damaged\.$/);
    expect((await store.list(10)).length).toBe(1);
  });

  test('takes a Parquet file as a CSV file of the same rows', async () => {
    const parquet = await parquetOf(`
      SELECT TIMESTAMPTZ '2026-01-05 08:00:00+08' + to_milliseconds(500 * i) AS time, 40.0 + i AS dp, i = 2 AS anomaly
      FROM range(4) t(i)`);
    const preview = await imports.preview(parquet);
    expect(preview).toMatchObject({ columns: ['time', 'dp', 'anomaly'], timeColumn: 'time' });
    const run = await imports.import({ ...request, recording: parquet }, 'ming');
    const begin = Date.parse('2026-01-05T08:00:00+08:00');
    expect(run).toMatchObject({ beginAt: begin, endAt: begin + 1500, figures: { values: 4, refused: 0 } });
    const [series] = await histories.read(run.id, (history) =>
      history.read({ signals: [PRESSURE], from: begin, to: begin + 10_000, points: 5000 }),
    );
    expect(series.mean.map((x) => Math.round(1000 * x) / 1000)).toEqual([5, 5.1, 5.2, 5.3]);
    expect(await readLabels(folder.labels(run.id))).toMatchObject([{ from: begin + 1000, to: begin + 1500 }]);
  });

  test.each(['csv', 'parquet'] as const)('takes back as %s what history exports', async (format) => {
    const signal = index.signal(PRESSURE)!;
    const other = index.signalsOf(index.equipment(signal.equipment)!).find((one) => one !== signal)!;
    const source = new InMemoryHistory();
    const begin = Date.parse('2026-01-05T08:00:00+08:00');
    const addresses = [signal.address, other.address];
    await source.append(
      samplesOf([
        [0, begin, 5],
        [0, begin + 1000, 7, QUALITY_UNCERTAIN],
        [0, begin + 2000, NaN, QUALITY_BAD],
        [1, begin + 500, 1.5],
      ]),
      addresses,
      1,
    );
    const { content } = await new HistoryExportService(source).export(
      { signals: [signal, other], from: begin, to: begin + 10_000 },
      format,
    );
    const bytes = await buffer(content);
    const recording = format === 'csv' ? csv(bytes.toString()) : { format, base64: bytes.toString('base64') };
    expect(await imports.preview(recording)).toMatchObject({ layout: 'values' });
    const run = await imports.import({ file: 'export', layout: 'values', recording }, 'ming');
    expect(run).toMatchObject({
      lines: ['weld-1'],
      beginAt: begin,
      endAt: begin + 2000,
      figures: { values: 4, refused: 0 },
      problems: [],
    });
    const stood = await histories.read(run.id, (history) => history.newestAt(begin + 1500));
    const of = (address: string) => stood.find((one) => one.address === address);
    expect(of(signal.address)).toMatchObject({ time: begin + 1000, value: 7, quality: QUALITY_UNCERTAIN });
    expect(of(other.address)).toMatchObject({ time: begin + 500, value: 1.5 });
    const strange = csv('signal,unit,time,value,quality\na/b,kW,2026-01-05T00:00:00Z,1,good\n');
    await expect(
      imports.import({ file: 'export', layout: 'values', recording: strange }, 'ming'),
    ).rejects.toThrow(/Row 2, column "signal": there is no signal "a\/b"/);
  });

  test.each([
    ['1767542400', 1_767_542_400_000],
    ['1767542400000', 1_767_542_400_000],
    ['2026-01-05T00:00:00+08:00', Date.parse('2026-01-05T00:00:00+08:00')],
    ['2026/1/5 0:00', Date.UTC(2026, 0, 5)],
    ['2026-13-01', NaN],
    ['25:00', NaN],
  ])('%s is read as the instant that it says', (written, instant) => {
    expect(instantOf(written, (local) => local)).toBe(instant);
  });
});

/** A Parquet file of what a query answers. */
async function parquetOf(query: string): Promise<{ format: 'parquet'; base64: string }> {
  const { path, remove } = await temporaryFolder();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${query}) TO '${join(path, 'a.parquet')}' (FORMAT PARQUET)`);
    return { format: 'parquet', base64: (await readFile(join(path, 'a.parquet'))).toString('base64') };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await remove();
  }
}
