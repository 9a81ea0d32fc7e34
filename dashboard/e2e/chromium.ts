import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Chromium of the system; nothing is downloaded. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromiumPath = process.env.CHROMIUM_PATH ?? PATHS.find((path) => existsSync(path));

/** WebGL 2 in software, and nothing that talks to the outside. */
const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserOptions {
  /** Draws in software unless false: then pages have no WebGL at all. */
  webgl?: boolean;
  /**
   * Whether pages may install the worker that keeps the program for times without a network. In a new context it loads all of it
   * once more, which costs as much as the test around it: blocked, except where that worker is what is looked at.
   */
  serviceWorkers?: 'allow' | 'block';
}

export async function openBrowser({
  webgl = true,
  serviceWorkers = 'block',
}: BrowserOptions = {}): Promise<Browser> {
  const args = webgl ? FLAGS : ['--no-sandbox', '--disable-gpu', '--disable-3d-apis', ...FLAGS.slice(4)];
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = (options) => newContext({ serviceWorkers, ...options });
  return browser;
}
