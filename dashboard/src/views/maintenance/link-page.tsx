import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { SIGN_IN_PATH, useAccount } from '../../live/account.ts';
import { incidentsApi } from '../../live/api/incidents-api.ts';
import { useFetched } from '../../live/use-fetched.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { useLinkTo } from '../../ui/use-url-state.ts';

/** What the link of a notice opens, without signing in: the incident in short, and one button that takes it on. */
export default function LinkPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const linkTo = useLinkTo();
  const { token = '' } = useParams();
  const { data, error, loading } = useFetched(`link ${token}`, (abort) => incidentsApi.link(token, abort));
  const { role } = useAccount();
  const [taken, setTaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const take = async () => {
    setBusy(true);
    setFailure('');
    try {
      await incidentsApi.acknowledgeLink(token);
      setTaken(true);
    } catch (problem) {
      setFailure((problem as Error).message);
    }
    setBusy(false);
  };
  if (loading) return <div className="gate" />;
  const cause = data?.incident.cause;
  const details = data && `/maintenance/${encodeURIComponent(data.incident.id)}`;
  return (
    <div className="gate">
      <div className="gate-box link-box">
        <Mark />
        {!cause ? (
          <>
            <strong>{t('maintenance.linkGone')}</strong>
            <p className="muted">{error?.message}</p>
          </>
        ) : (
          <>
            <strong>{cause.title[language]}</strong>
            <p className="muted">
              {data.machine ? `${data.machine.id} ${data.machine.name[language]}` : cause.equipment}
            </p>
            {cause.advice[0] && (
              <p>
                {t('maintenance.checkFirst')}: {cause.advice[0][language]}
              </p>
            )}
            {cause.sparePart && (
              <p>
                {t('maintenance.spare')}: {cause.sparePart[language]}
              </p>
            )}
            {taken ? (
              <p role="status">{t('maintenance.linkDone')}</p>
            ) : data.response ? (
              <p>{t('maintenance.linkTaken', { name: data.response.by })}</p>
            ) : (
              <Button
                type="primary"
                size="large"
                block
                id="take-on"
                loading={busy}
                onClick={() => void take()}
              >
                {t('maintenance.acknowledge')}
              </Button>
            )}
            {failure && <p role="alert">{failure}</p>}
          </>
        )}
        {role !== null && details ? (
          <Link to={linkTo(details)}>{t('maintenance.details')}</Link>
        ) : (
          <Link to={linkTo(SIGN_IN_PATH, details ? { next: details } : {})}>{t('maintenance.signIn')}</Link>
        )}
      </div>
    </div>
  );
}
