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

export async function openBrowser(options: { webgl?: boolean } = {}): Promise<Browser> {
  const args =
    options.webgl === false
      ? ['--no-sandbox', '--disable-gpu', '--disable-3d-apis', ...FLAGS.slice(4)]
      : FLAGS;
  return chromium.launch({ executablePath: chromiumPath, headless: true, args });
}
