import { z } from 'zod';
import { USER_ROLES } from './roles.ts';

const roleSchema = z.enum(USER_ROLES);

/** Name to sign in with, as it is compared: without regard to case and to the width of letters. */
export const loginNameSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u,
        'may hold letters, digits, ".", "_", "@" and "-", at most 64',
      ),
  );
const personNameSchema = z.string().trim().min(1).max(64);

/** A password as it is checked; what a new one must be is said by the server. */
const passwordSchema = z.string().min(1).max(128);
/** A new password is at least this long. */
export const MIN_PASSWORD_LENGTH = 12;

export const signInRequestSchema = z.strictObject({ login: loginNameSchema, password: passwordSchema });
export type SignInRequest = z.infer<typeof signInRequestSchema>;

export const changePasswordRequestSchema = z.strictObject({ before: passwordSchema, after: passwordSchema });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequestSchema>;

export const createUserRequestSchema = z.strictObject({
  login: loginNameSchema,
  name: personNameSchema,
  role: roleSchema,
});
export type CreateUserRequest = z.infer<typeof createUserRequestSchema>;

export const changeUserRequestSchema = z
  .strictObject({ name: personNameSchema, role: roleSchema, disabled: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something');
export type ChangeUserRequest = z.infer<typeof changeUserRequestSchema>;

/** A user as others see one. Times are ms since 1970 UTC. */
export const userSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Kept, with all that was done under the name, but let in no more. */
  disabled: z.boolean(),
  /** `directory` signs in through the plant's identity provider, `password` here. */
  source: z.enum(['password', 'directory']),
  mustChangePassword: z.boolean(),
  createdAt: z.number(),
  lastSignInAt: z.number().nullable(),
});
export type User = z.infer<typeof userSchema>;

/** A user with a password that was made for it and is shown this once. */
export const newPasswordAnswerSchema = z.object({ user: userSchema, password: z.string() });
export type NewPasswordAnswer = z.infer<typeof newPasswordAnswerSchema>;

