/** A note of the forecast of demand, and when it was kept, ms since 1970 UTC. */
export interface DemandNote {
  at: number;
  note: unknown;
}

/**
 * What owners of lines tell each other of the plant's demand, and what their forecasts learned: the newest note of each name.
 *
 * Promises: `keep` replaces an older note of the same name and never a newer one; `read` gives the notes of those names that are kept.
 */
export abstract class DemandNotes {
  abstract keep(name: string, note: DemandNote): Promise<void>;
  abstract read(names: readonly string[]): Promise<Map<string, DemandNote>>;
}

/** Notes of one process that nobody else reads, and that end with it. */
export class InMemoryDemandNotes extends DemandNotes {
  private readonly notes = new Map<string, DemandNote>();

  async keep(name: string, note: DemandNote): Promise<void> {
    const known = this.notes.get(name);
    if (!known || known.at <= note.at) this.notes.set(name, structuredClone(note));
  }

  async read(names: readonly string[]): Promise<Map<string, DemandNote>> {
    return new Map(names.flatMap((name) => (this.notes.has(name) ? [[name, this.notes.get(name)!]] : [])));
  }
}
