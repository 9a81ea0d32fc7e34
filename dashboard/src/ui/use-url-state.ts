import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** One parameter of the URL as state. `null` and the default take it out of the URL. */
export function useUrlState(name: string, fallback: string): [string, (next: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (next: string | null) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (next === null || next === fallback) after.delete(name);
          else after.set(name, next);
          return after;
        },
        { replace: true },
      ),
    [name, fallback, setParams],
  );
  return [params.get(name) ?? fallback, set];
}

/** Parameters that belong to the person, not to the page, and so go along with every link. */
const CARRIED = ['lang', 'theme', 'view', 'range', 'at'];

/** Makes links that keep language, theme, view and time range. */
export function useLinkTo(): (path: string, extra?: Record<string, string>) => string {
  const [params] = useSearchParams();
  return useCallback(
    (path, extra = {}) => {
      const kept = new URLSearchParams();
      for (const name of CARRIED) {
        const value = params.get(name);
        if (value !== null) kept.set(name, value);
      }
      for (const [name, value] of Object.entries(extra)) kept.set(name, value);
      const query = kept.toString();
      return query ? `${path}?${query}` : path;
    },
    [params],
  );
}
