import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Who asks, as far as a handler needs to know. */
export interface Asker {
  /** Name that the server vouches for; `undefined` for somebody who is not signed in. */
  name: string | undefined;
  /** Network address. */
  address: string;
}

/** What a handler changed, for the audit log; without secrets. */
export interface Change {
  subject: string;
  before?: unknown;
  after?: unknown;
  /** Why it was not done, where the answer is no error by itself. */
  refused?: string;
}

/** Notes what a request changes. The last word counts. */
export type NoteChange = (change: Change) => void;

/** A request after the access checks went over it. */
export interface CheckedRequest {
  asker: Asker;
  change?: Change;
}

/** Parameter of a handler: who asks. */
export const AskedBy = createParamDecorator((_data: unknown, context: ExecutionContext): Asker => {
  return context.switchToHttp().getRequest<CheckedRequest>().asker;
});

/** Parameter of a handler that changes something: where to note it for the audit log. */
export const Noting = createParamDecorator((_data: unknown, context: ExecutionContext): NoteChange => {
  const request = context.switchToHttp().getRequest<CheckedRequest>();
  return (change) => (request.change = change);
});
