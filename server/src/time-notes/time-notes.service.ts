import { randomUUID } from 'node:crypto';
import type { TimeNote, TimeNoteRequest } from '@linetwin/contracts';
import { Refusal } from '../platform/in-words.ts';
import type { NoteSearch, StoredNote, TimeNoteStore } from './time-note-store.port.ts';

/** Ten a day for three years. */
const MAX_NOTES = 10_000;

/** A line that is not of the plant; the message goes to the client. */
export class UnknownLineError extends Refusal {
  override name = 'UnknownLineError';
}

/** Who writes; the id of somebody without a name is empty. */
export interface Author {
  id: string;
  name: string;
}

/** Why a note is not changed. */
export type NoteRefusal = 'unknown' | 'not-own';

/** What people note on times of the plant, for each other. */
export class TimeNotesService {
  private readonly store: TimeNoteStore;
  private readonly isLine: (id: string) => boolean;
  private readonly now: () => number;

  constructor(store: TimeNoteStore, isLine: (id: string) => boolean, now: () => number = Date.now) {
    this.store = store;
    this.isLine = isLine;
    this.now = now;
  }

  async search(search: NoteSearch, askerId: string): Promise<TimeNote[]> {
    return (await this.store.search(search)).map((note) => seenBy(askerId, note));
  }

  /** @throws TooManyNotesError, UnknownLineError */
  async add(request: TimeNoteRequest, author: Author): Promise<TimeNote> {
    this.check(request);
    const note = this.noteOf(randomUUID(), request, author);
    await this.store.add(note, MAX_NOTES);
    return seenBy(author.id, note);
  }

  /** @throws UnknownLineError */
  async change(
    id: string,
    request: TimeNoteRequest,
    author: Author,
  ): Promise<{ before: StoredNote; after: TimeNote } | NoteRefusal> {
    this.check(request);
    const before = await this.store.find(id);
    if (!before) return 'unknown';
    const after = this.noteOf(id, request, author);
    if (!(await this.store.replace(after))) return 'not-own';
    return { before, after: seenBy(author.id, after) };
  }

  async remove(id: string, { id: authorId }: Author): Promise<StoredNote | NoteRefusal> {
    const before = await this.store.find(id);
    if (!before) return 'unknown';
    return (await this.store.remove(id, authorId)) ? before : 'not-own';
  }

  private noteOf(id: string, request: TimeNoteRequest, author: Author): StoredNote {
    return { ...request, id, author: author.name, authorId: author.id, changedAt: this.now() };
  }

  private check({ line }: TimeNoteRequest): void {
    if (line !== null && !this.isLine(line))
      throw new UnknownLineError(`line: there is no line "${line}"`, 'not-in-plant', { what: line });
  }
}

function seenBy(askerId: string, { authorId, ...note }: StoredNote): TimeNote {
  return { ...note, own: authorId === askerId };
}
