import { randomUUID } from 'node:crypto';
import {
  MIN_PASSWORD_LENGTH,
  type ChangePasswordRequest,
  type ChangeUserRequest,
  type CreateUserRequest,
  type NewPasswordAnswer,
  type SignInRequest,
  type User,
} from '@linetwin/contracts';
import { Refusal } from '../../platform/in-words.ts';
import { PASSWORD_PROBLEMS, passwordProblem, type PasswordProblem, type Passwords } from './passwords.ts';
import type { DirectoryPerson } from '../sessions/oidc-directory.ts';
import { clearText, newPassword } from '../secrets.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SignInAttempts } from '../sessions/sign-in-attempts.ts';
import { publicUser, type StoredUser, type UserStore } from './user-store.port.ts';

/** The login of the user that a first start makes. */
export const FIRST_ADMIN = 'admin';

/** Not let in. `blocks` marks the failure that begins a time of waiting. */
export class SignInError extends Refusal {
  override name = 'SignInError';
  readonly blocks: boolean;

  constructor(blocks: boolean) {
    // The same for an unknown name, a wrong password and somebody who is let in no more.
    super('The name or the password is wrong.', undefined);
    this.blocks = blocks;
  }
}

/** Too many failures; try again after some time. */
export class WaitError extends Refusal {
  override name = 'WaitError';
  readonly waitS: number;

  constructor(waitMs: number) {
    const waitS = Math.ceil(waitMs / 1000);
    super(`Too many wrong passwords; try again in ${waitS} s.`, 'wrong-passwords', { seconds: waitS });
    this.waitS = waitS;
  }
}

export class WeakPasswordError extends Refusal {
  override name = 'WeakPasswordError';

  constructor(problem: PasswordProblem) {
    super(PASSWORD_PROBLEMS[problem], problem, { least: MIN_PASSWORD_LENGTH });
  }
}

/** People: letting them in, and who they are. */
export class UsersService {
  private readonly users: UserStore;
  private readonly sessions: Sessions;
  private readonly passwords: Passwords;
  private readonly attempts: SignInAttempts;
  private readonly now: () => number;

  constructor(parts: {
    users: UserStore;
    sessions: Sessions;
    passwords: Passwords;
    attempts: SignInAttempts;
    now?: () => number;
  }) {
    this.users = parts.users;
    this.sessions = parts.sessions;
    this.passwords = parts.passwords;
    this.attempts = parts.attempts;
    this.now = parts.now ?? Date.now;
  }

  /** Makes the first admin when there is nobody yet. @returns its password, which is known to nobody else */
  async makeFirstAdmin(): Promise<string | undefined> {
    const password = newPassword();
    const user = await this.newUser({ login: FIRST_ADMIN, name: 'Admin', role: 'admin' }, password);
    return (await this.users.addFirst(user)) ? password : undefined;
  }

  /** @returns the user and the secret of a new session. @throws SignInError, WaitError, BusyError */
  async signIn(
    { login, password }: SignInRequest,
    address: string,
    secretBefore: string | undefined,
  ): Promise<{ user: User; secret: string }> {
    const waitMs = this.attempts.waitMs(login, address);
    if (waitMs > 0) throw new WaitError(waitMs);
    const found = await this.users.byLogin(login);
    const right = await this.passwords.verify(password, found?.password);
    if (!found || !right || found.disabled) throw new SignInError(this.attempts.failed(login, address));
    this.attempts.succeeded(login);
    return this.letIn(found.id, secretBefore);
  }

  /** Begins a session for somebody who has proved who it is. */
  async letIn(id: string, secretBefore: string | undefined): Promise<{ user: User; secret: string }> {
    const secret = await this.sessions.begin(id, secretBefore);
    const changed = await this.users.change(id, { lastSignInAt: this.now() });
    return { user: publicUser(changed!.after), secret };
  }

