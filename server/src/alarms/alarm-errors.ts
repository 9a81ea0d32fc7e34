import { ConflictException, ServiceUnavailableException } from '@nestjs/common';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { AlarmStateError } from './alarm-book.ts';

/** What a request for an alarm is answered when it failed for this reason. */
export function asHttpError(error: unknown): unknown {
  if (error instanceof AlarmStateError) return new ConflictException(error.message);
  if (error instanceof NoOwnerError) return new ServiceUnavailableException(error.message);
  return error;
}
