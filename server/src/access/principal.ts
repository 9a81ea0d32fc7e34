import { roleReaches, type AuditEntry, type User, type UserRole } from '@linetwin/contracts';
import type { Sender } from '../ingest/http/sent-by.ts';
import type { Access } from './access-table.ts';
import { coversTopic } from './keys/topic-rights.ts';

/** Who asks. `role` is `null` for those who may see nothing yet. */
export type Principal =
  | { kind: 'nobody'; role: 'viewer' | null }
  | { kind: 'person'; role: UserRole | null; user: User; sessionId: string }
  | { kind: 'display'; role: 'viewer'; id: string; name: string }
  | { kind: 'token'; role: UserRole; id: string; name: string }
  /** `machines`: paths of the lines and machines that it speaks for. */
  | { kind: 'gateway'; role: null; id: string; name: string; machines: readonly string[] };

/** Somebody who has no name, and where pages are open may look all the same. */
export const nobody = (open: boolean): Principal => ({ kind: 'nobody', role: open ? 'viewer' : null });

/** Whether somebody may do what needs this access. */
export function mayUse(access: Access, principal: Principal): boolean {
  if (access.needs === 'anyone') return true;
  if (access.needs === 'person' || access.needs === 'display') return principal.kind === access.needs;
  if (access.needs === 'machine')
    return principal.kind === 'gateway' || (principal.kind === 'nobody' && principal.role !== null);
  if (principal.kind === 'display') return access.display === true;
  if (principal.role === null) return false;
  if (principal.kind === 'nobody' && access.openOnLoopback) return true;
  return roleReaches(principal.role, access.needs);
}

/** Who it was, for the audit log. */
export function actorOf(principal: Principal): Pick<AuditEntry, 'actorKind' | 'actorId' | 'actor'> {
  if (principal.kind === 'nobody') return { actorKind: 'nobody', actorId: null, actor: '' };
  if (principal.kind !== 'person') {
    return { actorKind: principal.kind, actorId: principal.id, actor: principal.name };
  }
  const { id, name, login } = principal.user;
  return { actorKind: 'person', actorId: id, actor: `${name} (${login})` };
}

/** Name that the server vouches for; `undefined` for somebody who has none. */
export function nameOf(principal: Principal): string | undefined {
  if (principal.kind === 'nobody') return undefined;
  return principal.kind === 'person' ? principal.user.name : principal.name;
}

/** For which topics somebody may send telemetry, once it is clear that machines may. */
export function senderOf(principal: Principal): Sender {
  if (principal.kind !== 'gateway') return { name: undefined, covers: () => true };
  return { name: principal.id, covers: (topic) => coversTopic(principal.machines, topic) };
}
