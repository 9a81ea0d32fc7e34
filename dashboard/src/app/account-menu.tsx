import type { MenuProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { SIGN_IN_PATH, useAccount, useAccountStore, useMay } from '../live/account.ts';
import { Icon } from '../ui/icons.tsx';
import { useLinkTo } from '../ui/use-url-state.ts';
import { MenuButton } from './menu-button.tsx';

const ChangePasswordDialog = lazy(() =>
  import('../views/sign-in/change-password.tsx').then((module) => ({ default: module.ChangePasswordDialog })),
);

/** Pages that only admins use. */
const ADMIN_PAGES = ['users', 'notices', 'displays', 'keys', 'audit'] as const;

/** Who is signed in, with what belongs to that one; a way to sign in for somebody who is not. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user, kind } = useAccount();
  const store = useAccountStore();
  const isAdmin = useMay('admin');
  const isEngineer = useMay('engineer');
  const linkTo = useLinkTo();
  const { pathname, search } = useLocation();
  const [changing, setChanging] = useState(false);
  if (kind === 'display') return null;
  if (!user) {
    return (
      <Link className="quiet-button sign-in-link" to={linkTo(SIGN_IN_PATH, { next: pathname + search })}>
        <Icon name="person" />
        <span>{t('access.signIn')}</span>
      </Link>
    );
  }
  const signOut = async () => {
    // Also when the server is away: what this browser shows goes in any case.
    await store.signOut().catch(() => undefined);
    location.assign('/');
  };
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: (
        <span className="account-who">
          <strong>{user.name}</strong>
          <span>
            {user.login} · {t(`access.role.${user.role}`)}
          </span>
        </span>
      ),
    },
    { type: 'divider' },
    { key: 'rules', label: <Link to={linkTo('/rules')}>{t('nav.rules')}</Link> },
    ...(isEngineer ? [{ key: 'runs', label: <Link to={linkTo('/runs')}>{t('nav.runs')}</Link> }] : []),
    { key: 'walls', label: <Link to={linkTo('/walls')}>{t('nav.walls')}</Link> },
    ...(isEngineer ? [{ key: 'layout', label: <Link to={linkTo('/layout')}>{t('nav.layout')}</Link> }] : []),
    { type: 'divider' },
    ...(isAdmin
      ? [
          ...ADMIN_PAGES.map((page) => ({
            key: page,
            label: (
              <Link to={linkTo(`/${page}`)}>
                {page === 'notices' ? t('nav.notices') : t(`access.${page}.title`)}
              </Link>
            ),
          })),
          { type: 'divider' as const },
        ]
      : []),
    ...(user.source === 'password'
      ? [{ key: 'password', label: t('access.changePassword'), onClick: () => setChanging(true) }]
      : []),
    { key: 'sign-out', label: t('access.signOut'), onClick: () => void signOut() },
  ];
  return (
    <>
      <MenuButton placement="bottomRight" menu={{ items, className: 'account-menu' }}>
        <button
          type="button"
          id="account"
          className="account-button"
          title={t('access.accountOf', { name: user.name })}
        >
          <span className="avatar" aria-hidden="true">
            {initialOf(user.name)}
          </span>
          <span className="account-name">{user.name}</span>
        </button>
      </MenuButton>
      {changing && (
        <Suspense fallback={null}>
          <ChangePasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The family name of a Chinese name, the first letters of others. */
function initialOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)!].map((word) => [...word][0]) : [[...name.trim()][0]];
  return letters.join('').toUpperCase();
}
