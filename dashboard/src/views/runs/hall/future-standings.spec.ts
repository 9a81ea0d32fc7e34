import { describe, expect, test } from '@jest/globals';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { join } from 'node:path';
import { LatestValueStore } from '../../../live/latest-value-store.ts';
import { batchOf } from '../../../live/testing.ts';
import { FutureStandings } from './future-standings.ts';

const index = new ModelIndex(
  await readPlantFolder(join(import.meta.dirname, '../../../../../plants/liaocheng')),
);
const power = index.signalWithRole(index.equipmentOf('weld-1')[0], 'power')!.index;

/** A run whose cursor rests until it is moved, and whose values are counted whenever they are read. */
function future() {
  let at = 100_000;
  const live = new LatestValueStore(index);
  live.setConnected(true);
  live.setClock(() => at);
  let isKnown = false;
  let phase = 'live';
  const alarms: unknown[] = [];
  const records = { sequence: 0, alarms: () => alarms };
  return {
    shown: {
      plant: () => (isKnown ? { live } : null),
      records,
      connection: { state: () => ({ phase }) },
    },
    come: (kw: number) => {
      isKnown = true;
      live.apply(batchOf([power, at, kw]));
      live.commit();
    },
    move: (to: number) => (at = to),
    raise: () => {
      alarms.push({});
      records.sequence++;
    },
    lose: () => (phase = 'lost'),
  };
}

describe('how futures stand at their cursors', () => {
  test('is not known before values came, and then is', () => {
    const one = future();
    const standings = new FutureStandings(index, ['weld-1'], [one.shown]);
    expect(standings.now()).toEqual([undefined]);
    one.come(7);
    expect(standings.now()[0]?.lines).toMatchObject([{ line: 'weld-1', kw: 7 }]);
  });

  test('is not read again while everything rests', () => {
    const [one, two] = [future(), future()];
    one.come(7);
    two.come(8);
    const standings = new FutureStandings(index, ['weld-1'], [one.shown, two.shown]);
    const first = standings.now();
    expect(standings.now()).toBe(first);
    expect(standings.now()).toBe(first);
  });

  test.each([
    ['a cursor moves', (one: ReturnType<typeof future>) => one.move(101_000)],
    ['a value comes', (one: ReturnType<typeof future>) => one.come(9)],
    ['a record changes', (one: ReturnType<typeof future>) => one.raise()],
    ['the connection is lost', (one: ReturnType<typeof future>) => one.lose()],
  ])('is read again where %s, and only of that future', (_what, change) => {
    const [one, two] = [future(), future()];
    one.come(7);
    two.come(8);
    const standings = new FutureStandings(index, ['weld-1'], [one.shown, two.shown]);
    const [before, beside] = standings.now();
    change(one);
    const after = standings.now();
    expect(after[0]).not.toBe(before);
    expect(after[1]).toBe(beside);
  });
});
