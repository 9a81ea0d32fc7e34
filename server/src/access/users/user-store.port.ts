import type { User, UserRole } from '@linetwin/contracts';
import { Refusal } from '../../platform/in-words.ts';

/** A user with what is never told to anybody. */
export interface StoredUser extends User {
  /** Argon2id in the PHC string format; `null` for people of the directory. */
  password: string | null;
  /** Issuer and subject at the identity provider; `null` for people with a password here. */
  directoryId: string | null;
}

export type UserChange = Partial<{
  name: string;
  role: UserRole;
  disabled: boolean;
  password: string;
  mustChangePassword: boolean;
  lastSignInAt: number;
}>;

/** There is somebody of that login already. */
export class LoginTakenError extends Refusal {
  override name = 'LoginTakenError';
  constructor(login: string) {
    super(`There is a user "${login}" already.`, 'login-taken', { login });
  }
}

/** The change would leave nobody who can let others in. */
export class LastAdminError extends Refusal {
  override name = 'LastAdminError';
  constructor() {
    super('This is the last admin who is let in; make somebody else admin first.', 'last-admin');
  }
}

/**
 * Who is known. Logins are unique, and so are ids of the directory.
 *
 * Promises: a change is whole or not at all; of several changes at once, in any number of processes, none leaves the plant
 * without an admin who is let in (once it has one). Users are never removed, so that what they did keeps its name.
 * Left out on purpose: checking passwords and rights.
 */
export abstract class UserStore {
  /** @throws LoginTakenError */
  abstract add(user: StoredUser): Promise<void>;
  /** Adds the user if there is none at all. @returns whether it was added */
  abstract addFirst(user: StoredUser): Promise<boolean>;
  /** @returns the user as it was before and is after; `undefined` when there is none. @throws LastAdminError */
  abstract change(
    id: string,
    change: UserChange,
  ): Promise<{ before: StoredUser; after: StoredUser } | undefined>;
  abstract byId(id: string): Promise<StoredUser | undefined>;
  abstract byLogin(login: string): Promise<StoredUser | undefined>;
  abstract byDirectoryId(directoryId: string): Promise<StoredUser | undefined>;
  /** Everybody, by login. */
  abstract list(): Promise<StoredUser[]>;
}

/** The user as others may see it. */
export function publicUser(stored: StoredUser): User {
  const { password: _password, directoryId: _directoryId, ...user } = stored;
  return user;
}

/** @throws LastAdminError when `after` is let in as admin no more and `others` (admins who are) are none */
export function refuseLastAdmin(before: StoredUser, after: StoredUser, others: number): void {
  if (isAdmin(before) && !isAdmin(after) && others === 0) throw new LastAdminError();
}

export function isAdmin(user: StoredUser): boolean {
  return user.role === 'admin' && !user.disabled;
}
