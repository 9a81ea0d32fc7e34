import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAlarms, usePlant, useRecordsLoaded } from '../../live/session-context.ts';
import { Empty, Loading, Panel } from '../../ui/panel.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';
import { AlarmRows } from '../shared/alarm-rows.tsx';
import { FindingRows } from '../shared/finding-rows.tsx';
import { useOpenFindings } from '../shared/use-machines.ts';

/** More rows than these are a page, not a panel. */
const SHOWN = 8;

/** What waits for a person, when no machine is chosen. */
export function NeedsEyes() {
  const { t } = useTranslation();
  const { index } = usePlant();
  const linkTo = useLinkTo();
  const alarms = useAlarms();
  const findings = useOpenFindings();
  const loaded = useRecordsLoaded();
  return (
    <div className="detail">
      <header className="detail-head plain">
        <h1>{t('hall.worst')}</h1>
      </header>
      {!loaded ? (
        <Loading rows={6} />
      ) : alarms.length + findings.length === 0 ? (
        <Empty>{t('hall.calm')}</Empty>
      ) : (
        <>
          {findings.length > 0 && (
            <Panel
              flush
              title={t('nav.findings')}
              extra={<Link to={linkTo('/findings')}>{t('common.of', { count: findings.length })}</Link>}
            >
              <FindingRows findings={findings.slice(0, 4)} withMachine />
            </Panel>
          )}
          {alarms.length > 0 && (
            <Panel
              flush
              title={t('nav.alarms')}
              extra={<Link to={linkTo('/alarms')}>{t('common.of', { count: alarms.length })}</Link>}
            >
              <AlarmRows alarms={alarms.slice(0, SHOWN)} withMachine />
            </Panel>
          )}
        </>
      )}
      <p className="hint muted">{t('hall.pickHint', { example: index.model.equipment[0]?.id ?? '' })}</p>
    </div>
  );
}
