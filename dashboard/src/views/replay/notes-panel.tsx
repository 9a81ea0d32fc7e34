import type { TimeNote } from '@linetwin/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSteering } from '../../live/session-context.ts';
import { newNote, TimeNotes, type NoteDraft } from '../shared/time-notes.tsx';

/** Notes on the times of the bar, and a new one for where the cursor is, or for its loop. */
export function NotesPanel(props: { notes: readonly TimeNote[]; failed: boolean; onChanged: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const loop = useSteering()?.loop ?? null;
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  const begin = () => {
    const at = Math.round(session.replay.state()!.at);
    setDraft(newNote(loop ?? { from: at, to: at }));
  };
  return (
    <div className="notes-panel" role="region" aria-label={t('replay.notes.title')}>
      {!draft && (
        <Button size="small" type="primary" onClick={begin}>
          {t(loop ? 'replay.notes.addLoop' : 'replay.notes.add')}
        </Button>
      )}
      <TimeNotes
        notes={props.notes}
        failed={props.failed}
        draft={draft}
        onDraft={setDraft}
        onChanged={() => props.onChanged()}
        onJump={({ from }) => session.steer({ do: 'seek', at: from })}
      />
    </div>
  );
}
