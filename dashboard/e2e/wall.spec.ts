import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '@linetwin/testing';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* The wall in the system's Chromium against a server that speaks the real contracts (`fake-server.ts`). */
const APP = join(import.meta.dirname, '../dist/app');
/** What is read from 5 m, and labels that are read from 3 m, on a screen of 1080 lines (docs/guides/wall.md). */
const READ_PX = 40;
const LABEL_PX = 24;
const SCREENS = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 2560, height: 1080 },
] as const;
const READ_FROM_5_M =
  '.wall-big, .wall-mid, .wall-clock b, .wall-matter-head b, .wall-matter-cause, .wall-counts b, .wall-caption b';

jest.setTimeout(60_000);

(chromiumPath === undefined ? describe.skip : describe)('the wall', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let server: FakeServer;
  let problems: string[];

  beforeAll(async () => {
    // The plan stands in for the hall here: what is tested is the same, and a software renderer takes its time.
    browser = await openBrowser({ webgl: false });
  });
  afterAll(async () => browser?.close());
  beforeEach(async () => {
    server = await startFakeServer({ app: APP });
    problems = [];
    await newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
    expect(problems).toEqual([]);
  });

  async function newPage(options: BrowserContextOptions = {}): Promise<void> {
    context = await browser.newContext({ viewport: SCREENS[0], locale: 'en-GB', ...options });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
  }
  const open = async (query = '') => {
    await page.goto(`${server.url}/wall${query}`);
    await page.waitForSelector('.wall-phase[data-phase="live"]');
    await page.waitForSelector('[data-tile="output"] .wall-big');
    await page.waitForSelector('[data-tile="power-trend"] .wall-trend');
  };
  const staleTiles = () => page.locator('.wall-tile[data-stale="true"]').count();

  test('speaks Chinese and is dark unless told otherwise, whatever the browser prefers', async () => {
    await open();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('heading', { name: '最大需量' }).waitFor();
    await open('?lang=en&theme=presentation');
    await page.getByRole('heading', { name: 'Peak demand' }).waitFor();
    expect(await page.locator('.wall').getAttribute('data-look')).toBe('presentation');
    // Nothing of it is remembered for pages of a desk.
    await page.goto(`${server.url}/alarms`);
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
  });

  test.each(['zh', 'en'])(
    'is legible from 5 m on every screen in %s, and nothing is cut off',
    async (lang) => {
      await open(`?lang=${lang}`);
      for (const { width, height } of SCREENS) {
        await page.setViewportSize({ width, height });
        const unit = height / 1080;
        const found = await page.evaluate(measureWall, READ_FROM_5_M);
        expect(found.cut).toEqual([]);
        expect(found.texts.filter(({ px }) => px < LABEL_PX * unit - 0.01)).toEqual([]);
        expect(found.read.length).toBeGreaterThan(15);
        expect(Math.min(...found.read)).toBeGreaterThanOrEqual(READ_PX * unit - 0.01);
      }
    },
  );

  test.each([
    ['an upright screen', { width: 1080, height: 1920 }],
    ['a phone', { width: 390, height: 844 }],
  ])('is one column on %s, in which nothing lies over the other', async (_name, size) => {
    await page.setViewportSize(size);
    await open();
    const places = await page.evaluate(() =>
      [...document.querySelectorAll('.wall-header, .wall-stage, .wall-tile, .wall-row')].map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { top, bottom: Math.max(bottom, top + element.scrollHeight) };
      }),
    );
    expect(places.length).toBeGreaterThan(8);
    const inOrder = places.sort((a, b) => a.top - b.top);
    const over = inOrder.filter(({ top }, n) => n > 0 && inOrder[n - 1].bottom > top + 1);
    expect(over).toEqual([]);
  });

  test('says beside an effectiveness above 100 % what it comes from', async () => {
    await open();
    const ofLine = page.locator('[data-tile="oee"] [data-line="weld-1"]');
    await ofLine.getByText('E：计划 90.0 s，实际 84.7 s').waitFor();
    expect(await page.locator('[data-tile="oee"] [data-line="bearing-1"] small').count()).toBe(0);
  });

  test('has a shape for every machine, and a camera that goes to new trouble and names it', async () => {
    await open('?lang=en');
    expect(await page.locator('.wall-glyphs .machine-glyph').count()).toBe(server.model.equipment.length);
    const machine = server.model.equipment.find(({ id }) => id === 'B11-IR2')!;
    const signal = server.model.signals.find(({ equipment }) => equipment === machine.address)!;
    server.raiseAlarm({ equipment: machine.address, signal: signal.address, priority: 1 });
    const caption = page.locator(`.wall-caption[data-machine="${machine.id}"]`);
    await caption.waitFor({ timeout: 15_000 });
    expect(await caption.textContent()).toContain(machine.name.en);
    expect(await page.locator('.wall-stage').getAttribute('data-at')).toBe(machine.address);
  });

  test('says on every tile since when its data are stale within 5 s, and recovers by itself without a hole', async () => {
    await open('?lang=en');
    const tiles = await page.locator('.wall-tile').count();
    expect(await staleTiles()).toBe(0);
    const known = () => page.locator('.wall-trend').getAttribute('data-known');
    const before = Number(await known());
    const port = Number(new URL(server.url).port);

    await server.stop();
    await page.waitForFunction(
      (all) => document.querySelectorAll('.wall-tile[data-stale="true"]').length === all,
      tiles,
      { timeout: 5000 },
    );
    const said = await page.locator('.wall-tile > header').allTextContents();
    for (const text of said) expect(text).toMatch(/Data stale since \d\d:\d\d:\d\d$/);

    server = await startFakeServer({ app: APP, port });
    await page.waitForFunction(() => document.querySelector('.wall-tile[data-stale="true"]') === null, null, {
      timeout: 10_000,
    });
    await page.waitForSelector('.wall-phase[data-phase="live"]');
    // The chart was asked for anew; the minutes of the outage are in it.
    expect(Number(await known())).toBeGreaterThanOrEqual(before);
  });

  test('notices within 5 s that the server is there but sends nothing any more', async () => {
    await open('?lang=en');
    server.hold();
    await page.waitForSelector('.wall-tile[data-stale="true"]', { timeout: 6000 });
    server.resume();
    await page.waitForFunction(() => document.querySelector('.wall-tile[data-stale="true"]') === null);
  });

  test('loads itself anew when the server has a new version, once', async () => {
    // The worker that keeps the old version for times without a network must not give it out then.
    await context.close();
    await newPage({ serviceWorkers: 'allow' });
    await open();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const folder = await temporaryFolder();
    try {
      await cp(APP, folder.path, { recursive: true });
      const index = await readFile(join(folder.path, 'index.html'), 'utf8');
      const [, script] = /src="(\/assets\/index-[^"]+\.js)"/.exec(index)!;
      const next = script.replace('index-', 'index-next-');
      await cp(join(APP, script), join(folder.path, next));
      await writeFile(join(folder.path, 'index.html'), index.replace(script, next));
      let loads = 0;
      page.on('load', () => loads++);
      const port = Number(new URL(server.url).port);
      await server.stop();
      server = await startFakeServer({ app: folder.path, port });
      await page.waitForSelector(`script[src="${next}"]`, { state: 'attached', timeout: 20_000 });
      await page.waitForSelector('.wall-phase[data-phase="live"]');
      await page.waitForSelector('[data-tile="output"] .wall-big');
      expect(loads).toBe(1);
    } finally {
      await folder.remove();
    }
  });
});

