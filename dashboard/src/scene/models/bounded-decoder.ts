import type { Group } from 'three';
import { ModelProblem } from './model-problem.ts';

/** Reads the bytes of a file. */
export interface Decoder {
  decode(bytes: ArrayBuffer): Promise<Group>;
  /** Ends its workers; what they were at is never answered. */
  dispose(): void;
}

/**
 * A decoder that answers in bounded time. One that stays silent is ended and another takes its place, so that the next file is read.
 *
 * @param make starts a decoder
 * @param ms an answer is waited for so long
 */
export function boundedDecoder(make: () => Decoder, ms: number): Decoder {
  let decoder = make();
  return {
    async decode(bytes) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          decoder.dispose();
          decoder = make();
          reject(new ModelProblem('no-answer', `no decoder answered within ${ms / 1000} s`));
        }, ms);
      });
      try {
        return await Promise.race([decoder.decode(bytes), silence]);
      } catch (error) {
        throw error instanceof ModelProblem ? error : new ModelProblem('damaged', (error as Error).message);
      } finally {
        clearTimeout(timer);
      }
    },
    dispose: () => decoder.dispose(),
  };
}
