import '@fontsource-variable/noto-sans-sc/index.css';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { AccountContext, AccountStore } from '../live/account.ts';
import { tellFailuresBy } from '../live/api/http.ts';
import { browserSession } from '../live/browser-session.ts';
import { TICK_MS } from '../live/connection-state.ts';
import { startHeartbeat } from '../live/display.ts';
import { SessionContext } from '../live/session-context.ts';
import { failureText, startTexts } from '../locales/i18n.ts';
import { firstLanguage } from '../ui/preferences.tsx';
import { Routes } from './routes.tsx';
import { installOffline } from '../offline/install.ts';
import { keepLastStates } from '../offline/keep-last-state.ts';
import { readLastState } from '../offline/last-state.ts';
import '../ui/styles.css';
import '../ui/access.css';
import '../ui/alarms.css';
import '../ui/savings.css';
import '../ui/replay.css';
import '../ui/top-bar.css';

tellFailuresBy(failureText);
const session = browserSession();
const account = new AccountStore();
const [answered] = await Promise.all([account.load(), startTexts(firstLanguage(location.search))]);
account.watch(session.connection);
const last = answered ? null : await readLastState();
if (last) {
  account.showLast(last.account);
  session.showLast(last);
}
// Whoever has to sign in first would only be refused; the page starts anew after that.
if (account.state().role !== null) session.start(location.origin);
setInterval(() => session.tick(), TICK_MS);
if (account.state().kind === 'display') startHeartbeat();
keepLastStates(session, account);
if (import.meta.env.PROD) void installOffline();

createRoot(document.getElementById('root')!).render(
  <AccountContext value={account}>
    <SessionContext value={session}>
      <BrowserRouter>
        <Routes />
      </BrowserRouter>
    </SessionContext>
  </AccountContext>,
);
