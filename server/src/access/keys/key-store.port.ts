import { Refusal } from '../../platform/in-words.ts';

export const KEY_KINDS = ['token', 'gateway'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A key of something that is no person. Times are ms since 1970 UTC. */
export interface StoredKey {
  id: string;
  kind: KeyKind;
  name: string;
  /** Digest of the secret: whoever reads the store cannot use it. */
  digest: string;
  grants: string[];
  createdAt: number;
  createdBy: string;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
}

export type KeyChange = Partial<Pick<StoredKey, 'digest' | 'revokedAt' | 'lastUsedAt'>>;

/** There is a key of that id already, perhaps a revoked one. */
export class KeyTakenError extends Refusal {
  override name = 'KeyTakenError';
  constructor(id: string) {
    super(`There is a key "${id}" already, perhaps a revoked one; choose another name.`, 'key-taken', { id });
  }
}

/**
 * Keys of programs and gateways. Ids are unique over all kinds and used once, so that what was done under one keeps its meaning.
 * Keys are never removed, only revoked. Left out on purpose: checking secrets and times.
 */
export abstract class KeyStore {
  /** @throws KeyTakenError */
  abstract add(key: StoredKey): Promise<void>;
  abstract find(kind: KeyKind, id: string): Promise<StoredKey | undefined>;
  /** @returns the key after the change; `undefined` when there is none */
  abstract change(kind: KeyKind, id: string, change: KeyChange): Promise<StoredKey | undefined>;
  /** All of a kind, newest first. */
  abstract list(kind: KeyKind): Promise<StoredKey[]>;
}
