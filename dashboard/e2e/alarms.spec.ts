import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;

(chromiumPath === undefined ? describe.skip : describe)('the page of alarms', () => {
  let browser: Browser;
  let server: FakeServer;
  let page: Page;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ webgl: false }), startFakeServer()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1366, height: 800 }, reducedMotion: 'reduce' });
  });
  afterEach(() => page.close());

  test('looks back a year, and says when it lists only the newest', async () => {
    const alarm = server.alarms()[0];
    await page.route('**/api/alarms/history?*', (route) =>
      route.fulfill({ json: Array.from({ length: 500 }, (_, n) => ({ ...alarm, id: `a${n}` })) }),
    );
    await page.goto(`${server.url}/alarms?lang=zh&tab=history`);
    const asked = page.waitForRequest((request) => {
      const { pathname, searchParams } = new URL(request.url());
      const spanMs = Number(searchParams.get('to')) - Number(searchParams.get('from'));
      return pathname === '/api/alarms/history' && Math.round(spanMs / DAY_MS) === 365;
    });
    await page.getByLabel('时间范围').click();
    await page.getByTitle('最近一年').click();
    await asked;
    await page.getByText('只列出最近的 500 条；导出的文件包含全部。').waitFor();
  });

  test('exports what is shown: of the line, the priority and the words that were chosen', async () => {
    await page.goto(`${server.url}/alarms?lang=zh&tab=history&span=week&line=weld-1&priority=2&search=气`);
    const asked = page.waitForRequest((request) => request.url().includes('/api/alarms/events.csv'));
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const query = new URL((await asked).url()).searchParams;
    expect(Number(query.get('to')) - Number(query.get('from'))).toBe(7 * DAY_MS);
    expect(['lang', 'line', 'priority', 'search'].map((name) => query.get(name))).toEqual([
      'zh',
      'weld-1',
      '2',
      '气',
    ]);
  });

  test('figures the performance of any time by the clock of the plant', async () => {
    const from = Date.UTC(2026, 0, 5, 0);
    await page.goto(
      `${server.url}/alarms?lang=zh&tab=performance&days=custom&between=${from}-${from + DAY_MS}`,
    );
    const begin = page.getByLabel('开始');
    expect(await begin.inputValue()).toBe('2026-01-05 08:00');
    await begin.fill('2026-01-05 16:00');
    await begin.press('Enter');
    const asked = page.waitForRequest((request) => request.url().includes('/api/alarms/performance'));
    await page.getByRole('button', { name: '查看', exact: true }).click();
    const query = new URL((await asked).url()).searchParams;
    expect([query.get('from'), query.get('to')].map(Number)).toEqual([from + DAY_MS / 3, from + DAY_MS]);
  });

  test('says which button to press while no time is chosen, by the name that it has', async () => {
    await page.goto(`${server.url}/alarms?lang=zh&tab=performance&days=custom`);
    const [, name] = /再按“(.+)”/.exec(await page.getByText('请选择开始和结束时间').innerText())!;
    await page.getByRole('button', { name, exact: true }).waitFor();
  });

  test('keeps what is being typed when the page is told something new', async () => {
    let answer!: () => void;
    const typed = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/alarms/performance?*', async (route) => {
      await typed;
      await route.fulfill({ status: 500 });
    });
    const from = Date.UTC(2026, 0, 5, 0);
    await page.goto(
      `${server.url}/alarms?lang=zh&tab=performance&days=custom&between=${from}-${from + DAY_MS}`,
    );
    const begin = page.getByLabel('开始');
    await begin.fill('2026-01-05 16:00');
    answer();
    await page.getByText('报警绩效无法读取。').waitFor();
    await begin.press('Enter');
    expect(await begin.inputValue()).toBe('2026-01-05 16:00');
  });

  test('offers no filter where it would filter nothing', async () => {
    await page.goto(`${server.url}/alarms?lang=zh&tab=performance`);
    await page.getByRole('heading', { name: '报警' }).waitFor();
    expect(await page.getByLabel('搜索报警或设备').count()).toBe(0);
    await page.locator('.ant-segmented-item', { hasText: '历史' }).click();
    await page.getByLabel('搜索报警或设备').waitFor();
  });

  test('asks on a phone for how long an alarm is shelved, with every choice on the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${server.url}/alarms?lang=zh`);
    await page.locator('.alarm-actions button.more').first().click();
    await page.getByRole('menuitem', { name: '搁置' }).click();
    const longest = page.getByRole('dialog').locator('.ant-segmented-item').last();
    const box = (await longest.boundingBox())!;
    expect([await longest.innerText(), box.x + box.width <= 360]).toEqual(['12', true]);
  });
});
