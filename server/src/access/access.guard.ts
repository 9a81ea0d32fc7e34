import { REPLAY_VIEW, USER_ROLES, VIEW_HEADER, type ErrorAnswer } from '@linetwin/contracts';
import {
  ConflictException,
  ForbiddenException,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { inWords } from '../platform/in-words.ts';
import type { AccessRequest } from './access-request.ts';
import { routeKey } from './access-request.ts';
import { REST_ACCESS, type Access } from './access-table.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { actorOf, mayUse, type Principal } from './principal.ts';

/** Lets a request through to its handler when the table allows it to who asks. */
export class AccessGuard implements CanActivate {
  private readonly trail: AuditTrail;
  private readonly logger: Logger;

  constructor(trail: AuditTrail, logger: Logger) {
    this.trail = trail;
    this.logger = logger;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AccessRequest>();
    const { principal } = request;
    const key = routeKey(request);
    const access = REST_ACCESS[key];
    if (!access) {
      this.logger.error({ route: key }, 'a route is not in server/src/access/access-table.ts; refused');
      throw new ForbiddenException('Nobody may use this address.');
    }
    if (mayUse(access, principal)) {
      if (!isFromReplay(request) || request.method === 'GET' || access.inReplay) return true;
      await this.recordRefusal(request, access, FROM_REPLAY);
      throw new ConflictException(inWords(FROM_REPLAY, 'only-now'));
    }
    const refused = refusal(access, principal);
    await this.recordRefusal(request, access, refused.error);
    if (principal.kind === 'nobody') throw new UnauthorizedException(refused);
    throw new ForbiddenException(refused);
  }

  private async recordRefusal(request: AccessRequest, access: Access, detail: string): Promise<void> {
    const { principal } = request;
    // What somebody without a name tries is not recorded: anybody could fill the disk with it.
    if (!access.audit || principal.kind === 'nobody') return;
    await this.trail.record({
      ...actorOf(principal),
      address: request.asker.address,
      action: access.audit,
      subject: request.path,
      outcome: 'refused',
      detail,
    });
  }
}

const FROM_REPLAY = 'This page shows the past; nothing can be sent to people or machines from it.';

/** Whether the page that asks says that it shows the past. */
function isFromReplay({ headers }: AccessRequest): boolean {
  return headers[VIEW_HEADER] === REPLAY_VIEW;
}

/** Says what is missing. */
export function refusal({ needs }: Access, principal: Principal): ErrorAnswer {
  if (principal.kind === 'nobody') return inWords('Sign in first.', 'sign-in');
  if (principal.kind === 'person' && principal.user.mustChangePassword)
    return inWords('Change your password first.', 'change-password');
  if (needs === 'machine') return { error: 'This is for gateways, with their name and password.' };
  const error = `This needs the role ${needs}; yours is ${principal.role}.`;
  return (USER_ROLES as readonly string[]).includes(needs) && principal.role !== null
    ? inWords(error, 'needs-role', { needed: needs, own: principal.role })
    : { error };
}
