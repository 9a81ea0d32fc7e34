import { useTranslation } from 'react-i18next';
import { useConnection, usePlant } from '../live/session-context.ts';
import { formatMoment } from '../ui/format.ts';

/** Says over every page that values are no longer live, since when, and what to do. Absent while all is well. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { index } = usePlant();
  const { phase, lastFrameAt, detail } = useConnection();
  if (phase === 'live' || phase === 'connecting') return null;
  const time = lastFrameAt === null ? '' : formatMoment(lastFrameAt, index.model.site.timeZone, Date.now());
  const text =
    phase === 'refused'
      ? t('connection.refusedBanner', { detail })
      : phase === 'silent'
        ? t('connection.silentBanner', { time })
        : lastFrameAt === null
          ? t('connection.lostBannerNever')
          : t('connection.lostBanner', { time });
  return (
    <div className="banner" role="alert" data-phase={phase}>
      {text}
    </div>
  );
}
