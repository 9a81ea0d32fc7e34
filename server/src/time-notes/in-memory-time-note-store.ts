import {
  TimeNoteStore,
  TooManyNotesError,
  type NoteSearch,
  type StoredNote,
} from './time-note-store.port.ts';

/** Notes for tests that need no data base. */
export class InMemoryTimeNoteStore extends TimeNoteStore {
  private readonly notes = new Map<string, StoredNote>();

  async add(note: StoredNote, max: number): Promise<void> {
    if (this.notes.size >= max) throw new TooManyNotesError(max);
    this.notes.set(note.id, { ...note });
  }

  async find(id: string): Promise<StoredNote | undefined> {
    const note = this.notes.get(id);
    return note && { ...note };
  }

  async search({ from, to, line, limit }: NoteSearch): Promise<StoredNote[]> {
    return [...this.notes.values()]
      .filter((note) => note.from <= to && note.to >= from)
      .filter((note) => line === undefined || note.line === null || note.line === line)
      .sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((note) => ({ ...note }));
  }

  async replace(note: StoredNote): Promise<boolean> {
    if (this.notes.get(note.id)?.authorId !== note.authorId) return false;
    this.notes.set(note.id, { ...note });
    return true;
  }

  async remove(id: string, authorId: string): Promise<boolean> {
    return this.notes.get(id)?.authorId === authorId && this.notes.delete(id);
  }
}
