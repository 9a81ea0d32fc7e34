import type { ErrorAnswer } from '@linetwin/contracts';
import { BadRequestException } from '@nestjs/common';
import type { Asker } from './asker.ts';
import { inWords } from './in-words.ts';

/** Who does it: whoever is signed in, else the name that was given. @throws BadRequestException when there is neither */
export function whoAsks(asker: Asker, given: string | undefined): string {
  const by = asker.name ?? given;
  if (by !== undefined) return by;
  throw new BadRequestException({
    ...inWords('by: say who does it, or sign in', 'say-who'),
    problems: [{ field: 'by', message: 'say who does it, or sign in' }],
  } satisfies ErrorAnswer);
}