/** `GET /api/session`: who asks, and what that one may do. */
export const sessionAnswerSchema = z.object({
  /** Whether pages are shown only to those who signed in, or to everybody on the server's own machine. */
  login: z.enum(['required', 'loopback-open']),
  kind: z.enum(['nobody', 'person', 'display', 'token', 'gateway']),
  user: userSchema.nullable(),
  /** `null` when nothing is shown before signing in (or before a first password was changed). */
  role: roleSchema.nullable(),
  /** Somebody who is not signed in acknowledges under a typed name. */
  acknowledgeByName: z.boolean(),
  /** Name of the identity provider to sign in through, when there is one. */
  directory: z.string().nullable(),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

/** Who did something. */
export const AUDIT_ACTOR_KINDS = ['nobody', 'person', 'display', 'token', 'gateway', 'server'] as const;
/** `refused`: not allowed or not possible as asked; `failed`: the server could not. */
export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;

/** One change or command. `before` and `after` are what it changed, as JSON, without secrets. */
export const auditEntrySchema = z.object({
  sequence: z.number().int(),
  at: z.number(),
  actorKind: z.enum(AUDIT_ACTOR_KINDS),
  actorId: z.string().nullable(),
  actor: z.string(),
  /** Network address it came from. */
  address: z.string(),
  action: z.string(),
  subject: z.string(),
  outcome: z.enum(AUDIT_OUTCOMES),
  detail: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const time = z.coerce.number().min(-8.64e15).max(8.64e15);

/** `GET /api/audit`: newest first; `before` is the sequence of the last entry of the page before. */
export const auditQuerySchema = z.object({
  from: time.optional(),
  to: time.optional(),
  actor: z.string().trim().min(1).max(128).optional(),
  action: z.string().trim().min(1).max(128).optional(),
  subject: z.string().trim().min(1).max(256).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** What a program may do with a token: as a role, and never what admins do. */
export const TOKEN_SCOPES = ['viewer', 'operator', 'engineer'] as const;
export const MAX_TOKEN_DAYS = 366;

export const createTokenRequestSchema = z.strictObject({
  name: personNameSchema,
  scope: z.enum(TOKEN_SCOPES),
  /** It ends by itself after so many days. */
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS),
});
export type CreateTokenRequest = z.infer<typeof createTokenRequestSchema>;

/** A key of a program. Times are ms since 1970 UTC. */
export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(TOKEN_SCOPES),
  createdAt: z.number(),
  createdBy: z.string(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

/** `secret` goes into the header `Authorization: Bearer`, and is shown this once. */
export const newTokenAnswerSchema = z.object({ token: tokenSchema, secret: z.string() });
export type NewTokenAnswer = z.infer<typeof newTokenAnswerSchema>;

/** Topic of a line or a machine: ISA-95 ids without wildcards. */
const machinePathSchema = z
  .string()
  .max(256)
  .regex(
    /^[^\s/+#$]+\/[^\s/+#]+\/[^\s/+#]+(\/[^\s/+#]+)?$/,
    'must be site/area/line or site/area/line/machine',
  );

/** Names of gateways, which brokers know as names of users. */
export const GATEWAY_ID = /^[a-z0-9][a-z0-9_-]{1,39}$/;

export const createGatewayRequestSchema = z.strictObject({
  /** User name at the broker, and beginning of its client id. */
  id: z.string().regex(GATEWAY_ID, 'may hold a-z, 0-9, "_" and "-", 2 to 40 of them'),
  machines: z.array(machinePathSchema).min(1).max(50),
});
export type CreateGatewayRequest = z.infer<typeof createGatewayRequestSchema>;

/** Something that brings messages of machines: what it may publish and be told lies below `machines`. */
export const gatewaySchema = z.object({
  id: z.string(),
  machines: z.array(z.string()),
  createdAt: z.number(),
  createdBy: z.string(),
  revokedAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
});
export type Gateway = z.infer<typeof gatewaySchema>;

export const newGatewayAnswerSchema = z.object({ gateway: gatewaySchema, password: z.string() });
export type NewGatewayAnswer = z.infer<typeof newGatewayAnswerSchema>;

/** `POST /api/pairing`: what a screen shows, and what it proves later that it is the same screen with. */
export const pairingSchema = z.object({ code: z.string(), secret: z.string(), expiresAt: z.number() });
export type Pairing = z.infer<typeof pairingSchema>;

export const claimPairingRequestSchema = z.strictObject({ secret: z.string().min(16).max(64) });

/** `POST /api/pairing/claim`: `paired` once, when an admin has approved; the key is in a cookie. */
export const pairingStateSchema = z.object({ state: z.enum(['waiting', 'paired', 'expired']) });
export type PairingState = z.infer<typeof pairingStateSchema>;

/** Code as it stands on the screen; written in any case, with or without its hyphen. */
export const approveDisplayRequestSchema = z.strictObject({
  code: z
    .string()
    .transform((text) => text.toLowerCase().replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^[a-z0-9]{6}$/, 'must be the 6 letters and figures on the screen')),
  name: personNameSchema,
});
export type ApproveDisplayRequest = z.infer<typeof approveDisplayRequestSchema>;

/** How a display is, as it says itself twice a minute. */
export const displayBeatSchema = z.strictObject({
  version: z.string().max(64),
  /** Memory of the page, MB; `null` where the browser does not tell. */
  memoryMb: z.number().min(0).max(1e6).nullable(),
  /** Mean time from one drawing to the next, ms. */
  frameMs: z.number().min(0).max(1e6).nullable(),
  page: z.string().max(256),
});
export type DisplayBeat = z.infer<typeof displayBeatSchema>;

/** A wall display. Times are ms since 1970 UTC. */
export const displaySchema = displayBeatSchema.extend({
  id: z.string(),
  name: z.string(),
  pairedAt: z.number(),
  pairedBy: z.string(),
  revokedAt: z.number().nullable(),
  lastBeatAt: z.number().nullable(),
  address: z.string(),
});
export type Display = z.infer<typeof displaySchema>;