(chromiumPath === undefined ? describe.skip : describe)('the 3D hall of a wall', () => {
  test('comes back by itself after its graphics context was lost for good', async () => {
    const [browser, server] = await Promise.all([openBrowser(), startFakeServer({ app: APP })]);
    try {
      const page = await browser.newPage({
        viewport: { width: 480, height: 270 },
        reducedMotion: 'reduce',
      });
      await page.goto(`${server.url}/wall`);
      await page.waitForSelector('[data-scene="ready"]', { timeout: 100_000 });
      await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.scene-canvas')!;
        canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
      });
      await page.waitForSelector('[data-scene="lost"]');
      // A software renderer on a busy machine takes longer to build the hall than graphics hardware.
      await page.waitForSelector('[data-scene="ready"][data-attempt="1"]', { timeout: 60_000 });
    } finally {
      await browser.close();
      await server.stop();
    }
  }, 180_000);
});

/** Runs in the page: sizes of all texts, and what does not fit into its place. */
function measureWall(read: string) {
  const size = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
  const texts = [...document.querySelectorAll('.wall *')]
    .filter((element) => hasText(element) && !element.closest('svg'))
    .map((element) => ({ text: element.textContent!, px: size(element) }));
  const places = '.wall, .wall-side, .wall-tile, .wall-tile-body';
  const cut = [...document.querySelectorAll<HTMLElement>(places)]
    .filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.closest<HTMLElement>('[data-tile]')?.dataset.tile} ${e.className}`);
  return { texts, cut, read: [...document.querySelectorAll(read)].map(size) };
}
