import { TIME_NOTE_MOST_CHARACTERS, type TimeNote, type TimeNoteRequest } from '@linetwin/contracts';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useSession, useSteering } from '../../live/session-context.ts';
import { timeNotesApi } from '../../live/time-notes-api.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

const WHOLE_PLANT = '';

interface Draft {
  /** Absent of a new note. */
  id?: string;
  text: string;
  line: string;
  span: { from: number; to: number };
}

/** Notes on the times of the bar: to be jumped to by everybody, changed by who wrote them, and a new one for where one is. */
export function NotesPanel(props: { notes: readonly TimeNote[]; failed: boolean; onChanged: () => void }) {
  const { notes, failed, onChanged } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { lines, site } = index.model;
  const session = useSession();
  const loop = useSteering()?.loop ?? null;
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft | null>(null);
  const spanText = ({ from, to }: { from: number; to: number }) => {
    const begin = formatMoment(from, site.timeZone);
    return to > from ? `${begin} – ${formatMoment(to, site.timeZone)}` : begin;
  };
  const lineName = (id: string | null) =>
    id === null ? t('replay.notes.plant') : (index.line(id)?.name[language] ?? id);
  const begin = () => {
    const at = Math.round(session.replay.state()!.at);
    setDraft({ text: '', line: WHOLE_PLANT, span: loop ?? { from: at, to: at } });
  };
  const attempt = async (change: Promise<unknown>) => {
    try {
      await change;
      setDraft(null);
      onChanged();
    } catch (failure) {
      void message.error(t('replay.notes.notKept', { reason: (failure as Error).message }));
    }
  };
  const save = ({ id, text, line, span }: Draft) => {
    const { from, to } = span;
    const note: TimeNoteRequest = { line: line || null, from: Math.round(from), to: Math.round(to), text };
    void attempt(id === undefined ? timeNotesApi.add(note) : timeNotesApi.change(id, note));
  };
  return (
    <div className="notes-panel" role="region" aria-label={t('replay.notes.title')}>
      {draft ? (
        <form
          className="note-form"
          onSubmit={(event) => {
            event.preventDefault();
            save(draft);
          }}
        >
          <span className="note-time">{spanText(draft.span)}</span>
          <Select
            size="small"
            className="note-line"
            aria-label={t('replay.notes.line')}
            value={draft.line}
            options={[
              { value: WHOLE_PLANT, label: t('replay.notes.plant') },
              ...lines.map(({ id, name }) => ({ value: id, label: name[language] })),
            ]}
            onChange={(line) => setDraft({ ...draft, line })}
          />
          <Input
            size="small"
            autoFocus
            className="note-text"
            aria-label={t('replay.notes.text')}
            placeholder={t('replay.notes.text')}
            maxLength={TIME_NOTE_MOST_CHARACTERS}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
          <Button size="small" type="primary" htmlType="submit" disabled={draft.text.trim() === ''}>
            {t('replay.notes.save')}
          </Button>
          <Button size="small" onClick={() => setDraft(null)}>
            {t('common.cancel')}
          </Button>
        </form>
      ) : (
        <Button size="small" type="primary" onClick={begin}>
          {t(loop ? 'replay.notes.addLoop' : 'replay.notes.add')}
        </Button>
      )}
      {failed && <p role="alert">{t('replay.notes.failed')}</p>}
      {!failed && notes.length === 0 && <Empty>{t('replay.notes.none')}</Empty>}
      <ul className="note-list">
        {notes.map((note) => (
          <li key={note.id}>
            <button
              type="button"
              className="note-jump"
              title={t('replay.notes.jump')}
              onClick={() => session.steer({ do: 'seek', at: note.from })}
            >
              <span className="note-time">{spanText(note)}</span>
              <span className="note-words">{note.text}</span>
            </button>
            <span className="muted note-who">
              {lineName(note.line)}
              {note.author && ` · ${note.author}`}
            </span>
            {note.own && (
              <span className="note-own">
                <Button
                  size="small"
                  type="text"
                  onClick={() =>
                    setDraft({ id: note.id, text: note.text, line: note.line ?? WHOLE_PLANT, span: note })
                  }
                >
                  {t('replay.notes.edit')}
                </Button>
                <Button
                  size="small"
                  type="text"
                  danger
                  onClick={() => void attempt(timeNotesApi.remove(note.id))}
                >
                  {t('replay.notes.remove')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
