import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Empty } from '../ui/panel.tsx';

/** A page that threw: the frame and the live connection go on. */
export function PageError() {
  const error = useRouteError();
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="empty failure" role="alert">
        <p>
          <strong>{t('error.page')}</strong>
        </p>
        <p className="muted">{error instanceof Error ? error.message : String(error)}</p>
        <p className="muted">{t('error.pageHint')}</p>
        <a href="/">{t('common.backToHall')}</a>
      </div>
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <Empty>
        {t('error.notFound')} · <Link to="/">{t('common.backToHall')}</Link>
      </Empty>
    </div>
  );
}
