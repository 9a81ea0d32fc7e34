import { ConflictException, NotFoundException } from '@nestjs/common';
import { answerOf } from '../platform/in-words.ts';
import { OrderError } from './order-store.port.ts';
import { UnknownProductionError } from './production.service.ts';

/** Gives the answer, or what a request is answered when it failed for a reason of production. */
export async function answered<T>(work: Promise<T> | (() => T)): Promise<T> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof UnknownProductionError) throw new NotFoundException(answerOf(error));
    if (error instanceof OrderError) throw new ConflictException(answerOf(error));
    throw error;
  }
}
