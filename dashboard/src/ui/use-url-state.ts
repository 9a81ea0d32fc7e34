import { useCallback, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

/**
 * The parameters of the URL, and what changes them in place. A change starts from what the URL is by then, not from what was last drawn:
 * whoever has just gone to another page, or changed another parameter, stays there.
 */
export function useUrlParams(): [
  URLSearchParams,
  (change: (before: URLSearchParams) => URLSearchParams) => void,
] {
  const [params] = useSearchParams();
  // Another one after each move, though for a whole address all do the same.
  const navigate = useRef(useNavigate());
  const set = useCallback((change: (before: URLSearchParams) => URLSearchParams) => {
    const { pathname, search } = location;
    const after = change(new URLSearchParams(search)).toString();
    void navigate.current({ pathname, search: after }, { replace: true });
  }, []);
  return [params, set];
}

/** One parameter of the URL as state. `null` and the default take it out of the URL. */
export function useUrlState(name: string, fallback: string): [string, (next: string | null) => void] {
  const [params, setParams] = useUrlParams();
  const set = useCallback(
    (next: string | null) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        if (next === null || next === fallback) after.delete(name);
        else after.set(name, next);
        return after;
      }),
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
