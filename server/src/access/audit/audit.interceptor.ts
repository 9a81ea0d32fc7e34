import { HttpException, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { routeKey, type AccessRequest } from '../access-request.ts';
import { REST_ACCESS } from '../access-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import { actorOf } from '../principal.ts';

/** Records what every changing request did, before it is answered. */
export class AuditInterceptor implements NestInterceptor {
  private readonly trail: AuditTrail;

  constructor(trail: AuditTrail) {
    this.trail = trail;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AccessRequest>();
    const action = REST_ACCESS[routeKey(request)]?.audit;
    if (!action) return next.handle();
    // Who it was before: after a sign-out there is nobody left to name.
    const { principal } = request;
    const record = (outcome: 'done' | 'refused' | 'failed', detail?: string) =>
      this.trail.record({
        ...actorOf(principal),
        address: request.asker.address,
        action,
        outcome,
        detail,
        ...changeOf(request),
      });
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const { refused } = request.change ?? {};
        await record(refused === undefined ? 'done' : 'refused', refused);
        return answer;
      }),
      catchError(async (error: unknown) => {
        const refused = error instanceof HttpException && error.getStatus() < 500;
        // Whoever has to wait may ask as often as the rate allows; the beginning of the wait is in the log.
        const waits = refused && error.getStatus() === 429;
        if (!waits)
          await record(refused ? 'refused' : 'failed', refused ? error.message : 'see the server log');
        throw error;
      }),
    );
  }
}

function changeOf({ change, path }: AccessRequest): { subject: string; before?: unknown; after?: unknown } {
  return { subject: change?.subject ?? path, before: change?.before, after: change?.after };
}
