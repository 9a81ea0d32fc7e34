import type { ProductionOverview } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatCount } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { durationText } from './reason-text.ts';

/** In place of figures: what is not known of a time, and what can be done about it. */
export function BlankPeriod(props: { reason: 'noPlan' | 'noRecord'; overview: ProductionOverview }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const linkTo = useLinkTo();
  const { reason, overview } = props;
  const planned = overview.output.at(-1)?.planned ?? 0;
  return (
    <Panel className="blank-period">
      <div className="empty" role="status">
        <p>
          <strong>{t(`production.blank.${reason}`)}</strong>
        </p>
        <p className="muted">{t(`production.blank.${reason}Text`)}</p>
        {reason === 'noRecord' && (
          <>
            <p className="muted">
              {t('production.blank.noRecordPlan', {
                time: durationText(overview.plannedS),
                count: formatCount(Math.round(planned), language) as never,
              })}
            </p>
            <p>
              <Link to={linkTo('/system')}>{t('production.blank.sources')}</Link>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}
