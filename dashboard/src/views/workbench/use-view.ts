import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '../../live/api/api.ts';
import { runsApi } from '../../live/api/runs-api.ts';
import { useGapsChanged, usePlant } from '../../live/session-context.ts';
import { useUrlParams } from '../../ui/use-url-state.ts';
import { SignalView } from './signal-view.ts';
import { useWorkbenchRun, windowOfRun } from './workbench-run.ts';
import { isFollowing, isSameTime, readView, writeView, type WorkbenchView } from './workbench-url.ts';

export interface ViewState extends WorkbenchView {
  view: SignalView;
  /** Changes signals or layout; the window is moved by the view itself. */
  change(next: Partial<Pick<WorkbenchView, 'signals' | 'layout'>>): void;
}

/** The view that the address of the page says, and back: what somebody moves is in the address when the move is over. */
export function useView(): ViewState {
  const { live } = usePlant();
  const [params, setParams] = useUrlParams();
  const run = useWorkbenchRun();
  const usual = useMemo(() => run && windowOfRun(run), [run]);
  const asked = useMemo(() => readView(params, usual), [params, usual]);
  const [view] = useState(
    () =>
      new SignalView(
        async (query, abort) =>
          (await (run ? runsApi.history(run.id, query, abort) : api.history(query, abort))).series,
        // The time of a run has come to its end.
        () => run?.endAt ?? live.now(),
        asked.shown,
      ),
  );
  useEffect(() => () => view.stop(), [view]);
  const forget = useCallback(() => view.cache.clear(), [view]);
  // Gaps that were filled, and a replay that goes to another time.
  useGapsChanged(forget);
  const settled = useSyncExternalStore(
    useCallback((listener) => view.onSettled(listener), [view]),
    () => view.settled,
  );

  useEffect(() => {
    if (isSameTime(settled, asked.shown)) return;
    // Written by whoever moved last: the plot, or a link that was followed.
    setParams((before) => writeView(before, { ...readView(before, usual), shown: settled }, usual));
    // A link that is followed later is the other effect's business.
  }, [settled]);
  useEffect(() => {
    if (isSameTime(view.settled, asked.shown)) return;
    if (isFollowing(asked.shown)) view.follow(asked.shown.last);
    else view.show(asked.shown, true);
  }, [asked.shown, view]);

  const change = useCallback(
    (next: Partial<WorkbenchView>) =>
      setParams((before) =>
        writeView(before, { ...readView(before, usual), ...next, shown: view.settled }, usual),
      ),
    [setParams, view, usual],
  );
  return { ...asked, shown: settled, view, change };
}
