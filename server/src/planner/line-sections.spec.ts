import { beforeAll, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { Twin } from '../twin/twin.ts';
import { sectionOf } from './line-sections.ts';
import { seenStocks } from './seen-stocks.ts';

const FOLDER = fileURLToPath(new URL('../../../plants/liaocheng/', import.meta.url));
const NOW = Date.parse('2026-11-27T13:00:00+08:00');
let index: ModelIndex;

beforeAll(async () => {
  index = new ModelIndex(await readPlantFolder(FOLDER));
});

test('the forge is a section of its own: 16 h of anneal and a stock of 2,500 sets let it work at other times', () => {
  const section = sectionOf(index.model, index.line('bearing-1')!)!;
  expect(section).toMatchObject({
    id: 'bearing-1/B01-B04',
    stations: ['B01', 'B04'],
    stayS: 57_600,
    partsPerPiece: 2,
    roomPieces: 2500,
    // The mills: one ring each, 7.5 s for the larger.
    cycleS: 7.5,
  });
  expect(section.machines.map(({ id }) => id)).toEqual(['B01', 'B02', 'B03', 'B04-OR', 'B04-IR']);
  expect(section.last.map(({ id }) => id)).toEqual(['B04-OR', 'B04-IR']);
  expect(section.furnace.id).toBe('B05');
  expect(section.stocked.map(({ id }) => id)).toEqual(['B05', 'B08']);
});

test('a line without such a furnace has no section, nor has one without room behind it', () => {
  expect(sectionOf(index.model, index.line('weld-1')!)).toBeUndefined();
  const line = index.line('bearing-1')!;
  const stations = line.stations.map((station) => ({ ...station, bufferAfter: 100 }));
  expect(sectionOf(index.model, { ...line, stations })).toBeUndefined();
});

test('the stock is what waits behind both furnaces, two rings a set; it is not known while one of them is silent', () => {
  const twin = new Twin(index);
  const tell = (id: string, signal: string, value: number, time = NOW) => {
    const machine = index.model.equipment.find((one) => one.id === id)!;
    const { index: at } = index.signalsOf(machine).find((one) => one.id === signal)!;
    twin.accept(at, time, value, 0);
  };
  const seen = () => seenStocks(twin, ['bearing-1', 'weld-1'], NOW);
  expect(seen()).toEqual([]);
  for (const id of ['B05', 'B08']) tell(id, 'state', 4);
  tell('B05', 'buffer_out', 1200, NOW - 600_000);
  tell('B08', 'buffer_out', 300);
  expect(seen()).toEqual([{ section: 'bearing-1/B01-B04', pieces: 750 }]);
  // A minute on nobody has said that they are still there.
  expect(seenStocks(twin, ['bearing-1'], NOW + 60_000)).toEqual([]);
});
