import type { ErrorAnswer, FailureText } from '@linetwin/contracts';

/** What an error is answered with, so that a page in any language can tell it. */
export function inWords(error: string, text: FailureText): ErrorAnswer {
  return { error, words: { text, values: {} } };
}
