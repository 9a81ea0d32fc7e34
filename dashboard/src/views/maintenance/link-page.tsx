import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { SIGN_IN_PATH } from '../../live/account.ts';
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
  const [taken, setTaken] = useState(false);
  const [failure, setFailure] = useState('');
  const take = async () => {
    try {
      await incidentsApi.acknowledgeLink(token);
      setTaken(true);
    } catch (problem) {
      setFailure((problem as Error).message);
    }
  };
  if (loading) return <div className="gate" />;
  const cause = data?.incident.cause;
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
            <p className="muted">{cause.equipment}</p>
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
              <Button type="primary" size="large" block id="take-on" onClick={() => void take()}>
                {t('maintenance.acknowledge')}
              </Button>
            )}
            {failure && <p role="alert">{failure}</p>}
          </>
        )}
        <Link
          to={linkTo(
            SIGN_IN_PATH,
            data ? { next: `/maintenance/${encodeURIComponent(data.incident.id)}` } : {},
          )}
        >
          {t('maintenance.signIn')}
        </Link>
      </div>
    </div>
  );
}
