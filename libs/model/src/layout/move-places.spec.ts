import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPlantTexts } from '../plant-folder.ts';
import { loadPlant, type PlantText } from '../plant-loader.ts';
import { adoptPlaces, movePlaces, PlaceEditError, type PlaceMove } from './move-places.ts';

const FOLDER = new URL('../../../../plants/liaocheng', import.meta.url).pathname;
const texts = await readPlantTexts(FOLDER);
const model = loadPlant(texts);
/** Reading the rest of the plant again and again would only take time. */
const lineTexts = texts.filter(({ text }) => /^line:/m.test(text));

const figure = fc.integer({ min: -6000, max: 6000 }).map((cm) => cm / 100);
const moves: fc.Arbitrary<PlaceMove[]> = fc.uniqueArray(
  fc.record({
    equipment: fc.constantFrom(...model.equipment.map(({ address }) => address)),
    at: fc.record({ x: figure, z: figure, rotationDeg: fc.integer({ min: -179, max: 180 }) }),
  }),
  { selector: ({ equipment }) => equipment, minLength: 1, maxLength: 12 },
);

/** The plant with other places in files. */
function after(plant: readonly PlantText[], moved: readonly PlantText[]): PlantText[] {
  return plant.map((one) => moved.find(({ file }) => file === one.file) ?? one);
}

/** The reference plant with one line file said otherwise. */
function withLine(find: string, put: string): PlantText[] {
  const found = texts.filter(({ text }) => text.includes(find));
  expect(found).toHaveLength(1);
  return texts.map((one) => (one === found[0] ? { ...one, text: one.text.replace(find, put) } : one));
}

const address = (id: string) => model.equipment.find((one) => one.id === id)!.address;
const newTexts = (plant: readonly PlantText[], ...list: PlaceMove[]) =>
  movePlaces(plant, list).map(({ text }) => text);

describe('places in plant files', () => {
  test('are what was asked for, and nothing else of the plant changes', () => {
    fc.assert(
      fc.property(moves, (asked) => {
        const places = new Map(asked.map(({ equipment, at }) => [equipment, at]));
        const next = loadPlant(after(texts, movePlaces(texts, asked)));
        const expected = model.equipment.map((one) => ({ ...one, at: places.get(one.address) ?? one.at }));
        expect({ ...next, version: 0 }).toEqual({ ...model, version: 0, equipment: expected });
      }),
      { numRuns: 4 },
    );
  });

  test('are told as the lines that differ, which make the new text of the old one', () => {
    fc.assert(
      fc.property(moves, (asked) => {
        for (const { before, text, changes } of movePlaces(lineTexts, asked)) {
          const lines = before.split('\n');
          for (const { line, before: old, after: made } of changes.toReversed()) {
            expect(lines.slice(line - 1, line - 1 + old.length)).toEqual(old);
            lines.splice(line - 1, old.length, ...made);
          }
          expect(lines.join('\n')).toBe(text);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('leave comments, order and spaces as they were, and touch only the file of the machine', () => {
    const moved = movePlaces(texts, [
      { equipment: address('B01'), at: { x: -51.5, z: -25, rotationDeg: 90 } },
    ]);
    expect(moved).toHaveLength(1);
    const [{ changes, before, text }] = moved;
    expect(changes).toEqual([
      {
        line: before.split('\n').findIndex((line) => line.includes('at: { x: -52, z: -25 }')) + 1,
        before: ['        at: { x: -52, z: -25 }'],
        after: ['        at: { x: -51.5, z: -25, rotationDeg: 90 }'],
      },
    ]);
    expect(text).toBe(before.replace('{ x: -52, z: -25 }', '{ x: -51.5, z: -25, rotationDeg: 90 }'));
  });

  test('are not written again where a machine already stands', () => {
    const { at } = model.equipment[0];
    expect(movePlaces(texts, [{ equipment: model.equipment[0].address, at }])).toEqual([]);
  });

  test('may stand on lines of their own, with comments and the line ends of another system', () => {
    const block = withLine(
      'at: { x: -52, z: -25 }',
      'at: # measured\n          x: -52 # from the door\n          z: -25',
    );
    const move = { equipment: address('B01'), at: { x: 1, z: -25, rotationDeg: 45 } };
    const written =
      'at: # measured\n          x: 1 # from the door\n          z: -25\n          rotationDeg: 45\n';
    expect(newTexts(block, move)[0]).toContain(written);
    const dos = block.map(({ file, text }) => ({ file, text: text.replaceAll('\n', '\r\n') }));
    expect(newTexts(dos, move)[0]).toContain(written.replaceAll('\n', '\r\n'));
  });

  test('that repeat another one are written out, so that the other machine stays', () => {
    const shared = withLine('at: { x: -41.5, z: -25 }', 'at: &here { x: -41.5, z: -25 }').map(
      ({ file, text }) => ({ file, text: text.replace('at: { x: -34, z: -25 }', 'at: *here') }),
    );
    const [text] = newTexts(shared, { equipment: address('B03'), at: { x: 3, z: 4, rotationDeg: 0 } });
    expect(text).toContain('at: { x: 3, z: 4 }');
    expect(text).toContain('at: &here { x: -41.5, z: -25 }');
    expect(() =>
      movePlaces(shared, [{ equipment: address('B02'), at: { x: 3, z: 4, rotationDeg: 0 } }]),
    ).toThrow(PlaceEditError);
  });

  test('that are not written as x and z are refused with the machine', () => {
    const unwritten = withLine('at: { x: -41.5, z: -25 }', 'at: [-41.5, -25]');
    const move = { equipment: address('B02'), at: { x: 3, z: 4, rotationDeg: 0 } };
    expect(() => movePlaces(unwritten, [move])).toThrow('The place of B02 is not written as x and z');
  });

  test('of a machine that is not there are refused', () => {
    const move = {
      equipment: 'liaocheng/bearing/bearing-1/XX' as PlaceMove['equipment'],
      at: model.equipment[0].at,
    };
    expect(() => movePlaces(texts, [move])).toThrow('no machine liaocheng/bearing/bearing-1/XX');
  });
});

describe('a running plant', () => {
  const next = () =>
    loadPlant(
      after(texts, movePlaces(texts, [{ equipment: address('B01'), at: { x: 0, z: 1, rotationDeg: 0 } }])),
    );

  test('takes up other places with their version', () => {
    const running = loadPlant(texts);
    const machine = running.equipment.find(({ id }) => id === 'B01')!;
    expect(adoptPlaces(running, next())).toBe(true);
    expect(running).toEqual(next());
    expect(running.equipment).toContain(machine);
  });

  test('takes up nothing when more than places differ', () => {
    const running = loadPlant(texts);
    const other = next();
    other.lines[0].taktS += 1;
    expect(adoptPlaces(running, other)).toBe(false);
    expect(running).toEqual(model);
  });
});
