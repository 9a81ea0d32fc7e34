import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { violationsOf } from './every-page.ts';
import { RealServer } from './plant-server.ts';

jest.setTimeout(300_000);

const PASSWORD = 'Qv7-harbor-tulip-48';
/** A worker takes up to 20 s for a plan, and longer on a busy machine. */
const PLANNED = { timeout: 120_000 };

/* The page of plans, from the first question to a plan that is withdrawn, with the worker that really solves them. */
(chromiumPath === undefined ? describe.skip : describe)('the planner', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false });
    server = await RealServer.start({ LINETWIN_ROLES: 'api,ingest,worker' });
    // What a test answers in place of the server must not be fetched past it.
    page = await browser.newPage({
      viewport: { width: 1366, height: 900 },
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await signIn(page, 'admin', server.adminPassword);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function signIn(of: Page, login: string, first: string): Promise<void> {
    await of.request.post(`${server.url}/api/session`, { data: { login, password: first } });
    const changed = await of.request.put(`${server.url}/api/session/password`, {
      data: { before: first, after: PASSWORD },
    });
    expect(changed.ok()).toBe(true);
  }
  const panel = (title: string | RegExp) =>
    page.locator('.panel', { has: page.getByRole('heading', { name: title }) });

  test('says that there is no plan yet, and what can be done', async () => {
    await page.goto(`${server.url}/planner?lang=en`);
    await page.getByText('No plan yet. Choose lines and ask for one').waitFor();
    expect(await page.getByRole('button', { name: 'Apply' }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('says when plans cannot be read, and reads them when asked again', async () => {
    await page.route('**/api/plans*', (route) => route.fulfill({ status: 503, json: { error: 'away' } }));
    await page.reload();
    await page.getByText('Plans could not be read').waitFor();
    await page.unroute('**/api/plans*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No plan yet.').waitFor();
  });

  test('tells why a plan cannot be asked for, and leaves the question open', async () => {
    await page.route('**/api/plans', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 409, json: { error: 'No tariff says what energy costs then.' } })
        : route.continue(),
    );
    await page.getByRole('button', { name: 'New plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New plan' }).click();
    await page.getByRole('alert').getByText('No tariff says what energy costs then.').waitFor();
    await page.unroute('**/api/plans');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('proposes a plan by sections, beside today’s way', async () => {
    await page.getByRole('button', { name: 'New plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New plan' }).click();
    await page.locator('[data-figure=saving]').waitFor(PLANNED);
    const [plan] = await (await page.request.get(`${server.url}/api/plans`)).json();
    const gantt = (way: 'today' | 'plan') => page.locator(`section[data-way=${way}]`);
    for (const way of ['today', 'plan'] as const) {
      await gantt(way).getByText('Section B01–B04').waitFor();
      await gantt(way).getByText('Bearing line 1 (rest)').waitFor();
      const drawn = await gantt(way).locator('[data-order="bearing-1/B01-B04"]').count();
      expect(drawn).toBeGreaterThan(0);
    }
    // When the forge starts and stops, and what its stock does, as the server planned it.
    const forge = panel(/Section B01–B04/);
    await forge.getByRole('img', { name: /Stock behind the furnace/ }).waitFor();
    const rows = await forge.locator('tbody tr').count();
    const runs = plan.plan.spans.filter(
      (span: { resource: string; what: string }) =>
        span.resource === 'bearing-1/B01-B04' && span.what === 'run',
    ).length;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(runs);
    // Nobody measured this plant yet: said, not hidden.
    await forge.getByText(/was not measured and is taken from the pace of the line/).waitFor();
    const parts = panel('Energy and its cost by section');
    expect(await parts.locator('tbody tr').count()).toBe(3);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('is applied after a question, shown as followed, and withdrawn again', async () => {
    await page.getByRole('button', { name: 'Apply' }).click();
    await page
      .getByRole('dialog')
      .getByText(/Apply this plan/)
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Withdraw' }).waitFor();
    await page.locator('.plan-choice', { hasText: 'Followed' }).waitFor();
    const stateNow = async () => (await (await page.request.get(`${server.url}/api/plans`)).json())[0].state;
    expect(await stateNow()).toBe('applied');
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.locator('.plan-choice', { hasText: 'Withdrawn' }).waitFor();
    expect(await stateNow()).toBe('withdrawn');
    expect(await page.getByRole('button', { name: 'Apply' }).count()).toBe(0);
  });

  test('says in the question why a plan was not applied: plans only advise on this line', async () => {
    await page.getByRole('button', { name: 'New plan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New plan' }).click();
    await page.getByRole('button', { name: 'Apply' }).waitFor(PLANNED);
    const mode = await page.request.put(`${server.url}/api/savings/modes/bearing-1/tariff-shift`, {
      data: { mode: 'advise' },
    });
    expect(mode.ok()).toBe(true);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await page
      .getByRole('alert')
      .getByText(/only advises on the line “Bearing line 1” or is off/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  test('refuses a viewer, on the page and by the server', async () => {
    const made = await page.request.post(`${server.url}/api/users`, {
      data: { login: 'li.jing', name: '李静', role: 'viewer' },
    });
    const { password } = await made.json();
    const context = await browser.newContext();
    const viewer = await context.newPage();
    await signIn(viewer, 'li.jing', password);
    await viewer.goto(`${server.url}/planner?lang=en`);
    const apply = viewer.getByRole('button', { name: 'Apply' });
    await apply.waitFor();
    for (const button of [apply, viewer.getByRole('button', { name: 'New plan' })]) {
      expect(await button.isDisabled()).toBe(true);
      expect(await button.getAttribute('title')).toBe('Needs the role Operator; yours is Viewer');
    }
    const [{ id }] = await (await viewer.request.get(`${server.url}/api/plans`)).json();
    expect((await viewer.request.post(`${server.url}/api/plans/${id}/apply`, { data: {} })).status()).toBe(
      403,
    );
    await context.close();
  });

  test('warns of a quarter that is about to reach the contract', async () => {
    const from = Math.floor(Date.now() / 900_000) * 900_000;
    const errorP90 = { atStart: 0.041, after5Min: 0.03, after10Min: 0.02 };
    const demand = {
      meter: 'site',
      time: from,
      nowKw: 2300,
      contractKw: 2500,
      forecast: { from, to: from + 900_000, runningKw: 2310, nextKw: 2450, errorP90 },
      warnShare: 0.95,
      peak: { from: from + 900_000, to: from + 1_800_000, kw: 2450 },
    };
    await page.route('**/api/energy/demand', (route) => route.fulfill({ json: demand }));
    await page.goto(`${server.url}/planner?lang=en`);
    const warning = page.locator('.demand-warning');
    await warning.waitFor();
    expect(await warning.textContent()).toMatch(/2,450.kW expected, 98.0.% of the contract of 2,500.kW/);
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/api/energy/demand');
  });

  test('is read on a phone without scrolling aside, in both themes and languages', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const query of ['lang=zh&theme=dark', 'lang=en&theme=light']) {
      await page.goto(`${server.url}/planner?${query}`);
      await page.locator('.plan-section canvas').waitFor();
      const [shown, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      expect([query, whole]).toEqual([query, Math.min(shown, whole)]);
      expect(await violationsOf(page)).toEqual([]);
    }
  });
});
