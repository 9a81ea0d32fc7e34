import type { Generated, JSONColumnType } from 'kysely';

/** Tables of who may do what, and of what was done. */
export interface AccessSchema {
  app_user: {
    id: string;
    /** Unique, in the one spelling in which names are compared. */
    login: string;
    name: string;
    role: string;
    disabled: boolean;
    /** Argon2id in the PHC string format; null for people of the directory. */
    password: string | null;
    must_change_password: boolean;
    /** Issuer and subject at the identity provider; null for people with a password here. */
    directory_id: string | null;
    created_at: number;
    last_sign_in_at: number | null;
  };
  user_session: {
    /** SHA-256 of the secret in the cookie. */
    id: string;
    user_id: string;
    started_at: number;
    used_at: number;
  };
  /** Keys of programs (`token`) and of gateways (`gateway`). */
  access_key: {
    /** For a gateway its user name. */
    id: string;
    kind: string;
    name: string;
    /** SHA-256 of the secret. */
    digest: string;
    /** Scope of a token; lines and machines of a gateway. */
    grants: JSONColumnType<string[]>;
    created_at: number;
    created_by: string;
    expires_at: number | null;
    revoked_at: number | null;
    last_used_at: number | null;
  };
  /** Wall displays. */
  display: {
    id: string;
    name: string;
    /** SHA-256 of the key; null until the screen has fetched it. */
    digest: string | null;
    paired_at: number;
    paired_by: string;
    revoked_at: number | null;
    last_beat_at: number | null;
    address: string;
    version: string;
    memory_mb: number | null;
    frame_ms: number | null;
    page: string;
  };
  /** Screens that show a code and wait to be approved. */
  display_pairing: {
    code: string;
    /** SHA-256 of what the screen keeps. */
    digest: string;
    expires_at: number;
    display_id: string | null;
  };
  audit_entry: {
    sequence: Generated<string>;
    at: number;
    actor_kind: string;
    actor_id: string | null;
    actor: string;
    address: string;
    action: string;
    subject: string;
    outcome: string;
    detail: string | null;
    before: JSONColumnType<object> | null;
    after: JSONColumnType<object> | null;
    /** Name of the entry in the outbox that it came from. */
    origin: string;
  };
}
