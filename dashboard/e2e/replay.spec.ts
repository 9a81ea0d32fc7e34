import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { everyPath, goTo } from './every-page.ts';
import { RealServer } from './plant-server.ts';

/*
 * One cursor over everything: whatever a page of a replay asks the server for ends at the instant that it shows. The routes are read from
 * the router, so that a page that is added is looked at too.
 */
const MACHINE = 'liaocheng/bearing/bearing-1/B11-OR1';
/** Says what is so of the server now, of the calendar, of a run with a time of its own, or on the whole time bar. */
const NOT_OF_AN_INSTANT = /^\/api\/(disk|time-notes|session|production\/shifts|runs)(\/|$)/;
/** The workbench reads whole tiles of history; what lies right of the cursor is not drawn. */
const TILES = /^\/api\/history$/;
const SIZE = { width: 1366, height: 768 };
/** Outside the frame of pages, or before one is signed in. */
const APART = /^\/(n\/|sign-in|pair|wall$)/;

jest.setTimeout(240_000);

(chromiumPath === undefined ? describe.skip : describe)('a replay', () => {
  const at = Date.now() - 3_600_000;
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  const asked: URL[] = [];

  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ hall: 'coarse' }), RealServer.start()]);
    page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
    const before = server.adminPassword;
    await page.request.post(`${server.url}/api/session`, { data: { login: 'admin', password: before } });
    const changed = await page.request.put(`${server.url}/api/session/password`, {
      data: { before, after: 'Qv7-harbor-tulip-48' },
    });
    expect(changed.ok()).toBe(true);
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.startsWith('/api/')) asked.push(url);
    });
    await page.goto(`${server.url}/audit?lang=en&at=${new Date(at).toISOString()}`);
    await page.locator('.replay-banner').waitFor();
    // The time bar shows all of its time, also what is right of the cursor.
    await page.locator('.time-line').waitFor();
    await page.waitForLoadState('networkidle');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const open = async (path: string) => {
    asked.length = 0;
    await goTo(page, server.url, `${path}${path.includes('?') ? '&' : '?'}lang=en`);
    await page.waitForLoadState('networkidle');
  };
  const endsAtTheCursor = ({ pathname, searchParams }: URL) => {
    if (NOT_OF_AN_INSTANT.test(pathname)) return true;
    const told = searchParams.get('at');
    if (told !== null) return Number(told) === at;
    const to = searchParams.get('to');
    return to !== null && Number(to) <= at;
  };

  test('asks on every page for what was until the cursor, or says that the page shows the present', async () => {
    const paths = await everyPath({
      ':line': 'bearing-1',
      '*': MACHINE,
      ':incident': 'i1',
      ':token': 'unknown',
      ':run': 'unknown',
    });
    const later: string[] = [];
    const present: string[] = [];
    const askedBeyond = async (path: string) => {
      await open(path);
      const tiles = path.startsWith('/workbench?') ? TILES : undefined;
      return asked.filter((url) => !endsAtTheCursor(url) && !tiles?.test(url.pathname));
    };
    for (const path of [
      ...paths.filter((one) => !APART.test(one)).map((one) => (one === '/' ? '/?view=2d' : one)),
      `/?view=2d&sel=${MACHINE.split('/').slice(2).join('/')}`,
      '/findings?id=f1',
      '/findings?show=history',
      '/alarms?tab=history',
      '/alarms?tab=performance',
      '/maintenance?tab=orders',
      '/maintenance?tab=precision',
      '/production?period=day',
      '/energy?span=day',
      `/workbench?signals=${MACHINE}/vib_velocity&analysis=envelope&source=burst`,
    ]) {
      let beyond = await askedBeyond(path);
      if (await page.locator('.replay-banner .present-note').count()) {
        present.push(path);
        continue;
      }
      if (beyond.length > 0) {
        // A page before that shows the present may have asked while it was being left; the audit log asks once only.
        await open('/audit');
        beyond = await askedBeyond(path);
      }
      later.push(...beyond.map((url) => `${path}: ${url.href}`));
    }
    expect(later).toEqual([]);
    expect(present).toEqual(
      expect.arrayContaining(['/planner', '/savings', '/rules', '/runs', '/layout', '/system', '/audit']),
    );
    expect(present).not.toContain('/maintenance');
  });

  test.each([
    ['vibration', '/api/condition/bearings'],
    ['oee', '/api/production'],
  ])('paints the hall by what was known then: %s', async (overlay, path) => {
    // Nobody looks at the picture, which is drawn in software.
    await page.setViewportSize({ ...SIZE, height: 320 });
    const isOfOverlay = ({ pathname }: URL) => pathname === path;
    await Promise.all([
      page.waitForRequest((request) => isOfOverlay(new URL(request.url()))),
      open(`/?view=3d&overlay=${overlay}`),
    ]);
    await page.waitForLoadState('networkidle');
    const painted = asked.filter(isOfOverlay);
    expect(painted.filter((url) => Number(url.searchParams.get('at')) !== at)).toEqual([]);
    await page.setViewportSize(SIZE);
  });

  test('asks again for the instant that the cursor goes to', async () => {
    await open(`/equipment/${MACHINE}`);
    const askedFor = (instant: number) =>
      page.waitForRequest((request) => {
        const { pathname, searchParams } = new URL(request.url());
        return pathname === '/api/condition/bearings' && searchParams.get('at') === String(instant);
      });
    await Promise.all([askedFor(at - 10_000), page.keyboard.press('ArrowLeft')]);
    await Promise.all([askedFor(at), page.keyboard.press('ArrowRight')]);
  });

  test('ends where somebody opens a wall, which nothing would mark as the past', async () => {
    // Nobody looks at the picture, which is drawn in software.
    await page.setViewportSize({ width: 480, height: 270 });
    await open('/wall');
    await page.locator('.wall').waitFor();
    await open('/alarms');
    await page.setViewportSize(SIZE);
    expect(await page.locator('.replay-banner').count()).toBe(0);
  });
});
