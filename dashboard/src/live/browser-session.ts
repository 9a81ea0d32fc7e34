import { browserHost } from './browser-host.ts';
import { LiveSession } from './live-session.ts';
import type { FromWorker } from './worker-messages.ts';

/** A session with a socket worker of its own, in the page's frame loop; to be started. */
export function browserSession(): LiveSession {
  const worker = new Worker(new URL('./socket.worker.ts', import.meta.url), {
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
  return session;
}
