import type {
  CreateGatewayRequest,
  CreateTokenRequest,
  Gateway,
  NewGatewayAnswer,
  NewTokenAnswer,
  Token,
  UserRole,
} from '@linetwin/contracts';
import { timingSafeEqual } from 'node:crypto';
import { boundedSet } from '../bounded-map.ts';
import type { KeyKind, KeyStore, StoredKey } from './key-store.port.ts';
import { clearText, digestOf, newSecret } from '../secrets.ts';

const DAY_MS = 86_400_000;
/** A key that another process revoked is believed here for at most this long. */
const FRESH_MS = 5000;
/** While the data base is away, what was known this lately goes on. */
const OUTAGE_MS = 15 * 60_000;
/** A use is noted at most this often. */
const TOUCH_MS = 60_000;
const MAX_KNOWN = 5000;
const TOKEN = /^lt_([a-z2-9]{12})_([\w-]{43})$/;

/** A program that showed a token. */
export interface KnownToken {
  id: string;
  name: string;
  role: Exclude<UserRole, 'admin'>;
}

/** Keys of programs and of gateways: making, revoking, and knowing them again. */
export class KeysService {
  private readonly store: KeyStore;
  private readonly now: () => number;
  private readonly known = new Map<string, { key: StoredKey | undefined; seenAt: number }>();
  private readonly listeners = new Set<(kind: KeyKind, id: string) => void>();

  constructor(store: KeyStore, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
  }

  async tokens(): Promise<Token[]> {
    return (await this.store.list('token')).map(tokenOf);
  }

  async createToken({ name, scope, days }: CreateTokenRequest, by: string): Promise<NewTokenAnswer> {
    const id = clearText(12);
    const secret = newSecret();
    const now = this.now();
    const key: StoredKey = {
      id,
      kind: 'token',
      name,
      digest: digestOf(secret),
      grants: [scope],
      createdAt: now,
      createdBy: by,
      expiresAt: now + days * DAY_MS,
      revokedAt: null,
      lastUsedAt: null,
    };
    await this.store.add(key);
    // The prefix lets scanners of repositories and logs find a token that got lost.
    return { token: tokenOf(key), secret: `lt_${id}_${secret}` };
  }

  /** Whose token it is; `undefined` when it is none, is too old or was revoked. @see Sessions.find for `believedMs` */
  async findToken(text: string, believedMs = FRESH_MS): Promise<KnownToken | undefined> {
    const [, id, secret] = TOKEN.exec(text) ?? [];
    const key = id && (await this.check('token', id, secret, believedMs));
    return key ? { id, name: key.name, role: key.grants[0] as KnownToken['role'] } : undefined;
  }

  async gateways(): Promise<Gateway[]> {
    return (await this.store.list('gateway')).map(gatewayOf);
  }

  /** @throws KeyTakenError */
  async createGateway({ id, machines }: CreateGatewayRequest, by: string): Promise<NewGatewayAnswer> {
    const password = newSecret();
    const key: StoredKey = {
      id,
      kind: 'gateway',
      name: id,
      digest: digestOf(password),
      grants: machines,
      createdAt: this.now(),
      createdBy: by,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
    };
    await this.store.add(key);
    return { gateway: gatewayOf(key), password };
  }

  /** Lines and machines of a gateway; `undefined` when it is not let in. */
  async findGateway(id: string, password: string): Promise<readonly string[] | undefined> {
    return (await this.check('gateway', id, password))?.grants;
  }

  /** @returns `undefined` when there is none, or none any more */
  async revoke(kind: KeyKind, id: string): Promise<StoredKey | undefined> {
    const before = await this.store.find(kind, id);
    if (!before || before.revokedAt !== null) return undefined;
    const after = await this.store.change(kind, id, { revokedAt: this.now() });
    this.known.delete(`${kind} ${id}`);
    for (const listener of this.listeners) listener(kind, id);
    return after;
  }

  /** Calls when a key was revoked here. */
  onRevoked(listener: (kind: KeyKind, id: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async check(
    kind: KeyKind,
    id: string,
    secret: string,
    believedMs = FRESH_MS,
  ): Promise<StoredKey | undefined> {
    const key = await this.lookUp(kind, id, believedMs);
    const now = this.now();
    if (!key || key.revokedAt !== null || now >= (key.expiresAt ?? Infinity)) return undefined;
    if (!timingSafeEqual(Buffer.from(digestOf(secret)), Buffer.from(key.digest))) return undefined;
    if (now - (key.lastUsedAt ?? 0) > TOUCH_MS) {
      key.lastUsedAt = now;
      // A note for people: not worth refusing anybody while the data base is away.
      await this.store.change(kind, id, { lastUsedAt: now }).catch(() => undefined);
    }
    return key;
  }

  private async lookUp(kind: KeyKind, id: string, believedMs: number): Promise<StoredKey | undefined> {
    const name = `${kind} ${id}`;
    const now = this.now();
    const before = this.known.get(name);
    if (before && now - before.seenAt < believedMs) return before.key;
    try {
      const key = await this.store.find(kind, id);
      // Ids that are guessed are not remembered: they would push out those that are used.
      if (key) boundedSet(this.known, name, { key, seenAt: now }, MAX_KNOWN);
      else this.known.delete(name);
      return key;
    } catch (error) {
      if (!before || now - before.seenAt > OUTAGE_MS) throw error;
      return before.key;
    }
  }
}

function tokenOf({ digest: _digest, kind: _kind, grants, expiresAt, ...key }: StoredKey): Token {
  return { ...key, scope: grants[0] as Token['scope'], expiresAt: expiresAt! };
}

export function gatewayOf(key: StoredKey): Gateway {
  const { id, grants, createdAt, createdBy, revokedAt, lastUsedAt } = key;
  return { id, machines: grants, createdAt, createdBy, revokedAt, lastUsedAt };
}
