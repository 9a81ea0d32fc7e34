import type { OverEffective } from '@linetwin/kpi';
import { useTranslation } from 'react-i18next';
import { formatQuantity } from '../../ui/format.ts';
import { usePreferences } from '../../ui/preferences.tsx';

/** Says what an effectiveness above 100 % comes from; nothing where it is not above. */
export function OverEffectiveNote({ over }: { over: OverEffective | null | undefined }) {
  const { t } = useTranslation();
  const words = useOverEffective(over);
  if (!words) return null;
  return (
    <span className={`fact-foot ${words.tone}`}>
      <span>
        <b>{t('production.over.title')}</b> {words.long}
      </span>
    </span>
  );
}

/** The same in the words that a cell has room for; on a wall with the letter that stands over the figure. */
export function OverEffectiveWord({
  over,
  named = false,
}: {
  over: OverEffective | null | undefined;
  named?: boolean;
}) {
  const { t } = useTranslation();
  const words = useOverEffective(over);
  if (!words) return null;
  const text = named ? t('production.over.named', { words: words.short }) : words.short;
  return <small className={`block ${words.tone}`}>{text}</small>;
}

function useOverEffective(over: OverEffective | null | undefined) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  if (!over) return null;
  const times = {
    planned: formatQuantity(over.plannedS, 's', language, 1),
    actual: formatQuantity(over.actualS, 's', language, 1),
  };
  return over.reason === 'run-time-too-long'
    ? {
        tone: 'tone-warn',
        long: t('production.over.tooLong', times),
        short: t('production.over.tooLongShort', times),
      }
    : { tone: 'muted', long: t('production.over.before'), short: t('production.over.beforeShort') };
}
