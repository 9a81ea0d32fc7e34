import type { TFunction } from 'i18next';
import type { ApiError } from '../../live/api/http.ts';

const CONFLICT = 409;

/** Why an order was not planned, with what to do where the number is taken. */
export function failureText(t: TFunction, failure: Pick<ApiError, 'status' | 'message'>, id: string): string {
  return failure.status === CONFLICT
    ? t('production.orderExists', { id })
    : t('production.saveFailed', { detail: failure.message });
}
