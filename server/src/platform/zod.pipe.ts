import { BadRequestException, type PipeTransform } from '@nestjs/common';
import type { ErrorAnswer } from '@linetwin/contracts';
import type { z } from 'zod';

/** Checks one argument of a handler against a schema; a bad request is answered with every problem of it. */
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.infer<S> {
    const result = this.schema.safeParse(value);
    if (result.success) return result.data;
    const problems = result.error.issues.map((issue) => ({
      field: issue.path.map(String).join('.'),
      message: issue.message,
    }));
    throw new BadRequestException({
      error: problems.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
      problems,
    } satisfies ErrorAnswer);
  }
}
