import type { Alarm } from '@linetwin/contracts';
import { isAlarmActive } from '@linetwin/model';
import { useTranslation } from 'react-i18next';

/** Stands for longer than this without anybody ending it (ISA-18.2; domain.md 2.12). */
const STALE_AFTER_MS = 86_400_000;

/** What is remarkable about how an alarm behaves: first out, chattering, stale. */
export function AlarmTags({ alarm, now }: { alarm: Alarm; now: number }) {
  const { t } = useTranslation();
  const stale = isAlarmActive(alarm.state) && now - alarm.raisedAt > STALE_AFTER_MS;
  return (
    <>
      {alarm.firstOut && (
        <span className="tag" title={t('handling.firstOutHint')}>
          {t('handling.firstOut')}
        </span>
      )}
      {alarm.chattering && (
        <span className="tag" data-tone="warn" title={t('handling.chatteringHint')}>
          {t('handling.chattering')}
        </span>
      )}
      {stale && (
        <span className="tag" data-tone="warn" title={t('handling.staleHint')}>
          {t('handling.stale')}
        </span>
      )}
    </>
  );
}
