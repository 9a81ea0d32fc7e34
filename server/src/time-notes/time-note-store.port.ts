import type { TimeNote } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';

/** Names may be the same of two people, ids are not; that of somebody without a name is empty. */
export type StoredNote = Omit<TimeNote, 'own'> & { authorId: string };

/** Which notes are looked for: those that touch the span; of a line those of the whole plant too. */
export interface NoteSearch {
  from: number;
  to: number;
  line?: string;
  limit: number;
}

/** More notes than this were written. */
export class TooManyNotesError extends Refusal {
  override name = 'TooManyNotesError';
  constructor(max: number) {
    super(`There are ${max} notes already; remove some that are not needed any more.`, 'notes-full', { max });
  }
}

/**
 * Notes on times of the plant.
 *
 * Promises: a note is written whole or not at all. `search` answers with the notes that touch the span, both ends included, latest
 * time first, the first `limit`. `replace` and `remove` do what they say only where the note is of the author with that id.
 */
export abstract class TimeNoteStore {
  /** @throws TooManyNotesError when it would be one more than `max` */
  abstract add(note: StoredNote, max: number): Promise<void>;
  abstract find(id: string): Promise<StoredNote | undefined>;
  abstract search(search: NoteSearch): Promise<StoredNote[]>;
  /** @returns whether there was one of that author */
  abstract replace(note: StoredNote): Promise<boolean>;
  /** @returns whether there was one of that author */
  abstract remove(id: string, authorId: string): Promise<boolean>;
}
