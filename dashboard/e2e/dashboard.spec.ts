import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { SessionAnswer, User, UserRole } from '@linetwin/contracts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { fakeIncident } from './fake-plant.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';
import { fakeMotorFinding, fakeWindingFinding } from './fake-motor.ts';
import { fakeMountFinding } from './fake-mount.ts';
import { fakeDriveFinding, fakeShaftFinding } from './fake-shaft.ts';

/*
 * The built page in the system's Chromium against a server that speaks the real contracts (`fake-server.ts`):
 * browser, worker, socket and REST are real, the plant's values are invented.
 */
const APP = join(import.meta.dirname, '../dist/app');
const wanted = chromiumPath !== undefined;

if (!wanted && process.env.CI === 'true') {
  throw new Error('The browser tests need Chromium: install the package "chromium" or set CHROMIUM_PATH.');
}
if (!wanted) console.warn('Skipped: the browser tests need Chromium (package "chromium", or CHROMIUM_PATH).');

jest.setTimeout(60_000);

(wanted ? describe : describe.skip)('the dashboard in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let server: FakeServer;
  let problems: string[];
  let outside: string[];

  beforeAll(async () => {
    if (!existsSync(join(APP, 'index.html')))
      throw new Error(`${APP} is not built: run "npm run build -w @linetwin/dashboard" first.`);
    browser = await openBrowser({ webgl: false });
  });
  afterAll(async () => browser?.close());

  beforeEach(async () => {
    server = await startFakeServer({ app: APP });
    context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    problems = [];
    outside = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') outside.push(request.url());
    });
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
    expect(problems).toEqual([]);
    expect(outside).toEqual([]);
  });

  /** A machine of the model and its power signal. */
  function someMachine() {
    const machine = server.model.equipment.find(({ kind }) => kind === 'raceway-grinder')!;
    const power = server.model.signals.find(
      ({ equipment, role }) => equipment === machine.address && role === 'power',
    )!;
    return { machine, power };
  }

  /** Asked of the page itself: what playwright knows of the address comes a moment later. */
  const parameters = async () => new URLSearchParams(await page.evaluate(() => location.search));

  const valueOf = (address: string) => `.live-value[data-signal="${address}"] >> nth=0`;

  test('shows the first live frame and lets values move by themselves', async () => {
    const { machine, power } = someMachine();
    await page.goto(`${server.url}/equipment/${machine.address}?lang=en`);
    await page.waitForSelector('.pill[data-phase="live"]');
    const value = page.locator(`${valueOf(power.address)}`).locator('b');
    await page.waitForFunction((a) => {
      const text = document.querySelector(`.live-value[data-signal="${a}"] b`)?.textContent ?? '';
      return /\d/.test(text);
    }, power.address);
    const before = await value.textContent();
    await page.waitForFunction(
      ([a, old]) => document.querySelector(`.live-value[data-signal="${a}"] b`)?.textContent !== old,
      [power.address, before] as const,
    );
  });

  test('acknowledges an alarm by name and stops its pulse', async () => {
    const alarm = server.raiseAlarm();
    await page.goto(`${server.url}/alarms?lang=en`);
    const row = page.locator(`[data-alarm="${alarm.id}"]`);
    await row.locator('[data-pulsing="true"]').waitFor();
    await row.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Enter your name').waitFor();
    await page.locator('#acknowledge-name').fill('Li Jing');
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await row.locator('[data-pulsing="false"]').waitFor();
    expect(await row.textContent()).toContain('Li Jing');
    expect(server.alarms().find(({ id }) => id === alarm.id)).toMatchObject({
      state: 'Acknowledged',
      acknowledgedBy: 'Li Jing',
    });
  });

  test('lists senders with their clocks, those that need eyes first, and the latest gaps with their causes', async () => {
    await page.goto(`${server.url}/system?lang=en`);
    const sources = page.locator('[data-source]');
    await sources.first().waitFor();
    expect(await sources.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-source')))).toEqual([
      'press-shop-plc',
      'weld-shop-1',
      'bearing-shop-1',
      'bearing-shop-2',
    ]);
    const texts = await sources.allTextContents();
    expect(texts[0]).toContain('clock is wrong');
    expect(texts[0]).toMatch(/47\.31.s behind/);
    expect(texts[1]).toContain('disconnected');
    expect(texts[3]).toContain('being measured');
    const gaps = page.locator('[data-gap]');
    await gaps.first().waitFor();
    const [open, part, , filled] = await gaps.allTextContents();
    expect(open).toMatch(/Sender disconnected.*still lasts.*open/);
    expect(part).toMatch(/Machine silent.*42.s missing/);
    expect(filled).toMatch(/Server was down.*all of it/);
  });

  test('explains an effectiveness above 100 % on the page of the line', async () => {
    await page.goto(`${server.url}/lines/weld-1?lang=en`);
    await page
      .getByText('Planned run time per item 90.0 s, real 84.7 s: check the planned cycle time.')
      .waitFor();
  });

  test('says beside the OEE of a line which gaps it touches, and leads to them', async () => {
    const [whole, gappy] = server.model.lines;
    await page.goto(`${server.url}/lines/${gappy.id}?lang=en`);
    await page.getByText(/Gaps in the data: 2, 7.min of this shift/).click();
    await page.locator('[data-gap]').first().waitFor();
    await page.goto(`${server.url}/lines/${whole.id}?lang=en`);
    await page.locator('.ratio-list').waitFor();
    expect(await page.getByText(/Gaps in the data/).count()).toBe(0);
  });

  /** The same server for somebody who is signed in. */
  async function signedIn(role: UserRole): Promise<void> {
    await server.stop();
    const user: User = {
      id: 'u1',
      login: 'wang.wei',
      name: 'Wang Wei',
      role,
      disabled: false,
      source: 'password',
      mustChangePassword: false,
      createdAt: 0,
      lastSignInAt: null,
    };
    const session: SessionAnswer = {
      login: 'required',
      kind: 'person',
      user,
      role,
      acknowledgeByName: false,
      directory: null,
    };
    server = await startFakeServer({ app: APP, session });
  }

  test('acknowledges under the own name of an operator who is signed in', async () => {
    await signedIn('operator');
    const alarm = server.raiseAlarm();
    await page.goto(`${server.url}/alarms?lang=en`);
    const row = page.locator(`[data-alarm="${alarm.id}"]`);
    await row.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Recorded under the name Wang Wei').waitFor();
    expect(await page.locator('#acknowledge-name').count()).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await row.locator('[data-pulsing="false"]').waitFor();
    expect(await row.textContent()).toContain('by Wang Wei');
  });

  test('lets a viewer acknowledge nothing, and says why', async () => {
    await signedIn('viewer');
    const alarm = server.raiseAlarm();
    await page.goto(`${server.url}/alarms?lang=en`);
    const button = page.locator(`[data-alarm="${alarm.id}"]`).getByRole('button', { name: 'Acknowledge' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await button.getAttribute('title')).toBe('Needs the role Operator; yours is Viewer');
    await page.locator('.page-head', { hasText: 'Needs the role Operator; yours is Viewer' }).waitFor();
  });

  test('shows an alarm that rises while the page is open', async () => {
    await page.goto(`${server.url}/alarms?lang=en`);
    await page.waitForSelector('[data-alarm]');
    const alarm = server.raiseAlarm({ id: 'fresh' });
    await page.waitForSelector(`[data-alarm="${alarm.id}"]`);
  });

  test('switches language and theme, and keeps both in the URL', async () => {
    await page.goto(`${server.url}/alarms`);
    await page.getByRole('heading', { name: '报警' }).waitFor();
    await page.locator('#switch-language').click();
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
    const theme = await page.locator('html').getAttribute('data-theme');
    await page.locator('#switch-theme').click();
    const other = theme === 'dark' ? 'light' : 'dark';
    await page.waitForSelector(`html[data-theme="${other}"]`);
    const url = await parameters();
    expect([url.get('lang'), url.get('theme')]).toEqual(['en', other]);
    await page.reload();
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe(other);
  });

  test('says what to do while a period is not chosen, and why one cannot be shown', async () => {
    await page.goto(`${server.url}/production?lang=en&period=custom`);
    await page.getByText('Choose when it begins and ends, then press "Show".').waitFor();
    const show = page.getByRole('button', { name: 'Show', exact: true });
    const type = async (field: string, text: string) => {
      await page.getByLabel(field, { exact: true }).fill(text);
      await page.getByLabel(field, { exact: true }).press('Enter');
    };
    await type('End', '2026-01-05 08:00');
    await page.getByRole('alert').getByText('It must end after it begins.').waitFor();
    expect(await show.isDisabled()).toBe(true);
    await type('End', '2126-01-06 08:00');
    await type('Begin', '2126-01-05 08:00');
    await page.getByRole('alert').getByText('It begins in the future.').waitFor();
    expect(await show.isDisabled()).toBe(true);
    await type('Begin', '2026-01-05 08:00');
    await page.waitForFunction(() => document.querySelector('.custom-span [role="alert"]') === null);
    expect(await show.isDisabled()).toBe(false);
  });

  test('does not say that no shift is planned while the shifts cannot be read', async () => {
    await page.route('**/api/production/shifts?*', (route) => route.fulfill({ status: 503 }));
    await page.goto(`${server.url}/production?lang=en`);
    await page.getByText('The shifts cannot be read').waitFor();
    await page.unroute('**/api/production/shifts?*');
    const asked = page.waitForRequest('**/api/production/shifts?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await asked;
  });

  test('finds a machine by its name in either language and opens it by keyboard', async () => {
    const { machine } = someMachine();
    await page.goto(`${server.url}/?view=2d&lang=en`);
    await page.locator('#machine-search').fill(machine.name.zh.slice(0, 2));
    await page.waitForSelector(`.tree-row[data-machine="${machine.id}"]`);
    await page.locator('#machine-search').fill(machine.id);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hall-detail .detail-title');
    expect(await page.locator('.hall-detail h1').textContent()).toContain(machine.id);
    expect((await parameters()).get('sel')).toBe(`${machine.line}/${machine.id}`);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('sel'));
  });

  test('shows the same states in 2D when asked to, with the same selection', async () => {
    const { machine } = someMachine();
    await page.goto(`${server.url}/?view=2d&lang=en`);
    await page.waitForSelector('.pill[data-phase="live"]');
    await page.waitForSelector('.plan-machine');
    expect(await page.locator('.plan-machine').count()).toBe(server.model.equipment.length);
    const onPlan = page.locator(`.plan-machine[data-machine="${machine.id}"]`);
    const look = await onPlan.getAttribute('data-look');
    const inTree = page.locator(`.tree-row[data-machine="${machine.id}"] .machine-glyph`);
    expect(await inTree.getAttribute('data-look')).toBe(look);
    await onPlan.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.tree-row[data-machine="${machine.id}"][aria-current="true"]`);
  });

  test('holds the chosen line in the address, and Escape leads back to the whole hall', async () => {
    await page.goto(`${server.url}/?view=2d&lang=en`);
    await page.waitForSelector('.plan-machine');
    const { name, id } = server.model.lines[1];
    const choice = page.getByRole('radiogroup', { name: 'Line' });
    await choice.getByText(name.en).click();
    await page.waitForFunction((line) => new URL(location.href).searchParams.get('line') === line, id);
    await page.reload();
    await choice.locator('.ant-segmented-item-selected').filter({ hasText: name.en }).waitFor();
    await page.keyboard.press('Escape');
    await choice.locator('.ant-segmented-item-selected').filter({ hasText: 'All' }).waitFor();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('line'));
  });

  test('turns every value stale when the server is lost, and recovers by itself', async () => {
    const { machine, power } = someMachine();
    await page.goto(`${server.url}/equipment/${machine.address}?lang=en`);
    await page.waitForSelector('.pill[data-phase="live"]');
    await page.waitForSelector('.live-value[data-stale="false"]');
    const port = Number(new URL(server.url).port);
    await server.stop();
    await page.waitForSelector('.banner');
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLElement>('.live-value')].every(
        (value) => value.dataset.stale === 'true' || value.querySelector('b')?.textContent === '–',
      ),
    );
    server = await startFakeServer({ app: APP, port });
    await page.waitForSelector('.pill[data-phase="live"]');
    await page.waitForSelector(`.live-value[data-signal="${power.address}"][data-stale="false"]`);
    expect(await page.locator('.banner').count()).toBe(0);
  });

  test('says so when the server is there but nothing comes any more', async () => {
    await page.goto(`${server.url}/alarms?lang=en`);
    await page.waitForSelector('.pill[data-phase="live"]');
    server.hold();
    await page.waitForSelector('.pill[data-phase="silent"]', { timeout: 10_000 });
    server.resume();
    await page.waitForSelector('.pill[data-phase="live"]');
  });

  test('proves a finding with its marked envelope spectrum', async () => {
    await page.goto(`${server.url}/findings?lang=en`);
    await page.getByText('Inner race fault').first().waitFor();
    await page.waitForSelector('.evidence .uplot canvas');
    await page.getByText('BPFI · Inner race fault').waitFor();
    await page.getByText('Pre-whitened').click();
    await page.getByText('Why not another fault').waitFor();
    await page.getByText('Best band').click();
    await page.getByText('these lines are sidebands of another carrier').waitFor();
  });

  test('says of how many bursts a finding is, that its spectrum is their mean, and what the newest says alone', async () => {
    const own = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await own.route('**/api/findings/finding-3*', async (route) => {
      const response = await route.fetch();
      const finding = (await response.json()) as { diagnosis: object };
      const alone = { verdict: 'not-diagnosable', grade: 'none', reason: 'not-confirmed' };
      const series = { bursts: 9, says: 'named', fault: 'outer-race', alone };
      await route.fulfill({ json: { ...finding, diagnosis: { ...finding.diagnosis, series } } });
    });
    await own.goto(`${server.url}/findings?lang=zh&id=finding-3`);
    const words = await own.locator('.bursts-together').innerText();
    expect(words).toMatch(/9 次采集合并判断\s+合并结论：\s+外圈故障\s+最近一次采集单独看：\s+无法判断/);
    expect(words).toContain('9 次采集的平均谱');
    const facts = (await own.locator('.finding-facts').innerText()).replace(/\s+/g, ' ');
    expect(facts).toMatch(/滑差 0\.40 % 9 次平均/);
    const { scroll, view } = await own.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      view: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(view);
    await own.close();
  });

  test('proves a finding of a shaft over its own healthy spectrum, and says what is not excluded', async () => {
    await page.goto(`${server.url}/findings?lang=en&id=finding-shaft`);
    await page.waitForSelector('.evidence .uplot canvas');
    const evidence = page.locator('.evidence');
    expect(await evidence.getByRole('row', { name: /^1× / }).innerText()).toMatch(
      /1\.00\s+2\.71\s+0\.62\s+4\.4×/,
    );
    await evidence.locator('li', { hasText: /Healthy .*1,476 r\/min/ }).waitFor();
    const open = evidence.locator('li', { hasText: 'Bent shaft' });
    expect(await open.innerText()).toContain('not excluded: Axial over radial 1× not measured here');
    expect(await evidence.locator('li', { hasText: 'Looseness' }).innerText()).toContain('excluded');
    await page.goto(`${server.url}/findings?lang=zh&id=finding-shaft`);
    await page.getByText('历次采样的趋势').waitFor();
    await page.getByText('检查平衡环、夹具和积屑。').waitFor();
  });

  test.each([
    ['belt', [/^Belt 1× 0\.37 0\.71 0\.05 14\.2×/, /^Belt 2× 0\.74 1\.42 0\.06 23\.7×/]],
    ['gear', [/^GMF 9\.00 0\.90 0\.30 3\.0×/, /^GMF−1 8\.00 0\.52 0\.05 10\.4×/]],
    ['resonance', [/^2× 2\.00 2\.90 0\.11 26\.4×/]],
  ] as const)('proves a %s by its own lines', async (fault, rows) => {
    const finding = fakeDriveFinding(server.model.equipment[0], Date.now() - 60_000, fault);
    const own = await browser.newPage();
    await own.route(`**/api/findings/finding-${fault}*`, (route) => route.fulfill({ json: finding }));
    await own.goto(`${server.url}/findings?lang=en&id=finding-${fault}`);
    await own.waitForSelector('.evidence .uplot canvas');
    for (const name of rows) expect(await own.getByRole('row', { name }).count()).toBe(1);
    await own.close();
  });

  test('proves broken rotor bars by the current around its supply line, where the slip says that they show', async () => {
    const machine = server.model.equipment.find(({ motor }) => motor)!;
    const finding = fakeMotorFinding(machine, Date.now() - 60_000);
    const own = await browser.newPage();
    await own.route('**/api/findings/finding-motor*', (route) => route.fulfill({ json: finding }));
    await own.goto(`${server.url}/findings?lang=en&id=finding-motor`);
    await own.waitForSelector('.evidence .uplot canvas');
    const facts = (await own.locator('.finding-facts').innerText()).replace(/\s+/g, ' ');
    expect(facts).toMatch(/Load 90 % Slip 2\.10 % Supply 50\.00 Hz/);
    expect(await own.getByRole('row', { name: /^f1\(1−2s\)/ }).innerText()).toMatch(
      /47\.9\d\sHz\s+−42\.\d\sdB/,
    );
    expect(await own.getByRole('row', { name: /^Sideband of broken bars/ }).innerText()).toMatch(/≥\s−48\.0/);
    await own.close();
  });

  test('proves a short of the winding by the current and the voltages, on a phone in Chinese', async () => {
    const machine = server.model.equipment.find(({ motor }) => motor)!;
    const finding = fakeWindingFinding(machine, Date.now() - 60_000);
    const own = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await own.route('**/api/findings/finding-motor*', (route) => route.fulfill({ json: finding }));
    await own.goto(`${server.url}/findings?lang=zh&id=finding-motor`);
    await own.waitForSelector('.evidence .uplot canvas');
    const row = (name: RegExp) => own.getByRole('row', { name }).first().innerText();
    expect(await row(/^负序电压/)).toMatch(/0\.40\s%\s+(健康时\s+)?0\.40\s%/);
    expect(await row(/^负序电流增量与电压变化之比/)).toMatch(/37\.0×\s+≥\s10\.0×/);
    await own.close();
  });

  test('proves a loose accelerometer by the levels of its bands, with the resonance of its mount', async () => {
    const finding = fakeMountFinding(server.model.equipment[0], Date.now() - 60_000);
    const own = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await own.route('**/api/findings/finding-mount*', (route) => route.fulfill({ json: finding }));
    await own.goto(`${server.url}/findings?lang=zh&id=finding-mount`);
    await own.waitForSelector('.evidence .uplot canvas');
    const facts = (await own.locator('.finding-facts').innerText()).replace(/\s+/g, ' ');
    expect(facts).toMatch(/安装共振 1,850 Hz 放大倍数 Q 8/);
    expect(await own.getByRole('row', { name: /^共振处超出健康时最高值/ }).innerText()).toMatch(
      /14\.2\sdB\s+>\s4\.0/,
    );
    await own.getByText('重新安装，按力矩拧紧，固定电缆').waitFor();
    const { scroll, view } = await own.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      view: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(view);
    await own.close();
  });

  test('proves an incident by the finding that names its cause, on a phone too', async () => {
    const finding = fakeShaftFinding(server.model.equipment[0], Date.now() - 60_000);
    const own = { id: finding.id, newestId: finding.id, equipment: finding.equipment };
    const incident = {
      ...fakeIncident(server.model, server.alarms()[0]),
      id: 'incident-of-a-shaft',
      members: [
        { ...own, kind: 'finding', key: 'imbalance', title: finding.summary, at: finding.firstSeenAt },
      ].map((member) => ({ ...member, endedAt: null, repeats: 0, follows: null })),
    };
    incident.cause = { ...incident.cause, equipment: finding.equipment, members: [finding.id] };
    const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await phone.route('**/api/incidents/incident-of-a-shaft', (route) => route.fulfill({ json: incident }));
    await phone.goto(`${server.url}/maintenance/incident-of-a-shaft?lang=zh`);
    const proof = phone.locator('.panel', { hasText: '还可能是什么' });
    await proof.locator('.uplot canvas').first().waitFor();
    expect(await proof.innerText()).toContain('轴弯曲 未排除');
    const { scroll, view } = await phone.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      view: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(view);
    await phone.close();
  });

  test('says why there is no verdict where there is none', async () => {
    await page.goto(`${server.url}/findings?lang=en&show=all`);
    await page.getByText('Cannot be judged').first().click();
    await page.getByText('No fault seen, but the burst is too short or too noisy').waitFor();
  });

  test('falls back to the plan where the browser has no WebGL', async () => {
    const plain = await openBrowser({ webgl: false });
    try {
      const flat = await plain.newPage();
      await flat.goto(`${server.url}/?lang=en`);
      await flat.getByText('This device has no WebGL').waitFor();
      expect(await flat.locator('.plan-machine').count()).toBe(server.model.equipment.length);
    } finally {
      await plain.close();
    }
  });
});
