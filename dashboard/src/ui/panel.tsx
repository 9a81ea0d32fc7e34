import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A card with a title line. Every panel says what it is, and what it is when there is nothing in it. */
export function Panel(props: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  const { title, extra, children, className = '', flush } = props;
  return (
    <section className={`panel ${className}`}>
      {(title || extra) && (
        <header className="panel-head">
          <h2>{title}</h2>
          {extra && <div className="panel-extra">{extra}</div>}
        </header>
      )}
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  );
}

export function Empty({ children, icon }: { children: ReactNode; icon?: ReactNode }) {
  return (
    <div className="empty">
      {icon}
      <p>{children}</p>
    </div>
  );
}

/** Says what failed and what can be done about it. */
export function Failure({ what, detail, retry }: { what: string; detail?: string; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty failure" role="alert">
      <p>
        <strong>{what}</strong>
      </p>
      {detail && <p className="muted">{detail}</p>}
      <p className="muted">{t('error.hint')}</p>
      {retry && (
        <Button size="small" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
