const WORKER = '/service-worker.js';
/** What the first page needs has loaded by then; the rest may come without hurry, ms. */
const CALM_MS = 10_000;

/**
 * Lets the pages open without a network. Only where the browser allows it: over HTTPS, or on the machine itself.
 * A failure is no one's business: everything else works without it.
 */
export async function installOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register(WORKER, { type: 'module' });
    await navigator.serviceWorker.ready;
    await keep(loadedAssets());
    // A server that is away just then is met again at the next opening.
    setTimeout(() => void keepPages().catch(() => undefined), CALM_MS);
  } catch {
    // Private windows and full disks refuse it.
  }
}

/** What this page has loaded so far went past the worker, which was not there yet. */
function loadedAssets(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/assets/'));
}

/** What came meanwhile, such as fonts of what was drawn; and pages that nobody has opened yet shall open too. */
async function keepPages(): Promise<void> {
  await keep(loadedAssets());
  const answer = await fetch('/scripts.json');
  if (answer.ok) await keep((await answer.json()) as string[]);
}

/** Asks for files, one after the other so that live data go first; the worker keeps what comes. */
async function keep(paths: readonly string[]): Promise<void> {
  for (const path of paths) await fetch(path, { priority: 'low' });
}
