import { SessionStore, type StoredSession } from './session-store.port.ts';

export class InMemorySessionStore extends SessionStore {
  private readonly sessions = new Map<string, StoredSession>();

  async add(session: StoredSession): Promise<void> {
    this.sessions.set(session.id, { ...session });
  }

  async find(id: string): Promise<StoredSession | undefined> {
    const found = this.sessions.get(id);
    return found && { ...found };
  }

  async touch(id: string, usedAt: number): Promise<void> {
    const found = this.sessions.get(id);
    if (found) found.usedAt = usedAt;
  }

  async end(id: string): Promise<void> {
    this.sessions.delete(id);
  }

  async endAllOf(userId: string): Promise<number> {
    const ended = [...this.sessions.values()].filter((one) => one.userId === userId);
    for (const { id } of ended) this.sessions.delete(id);
    return ended.length;
  }

  async forgetOld(usedBefore: number, startedBefore: number): Promise<void> {
    for (const { id, usedAt, startedAt } of this.sessions.values()) {
      if (usedAt < usedBefore || startedAt < startedBefore) this.sessions.delete(id);
    }
  }
}
