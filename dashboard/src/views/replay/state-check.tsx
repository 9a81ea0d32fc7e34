import type { StateVerdict } from '@linetwin/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlant, useSession } from '../../live/session-context.ts';
import { timeNotesApi } from '../../live/api/time-notes-api.ts';
import { formatMoment } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

interface Answer {
  line: string;
  at: number;
  verdict: StateVerdict | 'failed';
}

/** Asks whether what is shown is what was logged live, for each line. */
export function StateCheck() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const { index } = usePlant();
  const session = useSession();
  const [answers, setAnswers] = useState<readonly Answer[] | 'asking' | null>(null);
  const ask = async () => {
    const { at } = session.replay.state()!;
    setAnswers('asking');
    setAnswers(
      await Promise.all(
        index.model.lines.map(({ id }) =>
          timeNotesApi.prove(id, at).catch((): Answer => ({ line: id, at, verdict: 'failed' })),
        ),
      ),
    );
  };
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        title={t('replay.check.hint')}
        disabled={answers === 'asking'}
        onClick={() => void ask()}
      >
        {t('replay.check.ask')}
      </button>
      <span className="state-check" role="status">
        {Array.isArray(answers) &&
          (answers as readonly Answer[]).map(({ line, at, verdict }) => (
            <span key={line} data-verdict={verdict}>
              {index.line(line)?.name[language]} {formatMoment(at, index.model.site.timeZone, at)}{' '}
              {t(`replay.check.${verdict}`)}
            </span>
          ))}
      </span>
    </>
  );
}
