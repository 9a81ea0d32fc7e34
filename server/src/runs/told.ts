import type { ErrorAnswer } from '@linetwin/contracts';
import { BadRequestException, ConflictException, NotFoundException } from '@nestjs/common';
import { answerOf } from '../platform/in-words.ts';
import { RunFileError } from './csv-rows.ts';
import { RunRefusedError, UnknownRunError } from './runs.service.ts';

/** An answer about a run, its refusals as HTTP says them. */
export async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownRunError) throw new NotFoundException(answerOf(error));
    if (error instanceof RunFileError) {
      const { message, words } = error;
      throw new BadRequestException({ error: message, words } satisfies ErrorAnswer);
    }
    if (error instanceof RunRefusedError) throw new ConflictException(answerOf(error));
    throw error;
  }
}
