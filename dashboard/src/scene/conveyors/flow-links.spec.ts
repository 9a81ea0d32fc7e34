import { describe, expect, test } from '@jest/globals';
import type { PlantModel } from '@linetwin/model';
import { flowLinks, sharePairs } from './flow-links.ts';

type Machine = [id: string, lane?: string, form?: string];

/** A line of stations, each with its machines, one feeding the next. */
function plant(stations: [id: string, machines: Machine[]][]): PlantModel {
  return {
    lines: [
      {
        id: 'line',
        stations: stations.map(([id, machines], i) => ({
          id,
          inFlow: true,
          feeds: i + 1 < stations.length ? [stations[i + 1][0]] : [],
          equipment: machines.map(([machine]) => machine),
        })),
      },
    ],
    equipment: stations.flatMap(([, machines]) =>
      machines.map(([id, lane, form]) => ({ address: id, lane, form: form ?? 'machine' })),
    ),
  } as unknown as PlantModel;
}

const pairs = (model: PlantModel) =>
  flowLinks(model, (form) => form !== 'robot').map(({ from, to }) => `${from}>${to}`);

describe('who hands parts to whom', () => {
  test('machines in parallel share evenly', () => {
    const places = (...ids: string[]) => ids.map((address) => ({ address }));
    expect(sharePairs(places('a'), places('b', 'c'))).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    expect(sharePairs(places('a', 'b', 'c', 'd'), places('x', 'y'))).toEqual([
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'y'],
      ['d', 'y'],
    ]);
  });

  test('a lane stays in its lane and passes by a station that does not serve it', () => {
    const model = plant([
      ['S1', [['mill']]],
      ['S2', [['outside', 'OR']]],
      [
        'S3',
        [
          ['race-or', 'OR'],
          ['race-ir', 'IR'],
        ],
      ],
    ]);
    expect(pairs(model)).toEqual(['mill>outside', 'mill>race-ir', 'outside>race-or']);
  });

  test('a robot that works on a held part is not on the way of the part', () => {
    const model = plant([
      [
        'S1',
        [
          ['table-a', 'A'],
          ['table-b', 'B'],
        ],
      ],
      [
        'S2',
        [
          ['robot-a', 'A', 'robot'],
          ['robot-b', 'B', 'robot'],
        ],
      ],
      ['S3', [['gantry']]],
    ]);
    expect(pairs(model)).toEqual(['table-a>gantry', 'table-b>gantry']);
  });
});
