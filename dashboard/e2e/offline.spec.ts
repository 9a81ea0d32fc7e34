import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SessionAnswer } from '@linetwin/contracts';
import { eventually } from '@linetwin/testing';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* A phone that was in the hall and is out of reach now, in the system's Chromium. */
const APP = join(import.meta.dirname, '../dist/app');
const LI_JING: SessionAnswer = {
  login: 'required',
  kind: 'person',
  user: {
    id: 'u1',
    login: 'li.jing',
    name: 'Li Jing',
    role: 'operator',
    disabled: false,
    source: 'password',
    mustChangePassword: false,
    createdAt: 0,
    lastSignInAt: null,
  },
  role: 'operator',
  acknowledgeByName: false,
  directory: null,
};
jest.setTimeout(120_000);

/** In the page: how many scripts of the program would not be there without the server. */
async function scriptsMissing(): Promise<number> {
  const cache = await caches.open('linetwin-assets');
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  const listed = (await (await fetch('/scripts.json')).json()) as string[];
  return listed.filter((script) => !kept.has(script)).length;
}

/** In the page: how many states of the plant the browser keeps. */
async function statesKept(): Promise<number> {
  // Opening a database that is not there would make an empty one in its place.
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'linetwin')) return 0;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('linetwin');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('offline').objectStore('offline').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
}

(chromiumPath === undefined ? describe.skip : describe)('out of reach of the server', () => {
  let browser: Browser;
  let server: FakeServer | undefined;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false, serviceWorkers: 'allow' });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await context?.close();
    await server?.stop();
  });

  /** A phone that has seen the plant, and was put into a pocket. */
  async function seen(): Promise<void> {
    server = await startFakeServer({ app: APP, session: LI_JING });
    context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    await page.goto(`${server.url}/maintenance?lang=en`);
    await page.locator('main h1').waitFor();
    await eventually(
      'all scripts kept',
      () => page.evaluate(scriptsMissing),
      (missing) => missing === 0,
      60_000,
    );
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
    await eventually(
      'state kept',
      () => page.evaluate(statesKept),
      (count) => count > 0,
    );
  }

  test('shows the last known state, marked as such, on pages never opened before, until the server is back', async () => {
    await seen();
    const { url, model } = server!;
    await server!.stop();
    server = undefined;

    await page.goto(`${url}/?lang=en&view=2d`);
    const banner = page.locator('.banner[role=alert]');
    await banner.waitFor();
    expect(await banner.innerText()).toMatch(/\d\d:\d\d:\d\d/);
    // Who looks is known, so that nothing is offered that this person may not do.
    await page.locator('#account').click();
    await page.getByText('li.jing').waitFor();
    await page.keyboard.press('Escape');
    const machines = page.locator('.plan [data-machine]');
    await machines.first().waitFor();
    expect(await machines.count()).toBe(model.equipment.length);

    await page.goto(`${url}/alarms?lang=zh`);
    const alarms = page.locator('main tbody tr');
    await alarms.first().waitFor();
    await banner.waitFor();

    // It goes on live by itself when the server is back.
    server = await startFakeServer({ app: APP, session: LI_JING, port: Number(new URL(url).port) });
    await banner.waitFor({ state: 'detached' });
    await alarms.first().waitFor();
  });

  test('shows nothing to whoever takes the phone after signing out', async () => {
    await seen();
    const { url } = server!;
    await page.locator('#account').click();
    await page.getByText('Sign out').click();
    await eventually(
      'state forgotten',
      // Signing out loads the page anew, and between two pages there is nobody to ask.
      () => page.evaluate(statesKept).catch(() => -1),
      (count) => count === 0,
    );
    await server!.stop();
    server = undefined;
    await page.goto(`${url}/alarms?lang=en`);
    await page.locator('.gate-box').waitFor();
    expect(await page.locator('main').count()).toBe(0);
  });
});
