import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { SIGN_IN_PATH, useAccount, useAccountStore } from '../../live/account.ts';
import { ApiError } from '../../live/api/http.ts';
import { Mark } from '../../ui/mark.tsx';
import { LanguageSwitch, ThemeSwitch } from '../shared/switches.tsx';
import { BearingDrawing } from './bearing-drawing.tsx';
import { ChangePasswordForm } from './change-password.tsx';

/** Name and password; for a first password also the new one. Afterwards the page that was asked for. */
export default function SignInPage() {
  const { t } = useTranslation();
  const { user } = useAccount();
  const [password, setPassword] = useState('');
  const [params] = useSearchParams();
  const mustChange = user?.mustChangePassword === true;

  // The page starts anew, so that the live connection is made under the new name.
  const enter = () => location.assign(nextPage(params.get('next')));

  return (
    <div className="sign-in">
      <aside className="sign-in-art" aria-hidden="true">
        <BearingDrawing />
        <p>{t('access.motto')}</p>
      </aside>
      <main className="sign-in-side">
        <div className="sign-in-tools">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className="sign-in-box">
          <header>
            <Mark size={44} />
            <h1>{mustChange ? t('access.firstPasswordTitle') : t('access.signInTitle')}</h1>
            <p className="muted">
              {mustChange ? t('access.firstPasswordHint', { name: user.name }) : t('access.signInHint')}
            </p>
          </header>
          {mustChange ? (
            <ChangePasswordForm known={password || undefined} onDone={enter} />
          ) : (
            <SignInForm password={password} setPassword={setPassword} onDone={enter} />
          )}
        </div>
      </main>
    </div>
  );
}

function SignInForm(props: {
  password: string;
  setPassword: (password: string) => void;
  onDone: () => void;
}) {
  const { password, setPassword, onDone } = props;
  const { t } = useTranslation();
  const store = useAccountStore();
  const account = useAccount();
  const [login, setLogin] = useState('');
  const [busy, setBusy] = useState(false);
  const [params] = useSearchParams();
  const problem = params.get('problem');
  const [error, setError] = useState(
    problem === 'no-role' ? t('access.noRole') : problem ? t('access.directoryFailed') : '',
  );

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!login.trim() || !password) {
      setError(t('access.bothNeeded'));
      return;
    }
    setBusy(true);
    setError('');
    try {
      await store.signIn(login, password);
      if (!store.state().user?.mustChangePassword) onDone();
    } catch (failure) {
      const status = failure instanceof ApiError ? failure.status : 0;
      setError(status === 401 || status === 400 ? t('access.wrong') : (failure as Error).message);
      setBusy(false);
    }
  };

  return (
    <form className="access-form" onSubmit={(event) => void send(event)}>
      <label className="field">
        <span>{t('access.login')}</span>
        <Input
          id="login"
          size="large"
          autoFocus
          autoCapitalize="none"
          autoComplete="username"
          spellCheck={false}
          value={login}
          maxLength={64}
          onChange={(event) => setLogin(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t('access.password')}</span>
        <Input.Password
          id="password"
          size="large"
          autoComplete="current-password"
          value={password}
          maxLength={128}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" loading={busy} block>
        {t('access.signIn')}
      </Button>
      {account.directory && (
        <Button size="large" block href="/api/session/directory">
          {t('access.through', { name: account.directory })}
        </Button>
      )}
      {account.login === 'loopback-open' && account.kind === 'nobody' && (
        <a className="sign-in-look" href="/">
          {t('access.lookOnly')}
        </a>
      )}
      <p className="muted small">{t('access.lost')}</p>
    </form>
  );
}

/** Only pages of this site; an address in a link must lead nowhere else. */
function nextPage(wanted: string | null): string {
  const here = location.pathname === SIGN_IN_PATH ? '/' : location.pathname + location.search;
  const next = wanted ?? here;
  const url = new URL(next, location.origin);
  return url.origin === location.origin && next.startsWith('/') ? url.pathname + url.search : '/';
}
