import { KeyStore, KeyTakenError, type KeyChange, type KeyKind, type StoredKey } from './key-store.port.ts';

export class InMemoryKeyStore extends KeyStore {
  private readonly keys = new Map<string, StoredKey>();

  async add(key: StoredKey): Promise<void> {
    if (this.keys.has(key.id)) throw new KeyTakenError(key.id);
    this.keys.set(key.id, structuredClone(key));
  }

  async find(kind: KeyKind, id: string): Promise<StoredKey | undefined> {
    const found = this.keys.get(id);
    return found?.kind === kind ? structuredClone(found) : undefined;
  }

  async change(kind: KeyKind, id: string, change: KeyChange): Promise<StoredKey | undefined> {
    const found = await this.find(kind, id);
    if (!found) return undefined;
    this.keys.set(id, { ...found, ...change });
    return { ...found, ...change };
  }

  async list(kind: KeyKind): Promise<StoredKey[]> {
    return [...this.keys.values()]
      .filter((key) => key.kind === kind)
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((key) => structuredClone(key));
  }
}
