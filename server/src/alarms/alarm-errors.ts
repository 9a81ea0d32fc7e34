import { ConflictException, ServiceUnavailableException } from '@nestjs/common';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { inWords } from '../platform/in-words.ts';
import { AlarmStateError } from './alarm-book.ts';

/** What a request for an alarm is answered when it failed for this reason. */
export function asHttpError(error: unknown): unknown {
  if (error instanceof AlarmStateError) return new ConflictException(inWords(error.message, 'alarm-changed'));
  if (error instanceof NoOwnerError)
    return new ServiceUnavailableException(inWords(error.message, 'line-away'));
  return error;
}
