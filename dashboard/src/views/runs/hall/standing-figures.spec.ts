import { describe, expect, test } from '@jest/globals';
import { ModelIndex, PACKML_STATES } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { join } from 'node:path';
import { LatestValueStore } from '../../../live/latest-value-store.ts';
import { batchOf } from '../../../live/testing.ts';
import { LineReader, machinesApart, madeSince } from './standing-figures.ts';

const index = new ModelIndex(
  await readPlantFolder(join(import.meta.dirname, '../../../../../plants/liaocheng')),
);
const NOW = 100_000;
const machines = index.equipmentOf('weld-1');
const stations = index.line('weld-1')!.stations.filter(({ inFlow }) => inFlow);
const last = index.equipment(stations.at(-1)!.equipment[0])!;
const other = machines.find((one) => one !== last && index.signalWithRole(one, 'scrapCount'))!;
const of = (machine: typeof last, role: 'goodCount' | 'scrapCount' | 'energy' | 'power' | 'state') =>
  index.signalWithRole(machine, role)!.index;

function standing(...rows: [signal: number, value: number][]) {
  const live = new LatestValueStore(index);
  live.setConnected(true);
  live.apply(batchOf(...rows.map(([signal, value]) => [signal, NOW, value] as [number, number, number])));
  live.commit();
  return live;
}

describe('how a line of a run stands', () => {
  const reader = new LineReader(index, ['weld-1']);

  test('counts no register from nothing that was not known yet where counting began', () => {
    const meters = [of(last, 'energy'), of(other, 'energy')] as const;
    const [begin] = reader.read(standing([meters[0], 2_131_926]), NOW);
    const [now] = reader.read(standing([meters[0], 2_131_930], [meters[1], 34_693]), NOW);
    expect(madeSince(now, begin).kwh).toBe(4);
  });

  test('counts parts of the last station, scrap, energy and power of all', () => {
    const live = standing(
      [of(last, 'goodCount'), 12],
      [of(other, 'goodCount'), 99],
      [of(other, 'scrapCount'), 3],
      [of(last, 'energy'), 5.5],
      [of(other, 'energy'), 1.25],
      [of(other, 'power'), 7],
    );
    const [now] = reader.read(live, NOW);
    const known = (counters: readonly number[]) => counters.filter(Number.isFinite);
    expect([known(now.good), known(now.scrap)]).toEqual([[12], [3]]);
    expect(known(now.kwh).sort()).toEqual([1.25, 5.5]);
    expect(now).toMatchObject({ line: 'weld-1', kw: 7 });
  });

  test('is told apart from how it stood, and from another future', () => {
    const running = PACKML_STATES.indexOf('Execute');
    const [now] = reader.read(standing([of(last, 'goodCount'), 12], [of(last, 'energy'), 4]), NOW);
    const [then] = reader.read(standing([of(last, 'goodCount'), 5], [of(last, 'energy'), 9]), NOW);
    expect(madeSince(now, then)).toEqual({ good: 7, scrap: undefined, kwh: 0 });
    const one = reader.looks(standing([of(last, 'state'), running], [of(other, 'state'), running]), NOW);
    const two = reader.looks(
      standing([of(last, 'state'), running], [of(other, 'state'), PACKML_STATES.indexOf('Aborted')]),
      NOW,
    );
    expect(machinesApart(one, two)).toEqual([
      { equipment: other.address, first: 'running', second: 'fault' },
    ]);
    expect(machinesApart(one, one)).toEqual([]);
  });
});
