import { randomUUID } from 'node:crypto';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

/** What every line of the log carries that is written on behalf of something. */
const context = new AsyncLocalStorage<{ request: string }>();

export function loggedContext(): object {
  return context.getStore() ?? {};
}

/** A name that a proxy in front gave the request; anything else could write into the log what it likes. */
const GIVEN_ID = /^[\w-]{8,64}$/;

/**
 * Gives each request an id, which all lines of the log about it carry and which the answer tells (`X-Request-Id`), and notes
 * how it ended: what changes something, and what failed, always; the rest for debugging.
 */
export function logRequests(logger: Logger) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();
    const began = performance.now();
    response.setHeader('X-Request-Id', id);
    response.once('close', () => {
      const { method, url = '' } = request;
      const { statusCode: status, writableFinished } = response;
      const level = status >= 500 ? 'warn' : method === 'GET' || method === 'HEAD' ? 'debug' : 'info';
      // Without what is asked for: it may hold what nobody else should read.
      const path = url.split('?', 1)[0];
      const ms = Math.round(performance.now() - began);
      logger[level](
        { request: id, method, path, status, ms, ...(!writableFinished && { cut: true }) },
        'request',
      );
    });
    context.run({ request: id }, next);
  };
}
