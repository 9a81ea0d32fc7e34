import { useCallback, useEffect, useState } from 'react';

export interface Fetched<T> {
  data: T | undefined;
  error: Error | undefined;
  loading: boolean;
  retry: () => void;
}

/**
 * Asks the server once per `key`, and again every `everyMs`. Earlier data stay while newer ones are on their
 * way; an answer to an older question is thrown away.
 */
export function useFetched<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  everyMs?: number,
): Fetched<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: Error }>({ key: null });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    ask(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ key, data });
      },
      (error: Error) => {
        if (!abort.signal.aborted)
          setState((before) => ({ key, data: before.key === key ? before.data : undefined, error }));
      },
    );
    return () => abort.abort();
    // `ask` is a new function with every drawing; `key` says when the question is another one.
  }, [key, attempt]);

  useEffect(() => {
    if (key === null || everyMs === undefined) return;
    const timer = setInterval(retry, everyMs);
    return () => clearInterval(timer);
  }, [key, everyMs, retry]);

  const current = state.key === key;
  return {
    data: current ? state.data : undefined,
    error: current ? state.error : undefined,
    loading: key !== null && !(current && (state.data !== undefined || state.error)),
    retry,
  };
}
