import { describe, expect, test } from '@jest/globals';
import type { TimeNote } from '@linetwin/contracts';
import { marksOf, notesOf, windowWith } from './note-marks.ts';

const note = (id: string, from: number, to = from, line: string | null = null): TimeNote => ({
  id,
  line,
  from,
  to,
  text: id,
  author: '',
  changedAt: 0,
  own: false,
});

describe('notes on the axis of time', () => {
  test('are those of the shown lines and of the plant that touch the window, numbered by their time', () => {
    const all = [
      note('late', 30),
      note('before', 1, 9),
      note('over', 5, 40),
      note('other', 20, 20, 'weld-1'),
    ];
    const shown = notesOf([...all, note('own', 20, 20, 'bearing-1')], ['bearing-1'], { from: 10, to: 30 });
    expect(shown.map(({ id }) => id)).toEqual(['over', 'own', 'late']);
    expect(marksOf(shown).map(({ id, number }) => `${number} ${id}`)).toEqual(['1 over', '2 own', '3 late']);
  });

  test('keep the window that they lie in, and take one of the same width to them else', () => {
    const window = { from: 10, to: 30 };
    expect(windowWith(note('a', 12), window)).toBe(window);
    expect(windowWith(note('a', 100), window)).toEqual({ from: 90, to: 110 });
    expect(windowWith(note('a', 20, 120), window)).toEqual({ from: 7.5, to: 132.5 });
  });
});
