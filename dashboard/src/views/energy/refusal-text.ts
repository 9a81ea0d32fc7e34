import { BASELINE_REFUSALS, READINGS_REFUSALS } from '@linetwin/contracts';
import type { TFunction } from 'i18next';
import type { ApiError } from '../../live/api/http.ts';

const REFUSALS = [...READINGS_REFUSALS, ...BASELINE_REFUSALS];

/** Why a file of readings was not taken, or a time makes no baseline, in the language of the page and with what to do. */
export function refusalText(t: TFunction, { message, words }: Pick<ApiError, 'message' | 'words'>): string {
  return words && isKnown(words.text) ? t(`energy.refusal.${words.text}`, words.values) : message;
}

function isKnown(text: string): text is (typeof REFUSALS)[number] {
  return (REFUSALS as readonly string[]).includes(text);
}
