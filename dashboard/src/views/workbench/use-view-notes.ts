import type { TimeNote } from '@linetwin/contracts';
import { useMemo } from 'react';
import { timeNotesApi } from '../../live/api/time-notes-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { notesOf } from './note-marks.ts';
import type { TimeWindow } from './time-window.ts';
import { useWorkbenchRun } from './workbench-run.ts';

const REFRESH_MS = 30_000;

export interface ViewNotes {
  notes: readonly TimeNote[];
  failed: boolean;
  retry: () => void;
}

/** Notes that touch the window and what lies beside it, of the shown lines and of the whole plant, oldest first; none of a run. */
export function useViewNotes({ from, to }: TimeWindow, lines: readonly string[]): ViewNotes {
  const span = to - from;
  // A question for each step of a quarter window, not for each of a gesture.
  const step = span / 4;
  const key = `notes ${Math.floor(from / step)} ${Math.round(span)}`;
  const beside = { from: Math.max(0, from - span), to: to + span };
  const isRun = useWorkbenchRun() !== undefined;
  const { data, error, retry } = useFetched(
    isRun ? null : key,
    (abort) => timeNotesApi.list(beside, abort),
    REFRESH_MS,
  );
  const of = lines.join();
  return useMemo(
    () => ({
      notes: notesOf(data ?? [], of.split(','), { from: -Infinity, to: Infinity }),
      failed: error !== undefined,
      retry,
    }),
    [data, error, retry, of],
  );
}
