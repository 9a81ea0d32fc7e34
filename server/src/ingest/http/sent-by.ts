import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Who sends telemetry, and for which topics that one may. */
export interface Sender {
  /** Name of the gateway; `undefined` where none is needed. */
  name: string | undefined;
  covers(topic: string): boolean;
}

/** A request after the access checks found out who sends it. */
export interface SentRequest {
  sender: Sender;
}

/** Parameter of a handler: who sends. */
export const SentBy = createParamDecorator((_data: unknown, context: ExecutionContext): Sender => {
  return context.switchToHttp().getRequest<SentRequest>().sender;
});
