import type { IncomingMessage } from 'node:http';
import { timeNoteRequestSchema, type TimeNote } from '@linetwin/contracts';

/** Notes on times of the invented plant, all by whoever looks. */
export class FakeNotes {
  private readonly notes: TimeNote[] = [];

  /** @returns what is answered, and with which status */
  async answer(request: IncomingMessage, query: URLSearchParams): Promise<[status: number, body: unknown]> {
    if (request.method !== 'POST') return [200, this.touching(query)];
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const parsed = timeNoteRequestSchema.safeParse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    if (!parsed.success) return [400, { error: parsed.error.message }];
    const id = `note-${this.notes.length + 1}`;
    const note: TimeNote = { ...parsed.data, id, author: '', changedAt: Date.now(), own: true };
    this.notes.unshift(note);
    return [201, note];
  }

  private touching(query: URLSearchParams): TimeNote[] {
    const [from, to] = ['from', 'to'].map((name) => Number(query.get(name)));
    return this.notes.filter((note) => note.to >= from && note.from <= to);
  }
}
