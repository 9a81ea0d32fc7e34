import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

/** Around a page that may throw: the frame and the live connection go on, and the next page is shown as if nothing had been. */
export function PageErrorBoundary({ children }: { children: ReactNode }) {
  const { key } = useLocation();
  return <ErrorBoundary at={key}>{children}</ErrorBoundary>;
}

interface BoundaryState {
  failed: { error: unknown; at: string } | null;
}

class ErrorBoundary extends Component<{ at: string; children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { failed: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: { error, at: '' } };
  }

  /** Keeps where it failed; anywhere else there is nothing to be said about it. */
  static getDerivedStateFromProps({ at }: { at: string }, { failed }: BoundaryState): BoundaryState | null {
    if (!failed || failed.at === at) return null;
    return failed.at === '' ? { failed: { ...failed, at } } : { failed: null };
  }

  override render() {
    return this.state.failed ? <PageError error={this.state.failed.error} /> : this.props.children;
  }
}

function PageError({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="empty failure page-error" role="alert">
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
  const { pathname } = useLocation();
  return (
    <div className="page">
      <div className="empty">
        <h1>{t('error.notFound')}</h1>
        <p>{t('error.notFoundHint', { path: pathname })}</p>
        <Link to="/">{t('common.backToHall')}</Link>
      </div>
    </div>
  );
}
