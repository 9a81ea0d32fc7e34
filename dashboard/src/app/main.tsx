import '@fontsource-variable/noto-sans-sc/index.css';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { browserHost } from '../live/browser-host.ts';
import { TICK_MS } from '../live/connection-state.ts';
import { LiveSession } from '../live/live-session.ts';
import { SessionContext } from '../live/session-context.ts';
import type { FromWorker } from '../live/worker-messages.ts';
import { startTexts } from '../locales/i18n.ts';
import { firstLanguage } from '../ui/preferences.tsx';
import { createRouter } from './routes.tsx';
import '../ui/styles.css';

const worker = new Worker(new URL('../live/socket.worker.ts', import.meta.url), {
  type: 'module',
  name: 'linetwin-socket',
});
const session: LiveSession = new LiveSession(
  {
    postMessage: (message, transfer = []) => worker.postMessage(message, transfer),
    set onmessage(handler: ((event: MessageEvent<FromWorker>) => void) | null) {
      worker.onmessage = handler;
    },
    terminate: () => worker.terminate(),
  },
  browserHost((protocol) => session.connection.onRefused(`protocol ${protocol}`)),
);
session.start(location.origin);
setInterval(() => session.tick(), TICK_MS);

await startTexts(firstLanguage(location.search));
createRoot(document.getElementById('root')!).render(
  <SessionContext value={session}>
    <RouterProvider router={createRouter()} />
  </SessionContext>,
);
