import { TIME_NOTE_MOST_CHARACTERS, type TimeNote, type TimeNoteRequest } from '@linetwin/contracts';
import { App, Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlant } from '../../live/session-context.ts';
import { timeNotesApi } from '../../live/api/time-notes-api.ts';
import { formatMoment } from '../../ui/format.ts';
import { Empty } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';

const WHOLE_PLANT = '';

/** A note that is being written. */
export interface NoteDraft {
  /** Absent of a new note. */
  id?: string;
  text: string;
  /** Line id; empty of the whole plant. */
  line: string;
  span: { from: number; to: number };
}

/** A new note on a span of plant time; both its ends are the same of an instant. */
export function newNote(span: { from: number; to: number }, line: string | null = null): NoteDraft {
  return { text: '', line: line ?? WHOLE_PLANT, span };
}

/** Notes on times of the plant: to be jumped to by everybody, changed by who wrote them; and the one that is being written. */
export function TimeNotes(props: {
  notes: readonly TimeNote[];
  failed: boolean;
  draft: NoteDraft | null;
  onDraft: (draft: NoteDraft | null) => void;
  /** The note that was kept; none when one was removed. */
  onChanged: (kept?: TimeNote) => void;
  onJump: (note: TimeNote) => void;
  /** Id of the note that is looked at. */
  chosen?: string;
  /** What stands before each note, as it does on the axis of time. */
  markOf?: (note: TimeNote) => string;
}) {
  const { notes, failed, draft, onDraft, onChanged, onJump, chosen, markOf } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const { message } = App.useApp();
  const spanText = useSpanText();
  const lineName = (id: string | null) =>
    id === null ? t('replay.notes.plant') : (index.line(id)?.name[language] ?? id);
  const attempt = async (change: Promise<TimeNote | undefined>) => {
    try {
      const kept = await change;
      onDraft(null);
      onChanged(kept);
    } catch (failure) {
      void message.error(t('replay.notes.notKept', { reason: (failure as Error).message }));
    }
  };
  return (
    <>
      {draft && (
        <NoteForm draft={draft} onDraft={onDraft} onSave={(note) => void attempt(kept(draft, note))} />
      )}
      {failed && <p role="alert">{t('replay.notes.failed')}</p>}
      {!failed && notes.length === 0 && <Empty>{t('replay.notes.none')}</Empty>}
      <ul className="note-list">
        {notes.map((note) => (
          <li key={note.id} aria-current={note.id === chosen || undefined}>
            <button
              type="button"
              className="note-jump"
              title={t('replay.notes.jump')}
              onClick={() => onJump(note)}
            >
              {markOf && <b className="note-mark">{markOf(note)}</b>}
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
                    onDraft({ id: note.id, text: note.text, line: note.line ?? WHOLE_PLANT, span: note })
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
    </>
  );
}

function kept({ id }: NoteDraft, note: TimeNoteRequest): Promise<TimeNote> {
  return id === undefined ? timeNotesApi.add(note) : timeNotesApi.change(id, note);
}

function NoteForm(props: {
  draft: NoteDraft;
  onDraft: (draft: NoteDraft | null) => void;
  onSave: (note: TimeNoteRequest) => void;
}) {
  const { draft, onDraft, onSave } = props;
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const spanText = useSpanText();
  const { text, line, span } = draft;
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ line: line || null, from: Math.round(span.from), to: Math.round(span.to), text });
      }}
    >
      <span className="note-time">{spanText(span)}</span>
      <Select
        size="small"
        className="note-line"
        aria-label={t('replay.notes.line')}
        value={line}
        options={[
          { value: WHOLE_PLANT, label: t('replay.notes.plant') },
          ...index.model.lines.map(({ id, name }) => ({ value: id, label: name[language] })),
        ]}
        onChange={(next) => onDraft({ ...draft, line: next })}
      />
      <Input
        size="small"
        autoFocus
        className="note-text"
        aria-label={t('replay.notes.text')}
        placeholder={t('replay.notes.text')}
        maxLength={TIME_NOTE_MOST_CHARACTERS}
        value={text}
        onChange={(event) => onDraft({ ...draft, text: event.target.value })}
      />
      <Button size="small" type="primary" htmlType="submit" disabled={text.trim() === ''}>
        {t('replay.notes.save')}
      </Button>
      <Button size="small" onClick={() => onDraft(null)}>
        {t('common.cancel')}
      </Button>
    </form>
  );
}

function useSpanText(): (span: { from: number; to: number }) => string {
  const { timeZone } = usePlant().index.model.site;
  return ({ from, to }) => {
    const begin = formatMoment(from, timeZone);
    return to > from ? `${begin} – ${formatMoment(to, timeZone)}` : begin;
  };
}
