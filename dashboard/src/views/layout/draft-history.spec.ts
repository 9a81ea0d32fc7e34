import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EquipmentAddress, Place } from '@linetwin/model';
import { changed, MOST_STEPS, redone, startHistory, undone, withPlace, type Draft } from './draft-history.ts';

const PLANNED: Place = { x: 0, z: 0, rotationDeg: 0 };
const machine = fc.constantFrom(...['a', 'b', 'c'].map((id) => id as EquipmentAddress));
const place = fc.record({
  x: fc.integer({ min: -3, max: 3 }),
  z: fc.integer({ min: -3, max: 3 }),
  rotationDeg: fc.constantFrom(0, 90),
});
const moves = fc.array(fc.tuple(machine, place, fc.constantFrom(undefined, 'arrows')), {
  maxLength: MOST_STEPS,
});

describe('a draft of a layout', () => {
  test('is again what it was at the start after everything is taken back, and what it became when all is done again', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const start: Draft = new Map([['a' as EquipmentAddress, { x: 9, z: 9, rotationDeg: 0 }]]);
        let history = startHistory(start);
        for (const [id, at, action] of list)
          history = changed(history, withPlace(history.now, id, at, PLANNED), action);
        const end = history.now;
        for (let i = 0; i < list.length; i++) history = undone(history);
        expect(history.now).toEqual(start);
        for (let i = 0; i < list.length; i++) history = redone(history);
        expect(history.now).toEqual(end);
      }),
    );
  });

  test('takes back keys that were held down as one step', () => {
    let history = startHistory();
    const to = (x: number) => withPlace(history.now, 'a' as EquipmentAddress, { ...PLANNED, x }, PLANNED);
    history = changed(history, to(1), 'a arrows');
    history = changed(history, to(2), 'a arrows');
    history = changed(history, to(3));
    history = undone(history);
    expect(history.now).toEqual(to(2));
    expect(undone(history).now).toEqual(new Map());
  });

  test('remembers a bounded number of steps, the newest', () => {
    let history = startHistory();
    for (let x = 1; x <= MOST_STEPS + 20; x++)
      history = changed(history, withPlace(history.now, 'a' as EquipmentAddress, { ...PLANNED, x }, PLANNED));
    expect(history.past).toHaveLength(MOST_STEPS);
  });

  test('names a machine only while it stands elsewhere than planned', () => {
    const away = withPlace(new Map(), 'a' as EquipmentAddress, { ...PLANNED, z: 2 }, PLANNED);
    expect([...away.keys()]).toEqual(['a']);
    expect(withPlace(away, 'a' as EquipmentAddress, { ...PLANNED }, PLANNED).size).toBe(0);
  });
});
