const RELOADED_FOR = 'linetwin.reloadedForBuild';
const ENTRY = /<script[^>]+type="module"[^>]*\ssrc="([^"]+)"/;

/** Address of the script that a page begins with; every build of the pages has another one. */
export function entryScriptOf(html: string): string | undefined {
  return ENTRY.exec(html)?.[1];
}

export interface BuildHost {
  /** Entry script of the page that is open. */
  current(): string | undefined;
  /** The page as the server has it now. */
  fetchPage(): Promise<string>;
  reload(): void;
  remembered(): string | null;
  remember(script: string): void;
}

/**
 * Loads the page anew when the server has another build of it, once for each build: where a reload still brings the old one
 * (a proxy that keeps pages), the screen goes on with what it has.
 */
export async function reloadForNewBuild(host: BuildHost): Promise<void> {
  const script = entryScriptOf(await host.fetchPage());
  if (script === undefined || script === host.current() || script === host.remembered()) return;
  host.remember(script);
  host.reload();
}

export const browserBuildHost: BuildHost = {
  current: () =>
    document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src') ?? undefined,
  fetchPage: async () => {
    const answer = await fetch('/', { cache: 'no-store' });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.text();
  },
  reload: () => location.reload(),
  remembered: () => sessionStorage.getItem(RELOADED_FOR),
  remember: (script) => sessionStorage.setItem(RELOADED_FOR, script),
};
