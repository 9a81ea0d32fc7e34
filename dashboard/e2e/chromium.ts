import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Chromium of the system; nothing is downloaded. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromiumPath = process.env.CHROMIUM_PATH ?? PATHS.find((path) => existsSync(path));

/**
 * Features that are off: those that playwright-core turns off itself (a second list replaces its own), and the two last. Without
 * a screen Chromium still makes a whole window for each page, and for each window loads two pages of its own into the list under
 * its address bar, which takes as long as loading a page of ours.
 */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** Nothing that talks to the outside, and no process for each site: there is one site a page. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-site-isolation-trials',
  `--disable-features=${FEATURES_OFF.join()}`,
];

/**
 * WebGL 2 in software, and only that: Debian's Chromium would also paint and put together pages on the graphics card, where there
 * is none, at twice the time a page.
 */
const IN_SOFTWARE = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-rasterization',
  '--disable-gpu-compositing',
];
const WITHOUT_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

export interface BrowserOptions {
  /** Draws in software unless false: then pages have no WebGL at all. */
  webgl?: boolean;
  /**
   * Whether pages may install the worker that keeps the program for times without a network. In a new context it loads all of it
   * once more, which costs as much as the test around it: blocked, except where that worker is what is looked at.
   */
  serviceWorkers?: 'allow' | 'block';
  /**
   * What the hall is drawn with on pages that leave it to themselves. In software the finest takes several times as long as the
   * coarsest, which is enough where nobody judges the picture.
   */
  hall?: 'coarse' | 'fine';
}

export async function openBrowser({
  webgl = true,
  serviceWorkers = 'block',
  hall = 'fine',
}: BrowserOptions = {}): Promise<Browser> {
  const args = [...QUIET, ...(webgl ? IN_SOFTWARE : WITHOUT_WEBGL)];
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext({ serviceWorkers, ...options });
    if (webgl && hall === 'coarse') await context.addInitScript(drawCoarsely);
    return context;
  };
  return browser;
}

/** Runs in each page before its own program: the choice that its menu offers, unless somebody chose already. */
function drawCoarsely(): void {
  localStorage['linetwin.hall.quality'] ??= 'low';
}
