import type { ErrorAnswer, FailureText, FailureWords } from '@linetwin/contracts';

type Values = FailureWords['values'];

/** What an error is answered with, so that a page in any language can tell it. */
export function inWords(error: string, text: FailureText, values: Values = {}): ErrorAnswer {
  return { error, words: { text, values } };
}

/** Something is not done, and whoever asked is told why: programs and logs by the message, pages by the words. */
export abstract class Refusal extends Error {
  readonly words: FailureWords | undefined;

  /** @param words the text of the pages, by its name or as another process said it; `undefined` for what no page asks for */
  constructor(message: string, words: FailureText | FailureWords | undefined, values: Values = {}) {
    super(message);
    this.words = typeof words === 'string' ? { text: words, values } : words;
  }
}

/** What is answered where something was refused. */
export function answerOf({ message, words }: Refusal): ErrorAnswer {
  return { error: message, words };
}
