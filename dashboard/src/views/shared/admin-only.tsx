import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/panel.tsx';
import { useMay } from '../../live/account.ts';
import { useReasonAgainst } from './rights.ts';

/** A page for admins; to others it says so. */
export function AdminOnly({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay('admin');
  const reason = useReasonAgainst('admin');
  if (may) return children;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
      </header>
      <Empty>
        {t('access.adminOnly')} {reason}
      </Empty>
    </div>
  );
}
