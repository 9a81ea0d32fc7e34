import type { TimeNote } from '@linetwin/contracts';
import type { TimeWindow } from './time-window.ts';

/** A note as it stands on the axis of time. */
export interface NoteMark {
  id: string;
  /** ms since 1970 UTC; both the same of an instant. */
  from: number;
  to: number;
  /** What the flag of the plot and the list beside it are told apart by. */
  number: string;
}

/** The notes of the shown lines and of the whole plant that touch a window, in the order of their time. */
export function notesOf(
  notes: readonly TimeNote[],
  lines: readonly string[],
  { from, to }: TimeWindow,
): TimeNote[] {
  return notes
    .filter((note) => note.line === null || lines.includes(note.line))
    .filter((note) => note.to >= from && note.from <= to)
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

export function marksOf(notes: readonly TimeNote[]): NoteMark[] {
  return notes.map(({ id, from, to }, i) => ({ id, from, to, number: String(i + 1) }));
}

/** The window that shows a note: the one there is where the note lies in it, else one of the same width around it. */
export function windowWith({ from, to }: Pick<TimeNote, 'from' | 'to'>, shown: TimeWindow): TimeWindow {
  if (from >= shown.from && to <= shown.to) return shown;
  const width = Math.max(shown.to - shown.from, (to - from) * 1.25);
  const middle = (from + to) / 2;
  return { from: middle - width / 2, to: middle + width / 2 };
}
