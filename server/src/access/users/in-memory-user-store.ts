import {
  isAdmin,
  LoginTakenError,
  refuseLastAdmin,
  UserStore,
  type StoredUser,
  type UserChange,
} from './user-store.port.ts';

export class InMemoryUserStore extends UserStore {
  private readonly users = new Map<string, StoredUser>();

  async add(user: StoredUser): Promise<void> {
    if (await this.byLogin(user.login)) throw new LoginTakenError(user.login);
    this.users.set(user.id, { ...user });
  }

  async addFirst(user: StoredUser): Promise<boolean> {
    if (this.users.size > 0) return false;
    this.users.set(user.id, { ...user });
    return true;
  }

  async change(id: string, change: UserChange) {
    const before = this.users.get(id);
    if (!before) return undefined;
    const after = { ...before, ...change };
    const others = [...this.users.values()].filter((user) => user.id !== id && isAdmin(user)).length;
    refuseLastAdmin(before, after, others);
    this.users.set(id, after);
    return { before: { ...before }, after: { ...after } };
  }

  async byId(id: string): Promise<StoredUser | undefined> {
    return this.first((user) => user.id === id);
  }

  async byLogin(login: string): Promise<StoredUser | undefined> {
    return this.first((user) => user.login === login);
  }

  async byDirectoryId(directoryId: string): Promise<StoredUser | undefined> {
    return this.first((user) => user.directoryId === directoryId);
  }

  async list(): Promise<StoredUser[]> {
    return [...this.users.values()]
      .map((user) => ({ ...user }))
      .sort((a, b) => (a.login < b.login ? -1 : a.login > b.login ? 1 : 0));
  }

  private first(fits: (user: StoredUser) => boolean): StoredUser | undefined {
    const found = [...this.users.values()].find(fits);
    return found && { ...found };
  }
}
