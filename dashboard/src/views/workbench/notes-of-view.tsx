import type { TimeNote } from '@linetwin/contracts';
import { Button, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { formatClock } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useReasonAgainstNoting } from '../shared/rights.ts';
import { newNote, TimeNotes, type NoteDraft } from '../shared/time-notes.tsx';
import type { NoteMark } from './note-marks.ts';
import type { Readout } from './readout.ts';
import type { SignalView } from './signal-view.ts';

/** Notes on the visible time: the flags of the plot in words, and a new one where the cursor was, or on all that is visible. */
export function NotesOfView(props: {
  notes: readonly TimeNote[];
  marks: readonly NoteMark[];
  failed: boolean;
  chosen: string | undefined;
  draft: NoteDraft | null;
  onDraft: (draft: NoteDraft | null) => void;
  onChanged: (kept?: TimeNote) => void;
  onJump: (note: TimeNote) => void;
  readout: Readout;
  view: SignalView;
  /** The line that all shown signals are of; null of several. */
  line: string | null;
}) {
  const { notes, marks, failed, chosen, draft, onDraft, onChanged, onJump, readout, view, line } = props;
  const { t } = useTranslation('translation', { keyPrefix: 'workbench.notes' });
  const { t: common } = useTranslation();
  const { timeZone } = usePlant().index.model.site;
  const reason = useReasonAgainstNoting();
  const at = useCursorTime(readout, view);
  const numbers = new Map(marks.map(({ id, number }) => [id, number]));
  return (
    <Panel
      title={common('replay.notes.title')}
      extra={
        <Tooltip title={reason}>
          <span className="workbench-tools">
            <Button
              size="small"
              disabled={reason !== undefined}
              onClick={() => onDraft(newNote({ from: at, to: at }, line))}
            >
              {t('addAt', { time: formatClock(at, timeZone) })}
            </Button>
            <Button
              size="small"
              disabled={reason !== undefined}
              onClick={() => onDraft(newNote(view.window, line))}
            >
              {t('addView')}
            </Button>
          </span>
        </Tooltip>
      }
    >
      <TimeNotes
        notes={notes}
        failed={failed}
        draft={draft}
        onDraft={onDraft}
        onChanged={onChanged}
        onJump={onJump}
        chosen={chosen}
        markOf={({ id }) => numbers.get(id) ?? ''}
      />
      <p className="note keys-note">{t('hint')}</p>
    </Panel>
  );
}

/** Where the cursor is or was last, to the second; the middle of the window while that is out of sight. */
function useCursorTime(readout: Readout, view: SignalView): number {
  const read = () => {
    const { from, to } = view.window;
    const at = readout.time ?? readout.lastTime;
    const shown = at !== null && at >= from && at <= to ? at : (from + to) / 2;
    return Math.round(shown / 1000) * 1000;
  };
  const [at, setAt] = useState(read);
  useEffect(() => {
    const follow = () => setAt(read());
    follow();
    return readout.subscribe(follow);
  }, [readout, view]);
  return at;
}
