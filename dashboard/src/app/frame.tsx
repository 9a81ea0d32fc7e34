import { App, ConfigProvider, theme as antTheme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { SIGN_IN_PATH, useAccount } from '../live/account.ts';
import { PAIR_PATH, wasDisplay } from '../live/display.ts';
import { PlantContext, useConnection, useIsReplay, useSession } from '../live/session-context.ts';
import { withPageTexts } from '../locales/i18n.ts';
import { GlyphSprite } from '../ui/glyph-sprite.tsx';
import { Mark } from '../ui/mark.tsx';
import { PreferencesProvider, usePreferences } from '../ui/preferences.tsx';
import { untilLoaded } from '../ui/until-loaded.ts';
import { whenIdle } from '../ui/when-idle.ts';
import { LINK_PATH } from './paths.ts';
import { antTokens } from '../ui/tokens.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { KpiStrip } from './kpi-strip.tsx';
import { ReplayBanner } from '../views/replay/replay-banner.tsx';
import { TopBar } from './top-bar.tsx';

/** Its first answer comes later than the page. */
const DiskBanner = lazy(untilLoaded(() => whenIdle().then(() => import('./disk-banner.tsx'))));
const ReplayBar = lazy(untilLoaded(withPageTexts(() => import('../views/replay/replay-bar.tsx'))));
const SignInPage = lazy(() => import('../views/sign-in/sign-in-page.tsx'));
const PairPage = lazy(withPageTexts(() => import('../views/displays/pair-page.tsx')));

/** Everything that a page needs: preferences, theme, somebody who may look, live plant. */
export function Frame() {
  return (
    <PreferencesProvider>
      <Themed />
    </PreferencesProvider>
  );
}

function Themed() {
  const { language, theme, reducedMotion } = usePreferences();
  const config = useMemo(() => {
    const { token, components } = antTokens(theme);
    return {
      algorithm: theme === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
      token: { ...token, motion: !reducedMotion },
      components,
    };
  }, [theme, reducedMotion]);
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={config}
      button={{ autoInsertSpace: false }}
    >
      <App className="app">
        <GlyphSprite />
        <AccountGate />
      </App>
    </ConfigProvider>
  );
}

/** Nothing of the plant is shown to somebody who has to sign in first. */
function AccountGate() {
  const account = useAccount();
  const { pathname } = useLocation();
  // The link of a notice is a right of its own: it opens without signing in, and shows nothing but its incident.
  if (pathname.startsWith(LINK_PATH)) return <Outlet />;
  const isPairing = pathname === PAIR_PATH || (account.role === null && wasDisplay());
  if (account.role !== null && pathname !== SIGN_IN_PATH && !isPairing) return <PlantGate />;
  return <Suspense fallback={<div className="gate" />}>{isPairing ? <PairPage /> : <SignInPage />}</Suspense>;
}

/** Waits for the first plant model; a new model version draws everything below anew. */
function PlantGate() {
  const { t } = useTranslation();
  const session = useSession();
  const plant = useSyncExternalStore(session.subscribePlant, session.plant);
  const connection = useConnection();
  const replaying = useIsReplay();
  if (!plant) {
    const refused = connection.phase === 'refused';
    return (
      <div className="gate">
        <div className="gate-box" role="status">
          <Mark />
          <strong>{refused ? t('connection.refused') : t('connection.connecting')}</strong>
          <p className="muted">
            {refused
              ? t('connection.refusedBanner', { detail: connection.detail })
              : t('connection.connectingLong')}
          </p>
          {!refused && connection.detail && <p className="muted small">{connection.detail}</p>}
        </div>
      </div>
    );
  }
  return (
    <PlantContext key={`${plant.index.model.version} ${replaying}`} value={plant}>
      <Outlet />
    </PlantContext>
  );
}

/** What stands around every page of a desk or a phone. */
export function DeskFrame() {
  const { t } = useTranslation();
  const isReplay = useIsReplay();
  return (
    <>
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <TopBar />
      <ReplayBanner />
      <ConnectionBanner />
      <Suspense fallback={null}>
        <DiskBanner />
      </Suspense>
      <KpiStrip />
      {/* What is longer than the screen can be scrolled with keys. */}
      <main id="content" tabIndex={0}>
        <Outlet />
      </main>
      {isReplay && (
        <Suspense fallback={null}>
          <ReplayBar />
        </Suspense>
      )}
    </>
  );
}
