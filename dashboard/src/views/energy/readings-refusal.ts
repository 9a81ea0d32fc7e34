import { READINGS_REFUSALS, type ReadingsRefusal } from '@linetwin/contracts';
import type { TFunction } from 'i18next';
import type { ApiError } from '../../live/api/http.ts';

/** Why a file of readings was not taken, in the language of the page and with what to do. */
export function refusalText(t: TFunction, { message, words }: Pick<ApiError, 'message' | 'words'>): string {
  return words && isKnown(words.text) ? t(`energy.refusal.${words.text}`, words.values) : message;
}

function isKnown(text: string): text is ReadingsRefusal {
  return (READINGS_REFUSALS as readonly string[]).includes(text);
}
