import type { Request } from 'express';
import type { SentRequest } from '../ingest/http/sent-by.ts';
import type { CheckedRequest } from '../platform/asker.ts';
import type { Principal } from './principal.ts';

/** A request that went through `http-checks.ts`. */
export type AccessRequest = Request & CheckedRequest & SentRequest & { principal: Principal };

/** The route as `access-table.ts` names it. A HEAD is answered as the GET it is about. */
export function routeKey(request: Pick<Request, 'method' | 'route'>): string {
  const { path } = request.route as { path: string };
  return `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`;
}
