import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { seamsApi } from '../../live/api/seams-api.ts';
import { usePlant } from '../../live/session-context.ts';
import { useFetchedAt } from '../../live/use-fetched-at.ts';
import { formatMoment } from '../../ui/format.ts';
import { MOST_OF_A_KIND, type Source } from './search-plant.ts';

/** Fewer characters are found in nearly every serial. */
const LEAST_CHARACTERS = 3;

/** Welded parts by a piece of their serial; the server knows them, so they come a moment after the rest. */
export function useParts(query: string): readonly Source[] {
  const { t } = useTranslation();
  const { index } = usePlant();
  const zone = index.model.site.timeZone;
  const search = query.trim();
  const asked = search.length >= LEAST_CHARACTERS ? search : null;
  const { data } = useFetchedAt(asked, (at, abort) => seamsApi.parts(asked!, MOST_OF_A_KIND, at, abort));
  return useMemo(
    () =>
      (data ?? []).map(({ part, endedAt, seams }): Source => ({
        kind: 'part',
        to: '/seams',
        extra: { part },
        title: part,
        detail: t('search.part', { count: seams, at: formatMoment(endedAt, zone) }),
        words: [part],
      })),
    [data, t, zone],
  );
}
