/// <reference lib="webworker" />
import { ExpirationPlugin } from 'workbox-expiration';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

/**
 * Opens the pages without a network: the program as it was last loaded, never data, which are `last-state.ts`'s.
 * A server that answers always has the first word on the page; built files never change under their name.
 */
const scope = self as unknown as ServiceWorkerGlobalScope;

const PAGE = 'linetwin-page';
const ASSETS = 'linetwin-assets';
/** Three builds of it, with the ranges of the Chinese font that were shown. */
const MOST_ASSETS = 600;
const KEPT_S = 60 * 86_400;
/** A server that takes longer is shown as away; the page is then there and says so. */
const PATIENCE_S = 4;

scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) =>
  // The page that installed this worker came past it.
  event.waitUntil(Promise.all([scope.clients.claim(), caches.open(PAGE).then((cache) => cache.add('/'))])),
);

/** A tap on a notification leads to its incident, in the page that is open or in a new one. */
scope.addEventListener('notificationclick', (event) => {
  const { path } = event.notification.data as { path: string };
  event.notification.close();
  event.waitUntil(
    scope.clients.matchAll({ type: 'window' }).then(async ([open]) => {
      if (!open) return void (await scope.clients.openWindow(path));
      await open.focus();
      await open.navigate(path);
    }),
  );
});

// Every address is the same page of the program.
registerRoute(
  new NavigationRoute(
    new NetworkFirst({
      cacheName: PAGE,
      networkTimeoutSeconds: PATIENCE_S,
      plugins: [
        { cacheKeyWillBeUsed: async () => '/', cacheWillUpdate: async ({ response }) => onlyGood(response) },
      ],
    }),
    { denylist: [/^\/api\//, /^\/live/] },
  ),
);

registerRoute(
  ({ url }) => url.origin === scope.location.origin && url.pathname.startsWith('/assets/'),
  new CacheFirst({
    cacheName: ASSETS,
    plugins: [
      new ExpirationPlugin({ maxEntries: MOST_ASSETS, maxAgeSeconds: KEPT_S, purgeOnQuotaError: true }),
    ],
  }),
);

/** A proxy's error is not the program. */
async function onlyGood(response: Response): Promise<Response | null> {
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  return response.ok && isPage ? response : null;
}
