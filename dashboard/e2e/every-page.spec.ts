import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { SessionAnswer } from '@linetwin/contracts';
import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { everyPath, goTo, smallTargets, violationsOf, widerThanTheScreen } from './every-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import { RealServer } from './plant-server.ts';

/*
 * What holds for every page there is, also for those that are added later: the routes are read from the router itself. Twice:
 * with an invented plant in which much is amiss, and with the real server on its first day, when all is empty.
 */
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1366, height: 768 };

const PASSWORD = 'grinding wheels at dawn';
/** Sees every page. */
const ADMIN: SessionAnswer = {
  login: 'required',
  kind: 'person',
  user: {
    id: 'u1',
    login: 'li.jing',
    name: '李静',
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

jest.setTimeout(120_000);

(chromiumPath === undefined ? describe.skip : describe)('every page', () => {
  let browser: Browser;
  let fake: FakeServer;
  let real: RealServer;
  let paths: string[];

  beforeAll(async () => {
    [browser, fake, real] = await Promise.all([
      openBrowser({ webgl: false }),
      startFakeServer({ session: ADMIN }),
      RealServer.start({ LINETWIN_LOGIN: 'required' }),
    ]);
    const { lines, equipment } = fake.model;
    paths = await everyPath({
      ':line': lines[0].id,
      '*': equipment[0].address,
      ':incident': fake.incidents()[0].id,
      ':token': 'unknown',
      ':run': 'unknown',
    });
    // What the page shows once something is chosen.
    const signals = fake.model.signals.filter(({ periodMs }) => periodMs !== undefined).slice(0, 4);
    const shown = signals.map(({ address }) => address).join();
    paths.push(`/workbench?signals=${shown}`, `/workbench?signals=${shown}&analysis=kurtogram&source=burst`);
    expect(paths.length).toBeGreaterThan(20);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([fake?.stop(), real?.stop()]);
  });

  /** One page object for all pages of a test: they follow each other as by links. */
  async function opened(viewport: { width: number; height: number }, url: string): Promise<Page> {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    if (url === real.url) await signIn(context.request);
    return context.newPage();
  }

  async function signIn(request: APIRequestContext): Promise<void> {
    const headers = { origin: real.url };
    const session = `${real.url}/api/session`;
    const login = (password: string) =>
      request.post(session, { data: { login: 'admin', password }, headers });
    const first = { before: real.adminPassword, after: PASSWORD };
    if (!(await login(PASSWORD)).ok()) {
      await login(real.adminPassword);
      await request.put(`${session}/password`, { data: first, headers });
    }
  }

  async function findings(page: Page, url: string, query: string, look: (page: Page) => Promise<string[]>) {
    const found: string[] = [];
    for (const path of paths) {
      await goTo(page, url, `${path}${path.includes('?') ? '&' : '?'}${query}`);
      found.push(...(await look(page)).map((what) => `${path} ${what}`));
    }
    await page.context().close();
    return found;
  }

  test.each([
    ['zh', 'dark'],
    ['en', 'light'],
  ])('passes WCAG 2.2 AA as far as axe can tell, in %s and %s', async (lang, theme) => {
    const page = await opened(DESK, fake.url);
    expect(await findings(page, fake.url, `lang=${lang}&theme=${theme}&view=2d`, violationsOf)).toEqual([]);
  });

  test('passes it on the first day too, when all is empty', async () => {
    const page = await opened(DESK, real.url);
    expect(await findings(page, real.url, 'lang=zh&theme=light&view=2d', violationsOf)).toEqual([]);
  });

  test.each(['zh', 'en'])('fits a phone of 360 px and a gloved finger, in %s', async (lang) => {
    const page = await opened(PHONE, fake.url);
    const look = async (page: Page) => [...(await widerThanTheScreen(page)), ...(await smallTargets(page))];
    expect(await findings(page, fake.url, `lang=${lang}&theme=light&view=2d`, look)).toEqual([]);
  });
});