  /**
   * Takes a new password from somebody who is signed in, ends all other sessions and begins a new one.
   *
   * @returns the secret of the new session. @throws SignInError, WaitError, WeakPasswordError, BusyError
   */
  async changePassword(
    user: User,
    { before, after }: ChangePasswordRequest,
    address: string,
    secretBefore: string | undefined,
  ): Promise<string> {
    const waitMs = this.attempts.waitMs(user.login, address);
    if (waitMs > 0) throw new WaitError(waitMs);
    const stored = await this.users.byId(user.id);
    if (!(await this.passwords.verify(before, stored?.password))) {
      throw new SignInError(this.attempts.failed(user.login, address));
    }
    const problem = before === after ? 'password-unchanged' : passwordProblem(after, user);
    if (problem) throw new WeakPasswordError(problem);
    const password = await this.passwords.hash(after);
    await this.users.change(user.id, { password, mustChangePassword: false });
    await this.sessions.endAllOf(user.id);
    return this.sessions.begin(user.id, secretBefore);
  }

  /**
   * Lets in whom the identity provider vouches for, with the name and role that it says.
   *
   * @throws SignInError for somebody who is let in no more, LastAdminError
   */
  async letInFromDirectory(
    { directoryId, login, name, role }: DirectoryPerson,
    secretBefore: string | undefined,
  ): Promise<{ user: User; secret: string }> {
    const known = await this.users.byDirectoryId(directoryId);
    if (known?.disabled) throw new SignInError(false);
    if (known) {
      if (known.name !== name || known.role !== role) await this.change(known.id, { name, role });
      return this.letIn(known.id, secretBefore);
    }
    const user: StoredUser = {
      id: randomUUID(),
      // Somebody with a password here may have the name already; that one is not the same person.
      login: (await this.users.byLogin(login)) ? `${login.slice(0, 58)}.${clearText(5)}` : login,
      name,
      role,
      disabled: false,
      source: 'directory',
      password: null,
      mustChangePassword: false,
      directoryId,
      createdAt: this.now(),
      lastSignInAt: null,
    };
    await this.users.add(user);
    return this.letIn(user.id, secretBefore);
  }

  async list(): Promise<User[]> {
    return (await this.users.list()).map(publicUser);
  }

  /** @throws LoginTakenError */
  async create(request: CreateUserRequest): Promise<NewPasswordAnswer> {
    const password = newPassword();
    const user = await this.newUser(request, password);
    await this.users.add(user);
    return { user: publicUser(user), password };
  }

  /** Whose role or admission changes has to sign in anew. @throws LastAdminError */
  async change(id: string, change: ChangeUserRequest): Promise<{ before: User; after: User } | undefined> {
    const changed = await this.users.change(id, change);
    if (!changed) return undefined;
    const { before, after } = changed;
    if (before.role !== after.role || before.disabled !== after.disabled) await this.sessions.endAllOf(id);
    return { before: publicUser(before), after: publicUser(after) };
  }

  /** A new password for somebody who lost it, to be changed at the first sign-in; `undefined` where there is none to set. */
  async resetPassword(id: string): Promise<NewPasswordAnswer | undefined> {
    const found = await this.users.byId(id);
    if (!found || found.source === 'directory') return undefined;
    const password = newPassword();
    const changed = await this.users.change(id, {
      password: await this.passwords.hash(password),
      mustChangePassword: true,
    });
    this.attempts.succeeded(found.login);
    await this.sessions.endAllOf(id);
    return { user: publicUser(changed!.after), password };
  }

  /** @returns how many sessions were ended; `undefined` when there is no such user */
  async signOut(id: string): Promise<{ user: User; ended: number } | undefined> {
    const user = await this.users.byId(id);
    return user && { user: publicUser(user), ended: await this.sessions.endAllOf(id) };
  }

  private async newUser({ login, name, role }: CreateUserRequest, password: string): Promise<StoredUser> {
    return {
      id: randomUUID(),
      login,
      name,
      role,
      disabled: false,
      source: 'password',
      password: await this.passwords.hash(password),
      mustChangePassword: true,
      directoryId: null,
      createdAt: this.now(),
      lastSignInAt: null,
    };
  }
}
