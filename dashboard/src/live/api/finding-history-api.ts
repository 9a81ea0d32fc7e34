import { findingPageSchema, type FindingPage, type FindingSearch } from '@linetwin/contracts';
import { request } from './http.ts';

export type FindingQuery = Partial<Omit<FindingSearch, 'limit' | 'offset'>>;

/** Findings of the past, by page, and where the whole of a search lies as a table. */
export const findingHistoryApi = {
  page(query: FindingQuery, limit: number, offset: number, signal?: AbortSignal): Promise<FindingPage> {
    return request(findingPageSchema, `/api/findings/history?${text({ ...query, limit, offset })}`, {
      signal,
    });
  },
  file(query: FindingQuery, ending: 'csv' | 'xlsx', lang: string): string {
    return `/api/findings/history.${ending}?${text({ ...query, lang })}`;
  },
};

function text(query: Record<string, string | number | undefined>): string {
  const known = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(known).toString();
}
