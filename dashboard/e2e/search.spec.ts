import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SessionAnswer } from '@linetwin/contracts';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { violationsOf } from './every-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* What every page offers. */
const APP = join(import.meta.dirname, '../dist/app');
const ADMIN: SessionAnswer = {
  login: 'required',
  kind: 'person',
  user: {
    id: 'u1',
    login: 'li.jing',
    name: 'Li Jing',
    role: 'admin',
    disabled: false,
    source: 'password',
    mustChangePassword: false,
    createdAt: 0,
    lastSignInAt: null,
  },
  role: 'admin',
  acknowledgeByName: false,
  directory: null,
};

jest.setTimeout(240_000);

(chromiumPath === undefined ? describe.skip : describe)('every page', () => {
  let browser: Browser;
  let server: FakeServer;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false });
    server = await startFakeServer({ app: APP, session: ADMIN });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(path: string, query: string, page: Page): Promise<void> {
    // Without loading everything anew: the router listens to the history.
    if (page.url() === 'about:blank') await page.goto(`${server.url}${path}?${query}`);
    else
      await page.evaluate((to) => {
        history.pushState({}, '', to);
        dispatchEvent(new PopStateEvent('popstate', { state: {} }));
      }, `${path}?${query}`);
    await page.waitForFunction(
      () =>
        document.querySelector('main h1, main .empty, .wall .wall-tile, .hall') !== null &&
        document.querySelector('.ant-skeleton') === null,
    );
    // Pictures that fade in are half transparent until then.
    await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0))));
  }

  async function search(page: Page, words: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#search-everything:focus');
    await page.keyboard.type(words);
  }

  test('is found by Ctrl-K, and machines, signals and findings too, without a mouse', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    await open('/alarms', 'lang=en', page);
    const machine = server.model.equipment.find(({ id }) => id === 'B11-OR1')!;
    await search(page, 'b11or1');
    await page.waitForSelector('[role="option"][aria-selected="true"][data-hit="machine"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction((path) => location.pathname === path, `/equipment/${machine.address}`);
    await search(page, 'inner race');
    await page.waitForSelector('[data-hit="finding"]');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.search') === null);
    // By the other language's name too.
    await search(page, '系统');
    await page.getByRole('option', { name: 'System', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.pathname === '/system');
    await page.close();
  });

  test('finds a welded part by a piece of its serial, and shows its seams only', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    await open('/alarms', 'lang=en', page);
    await search(page, 'p-1048');
    await page.waitForSelector('[data-hit="part"]');
    const serial = await page.locator('[data-hit="part"] .search-title').first().textContent();
    await page.locator('[data-hit="part"]').first().click();
    const clear = page.getByRole('button', { name: `All seams of part ${serial}` });
    await clear.waitFor();
    await page.getByRole('heading', { name: 'Seams 1' }).waitFor();
    await clear.click();
    await page.waitForFunction(() => !new URLSearchParams(location.search).has('part'));
    await page.close();
  });

  test('goes on without a piece of its frame that cannot be loaded, and asks for it again', async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const refused: string[] = [];
    await page.route('**/assets/disk-banner-*.js', (route) => {
      refused.push(route.request().url());
      return refused.length <= 2 ? route.abort() : route.continue();
    });
    const loaded = page.waitForResponse(/\/assets\/disk-banner-.*\.js$/);
    await open('/alarms', 'lang=en', page);
    expect((await loaded).ok()).toBe(true);
    expect(refused.length).toBe(3);
    await page.locator('.topbar').waitFor();
    await page.getByRole('heading', { name: 'Alarms' }).first().waitFor();
    await page.close();
  });

  test('that cannot be shown says so inside of the frame, and the next one is shown all the same', async () => {
    // The service worker would have the page at hand.
    const page = await browser.newPage({
      viewport: { width: 1366, height: 768 },
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await page.route('**/assets/system-page-*.js', (route) => route.abort());
    await open('/alarms', 'lang=en', page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'System' }).click();
    await page.getByRole('alert').getByText('This page failed').waitFor();
    await page.locator('.topbar').getByRole('link', { name: 'Alarms' }).click();
    await page.getByRole('heading', { name: 'Alarms' }).first().waitFor();
    expect(await page.getByText('This page failed').count()).toBe(0);
    await page.close();
  });

  test('lists its keys by "?", those of the page first, but not while somebody writes', async () => {
    const page = await browser.newPage();
    await open('/workbench', 'lang=en', page);
    await page.locator('#content > *').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('#search-everything').fill('');
    await page.keyboard.type('?');
    expect(await page.locator('#search-everything').inputValue()).toBe('?');
    expect(await page.locator('.help').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('.search').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    expect(await page.locator('.help h4').allTextContents()).toEqual([
      'Everywhere',
      'Signal workbench',
      'Hall',
      'Layout',
      'Replay',
      'Rules',
    ]);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.help').waitFor({ state: 'hidden' });
    await page.close();
  });
});
