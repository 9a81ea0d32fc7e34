import { IMPORT_TEXTS, type ImportText } from '@linetwin/contracts';
import type { RunT } from './run-texts.ts';

interface Problem {
  /** English, for what there are no words for. */
  message: string;
  words?: { text: string; values: Record<string, string | number> };
}

/** What is wrong with a file that is imported, or with a cell of it, in the language of the page. */
export function importProblemText(t: RunT, { message, words }: Problem): string {
  if (!words || !isKnown(words.text)) return message;
  const { what, ...values } = words.values;
  const why =
    typeof what === 'string' ? importProblemText(t, { message: what, words: { text: what, values } }) : '';
  return t(`import.words.${words.text}`, { ...values, why });
}

function isKnown(text: string): text is ImportText {
  return (IMPORT_TEXTS as readonly string[]).includes(text);
}
