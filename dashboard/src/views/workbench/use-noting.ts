import type { TimeNote } from '@linetwin/contracts';
import type { Signal } from '@linetwin/model';
import { useCallback, useMemo, useState } from 'react';
import { usePlant } from '../../live/session-context.ts';
import { useUrlState } from '../../ui/use-url-state.ts';
import { useReasonAgainstNoting } from '../shared/rights.ts';
import { newNote, type NoteDraft } from '../shared/time-notes.tsx';
import type { PlotNotes } from './lane-plot.tsx';
import { marksOf, notesOf, windowWith } from './note-marks.ts';
import type { SignalView } from './signal-view.ts';
import { useViewNotes } from './use-view-notes.ts';

/** Notes on what the plot shows. The one that is looked at is in the address of the page, so that a link leads to it. */
export function useNoting(view: SignalView, signals: readonly Signal[]) {
  const { index } = usePlant();
  const lines = useMemo(
    () => [...new Set(signals.map(({ equipment }) => index.equipment(equipment)!.line))],
    [signals, index],
  );
  const line = lines.length === 1 ? lines[0] : null;
  const { notes, failed, retry } = useViewNotes(view.window, lines);
  const [chosen, choose] = useUrlState('note', '');
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  const mayNot = useReasonAgainstNoting() !== undefined;
  const marks = useMemo(() => marksOf(notes), [notes]);
  /** Begins a note on a time, where one may. */
  const ask = useCallback(
    (time: number | null) => {
      if (time === null || mayNot) return;
      const at = Math.round(time / 1000) * 1000;
      setDraft(newNote({ from: at, to: at }, line));
    },
    [line, mayNot],
  );
  const look = useCallback(
    (note: TimeNote) => {
      choose(note.id);
      const next = windowWith(note, view.window);
      if (next !== view.window) view.show(next, true);
    },
    [choose, view],
  );
  const plot = useMemo(
    (): PlotNotes => ({ marks, chosen, onChoose: choose, onAsk: ask }),
    [marks, chosen, choose, ask],
  );
  return {
    plot,
    ask,
    panel: {
      notes: notesOf(notes, lines, view.window),
      marks,
      failed,
      chosen,
      draft,
      line,
      onDraft: setDraft,
      onJump: look,
      onChanged: (kept?: TimeNote) => {
        retry();
        choose(kept?.id ?? null);
      },
    },
  };
}
