import type { ErrorAnswer } from '@linetwin/contracts';
import { BadRequestException, ConflictException, ServiceUnavailableException } from '@nestjs/common';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import type { Asker } from '../platform/asker.ts';
import { AlarmStateError } from './alarm-engine.ts';

/** Who does it: whoever is signed in, else the name that was given. @throws BadRequestException when there is neither */
export function whoAsks(asker: Asker, given: string | undefined): string {
  const by = asker.name ?? given;
  if (by !== undefined) return by;
  throw new BadRequestException({
    error: 'by: say who does it, or sign in',
    problems: [{ field: 'by', message: 'say who does it, or sign in' }],
  } satisfies ErrorAnswer);
}

/** What a request for an alarm is answered when it failed for this reason. */
export function asHttpError(error: unknown): unknown {
  if (error instanceof AlarmStateError) return new ConflictException(error.message);
  if (error instanceof NoOwnerError) return new ServiceUnavailableException(error.message);
  return error;
}
