import type { WorkOrder } from '@linetwin/contracts';
import type { TFunction } from 'i18next';

/** What people found of a named cause. */
export function judgementText({ right, found, by }: NonNullable<WorkOrder['judged']>, t: TFunction): string {
  return right
    ? t('maintenance.judged.right', { name: by })
    : t('maintenance.judged.wrong', { name: by, found: found ?? '' });
}
