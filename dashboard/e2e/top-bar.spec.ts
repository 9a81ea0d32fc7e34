import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* From the narrowest phone to a wall, and each side of the steps in top-bar.css. */
const WIDTHS = [
  360, 390, 760, 761, 960, 961, 1024, 1220, 1221, 1280, 1305, 1306, 1340, 1341, 1366, 1440, 1450, 1451, 1486,
  1600, 1640, 1641, 1680, 1681, 1920, 1946,
];
const APP = join(import.meta.dirname, '../dist/app');

jest.setTimeout(120_000);

(chromiumPath === undefined ? describe.skip : describe)('the top bar', () => {
  let browser: Browser;
  let server: FakeServer;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false });
    server = await startFakeServer({ app: APP });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test.each(['zh', 'en'])(
    'has all that can be pressed on the screen, however narrow it is (%s)',
    async (lang) => {
      const page = await browser.newPage({ viewport: { width: 1920, height: 800 } });
      await page.goto(`${server.url}/alarms?lang=${lang}`);
      await page.waitForSelector('.topbar .pages a.active');
      const cut: Record<number, string[]> = {};
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        cut[width] = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.topbar a, .topbar button')]
            .filter((one) => one.checkVisibility())
            .filter((one) => {
              const { left, right } = one.getBoundingClientRect();
              return left < 0 || right > innerWidth;
            })
            .map((one) => one.textContent || one.ariaLabel || one.className),
        );
      }
      expect(cut).toEqual(Object.fromEntries(WIDTHS.map((width) => [width, []])));
      await page.close();
    },
  );
});
