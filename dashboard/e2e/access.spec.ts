import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { RealServer } from './plant-server.ts';

/* The built pages against the real server with login required: who may come in, and what each one may do there. */
jest.setTimeout(60_000);

const PASSWORD = 'grinding wheels at dawn';

(chromiumPath === undefined ? describe.skip : describe)('pages that need a name', () => {
  let browser: Browser;
  let server: RealServer;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    [browser, server] = await Promise.all([
      openBrowser({ webgl: false }),
      RealServer.start({ LINETWIN_LOGIN: 'required' }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    // What the content security policy forbids is said on the console only.
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text());
    });
  });
  afterEach(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });

  async function signIn(login: string, password: string, path = '/users?lang=en'): Promise<void> {
    await page.goto(`${server.url}${path}`);
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** A new user, made by the admin on the page. @returns the first password */
  async function addUser(name: string, login: string, role: string): Promise<string> {
    await page.getByRole('button', { name: 'New user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#user-name').fill(name);
    await dialog.locator('#user-login').fill(login);
    await dialog.getByRole('radio', { name: role }).check();
    await dialog.getByRole('button', { name: 'New user' }).click();
    const password = await page.locator('#made-secret').textContent();
    await page.getByRole('button', { name: 'Handed over' }).click();
    await page.locator(`[data-user="${login}"]`).waitFor();
    return password!;
  }

  async function chooseFirstPassword(): Promise<void> {
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    await page.locator('#new-password').fill(PASSWORD);
    await page.locator('#new-password-again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
  }

  test('show nothing of the plant before, and let the first admin choose a password', async () => {
    const asked: string[] = [];
    page.on('websocket', (socket) => asked.push(socket.url()));
    await page.goto(`${server.url}/alarms?lang=en`);
    await page.getByRole('heading', { name: 'Sign in to Linetwin' }).waitFor();
    expect(await page.locator('.topbar').count()).toBe(0);
    expect(asked).toEqual([]);

    await page.locator('#login').fill('admin');
    await page.locator('#password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The user name or the password is wrong.').waitFor();
    await page.locator('#password').fill(server.adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await chooseFirstPassword();
    // The page that was asked for, now live.
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    await page.locator('#account').waitFor();
    expect(asked.length).toBeGreaterThan(0);
  });

  test('say in the language of the page what a user name may be, and that one is taken', async () => {
    await signIn('admin', PASSWORD);
    await page.locator('#account').waitFor();
    await page.goto(`${server.url}/users?lang=zh`);
    await page.getByRole('button', { name: '新建用户' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#user-name').fill('李静');
    await dialog.locator('#user-login').fill('li jing');
    await dialog.getByRole('button', { name: '新建用户' }).click();
    await dialog.getByText('用户名以字母、数字或汉字开头').waitFor();
    await dialog.locator('#user-login').fill('Admin');
    await dialog.getByRole('button', { name: '新建用户' }).click();
    await dialog.getByText('用户名“admin”已被使用（包括已停用的），请换一个。').waitFor();
  });

  test('lead an admin to users and to what they did; a viewer to neither', async () => {
    await signIn('admin', PASSWORD);
    const first = await addUser('李静', 'li.jing', 'Viewer');
    await page.goto(`${server.url}/audit?lang=en`);
    const row = page.locator('.audit-table tr', { hasText: 'Added user' }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain('li.jing');

    await page.locator('#account').click();
    await page.getByText('Sign out').click();
    await page.locator('#login').waitFor();

    await signIn('li.jing', first);
    await chooseFirstPassword();
    await page.getByText('This page is for admins only.').waitFor();
    await page.locator('#account').click();
    expect(await page.getByRole('menuitem', { name: 'Users' }).count()).toBe(0);
    expect((await page.request.get(`${server.url}/api/users`)).status()).toBe(403);
  });

  test('turn somebody out at once whose role is taken away', async () => {
    await signIn('admin', PASSWORD);
    const first = await addUser('Wang Wei', 'wang.wei', 'Operator');
    const other = await browser.newContext({ locale: 'en-GB' });
    const operator = await other.newPage();
    await operator.goto(`${server.url}/alarms?lang=en`);
    await operator.locator('#login').fill('wang.wei');
    await operator.locator('#password').fill(first);
    await operator.getByRole('button', { name: 'Sign in' }).click();
    await operator.locator('#new-password').fill(PASSWORD);
    await operator.locator('#new-password-again').fill(PASSWORD);
    await operator.getByRole('button', { name: 'Change password' }).click();
    await operator.getByRole('heading', { name: 'Alarms' }).waitFor();

    await page.locator('[data-user="wang.wei"]').getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await operator.locator('#login').waitFor();
    await other.close();
  });

  test('pair a wall display by the code on its screen, which then shows the plant and nothing else', async () => {
    const wall = await browser.newContext({ locale: 'zh-CN', viewport: { width: 480, height: 270 } });
    const screen = await wall.newPage();
    await screen.goto(`${server.url}/pair?lang=en&view=2d`);
    const code = await screen.locator('[data-code]').getAttribute('data-code');

    await signIn('admin', PASSWORD, '/displays?lang=en');
    await page.getByRole('button', { name: 'Add display' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#display-code').fill('aaa-aaa');
    await dialog.locator('#display-name').fill('一车间入口');
    await dialog.getByRole('button', { name: 'Add display' }).click();
    await dialog.getByText('No screen shows this code.').waitFor();
    await dialog.locator('#display-code').fill(code!);
    await dialog.getByRole('button', { name: 'Add display' }).click();
    const row = page.locator('[data-display="一车间入口"]');
    await row.waitFor();

    await screen.waitForSelector('.wall-phase[data-phase="live"]');
    expect(await screen.locator('.topbar').count()).toBe(0);
    expect((await screen.request.get(`${server.url}/api/users`)).status()).toBe(403);
    // Its heartbeat shows here within one refresh of the page.
    await row.getByText('Online').waitFor({ timeout: 20_000 });
    expect(await row.textContent()).toMatch(/\d+\.\d\sms/);

    await row.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await screen.locator('[data-code]').waitFor({ timeout: 20_000 });
    await wall.close();
  });

  test('lay out a wall, which then shows what was chosen', async () => {
    await signIn('admin', PASSWORD, '/walls?lang=en');
    await page.getByRole('button', { name: 'New wall' }).click();
    await page.locator('#wall-name').fill('Entrance');
    await page.getByRole('button', { name: 'Take OEE out' }).click();
    await page.getByText('No picture').click();
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.locator('[data-wall="Entrance"]');
    await row.waitFor();
    await row.getByRole('link', { name: 'Open' }).click();
    await page.waitForSelector('.wall[data-stage="none"] [data-tile="output"]');
    expect(await page.locator('[data-tile="oee"]').count()).toBe(0);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  test('make a token that works until it is revoked', async () => {
    await signIn('admin', PASSWORD, '/keys?lang=en');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('dialog').locator('#token-name').fill('nightly report');
    await page.getByRole('dialog').getByRole('button', { name: 'New token' }).click();
    const token = await page.locator('#made-secret').textContent();
    await page.getByRole('button', { name: 'Handed over' }).click();
    const ask = () => fetch(`${server.url}/api/model`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    const row = page.locator('[data-key="nightly report"]');
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.getByText('Revoked').waitFor();
    expect((await ask()).status).toBe(401);
  });

  test('make a gateway for a line', async () => {
    await signIn('admin', PASSWORD, '/keys?lang=en');
    await page.getByRole('button', { name: 'New gateway' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#gateway-id').fill('press shop');
    await dialog.locator('#gateway-machines').click();
    await page.locator('.ant-select-item-option', { hasText: 'liaocheng/bearing/bearing-1' }).first().click();
    await dialog.locator('#gateway-id').click();
    await dialog.getByRole('button', { name: 'New gateway' }).click();
    await dialog.getByText('A name has 2 to 40 characters').waitFor();
    await dialog.locator('#gateway-id').fill('press-shop-1');
    await dialog.getByRole('button', { name: 'New gateway' }).click();
    expect((await page.locator('#made-secret').textContent())!.length).toBeGreaterThan(40);
    await page.getByRole('button', { name: 'Handed over' }).click();
    await page.locator('[data-key="press-shop-1"]', { hasText: 'liaocheng/bearing/bearing-1' }).waitFor();
  });

  test('change the own password', async () => {
    await signIn('admin', PASSWORD);
    await page.locator('#account').click();
    await page.getByText('Change password').click();
    const dialog = page.getByRole('dialog');
    const fields = dialog.locator('input');
    await fields.nth(0).fill('not this one');
    await fields.nth(1).fill(`${PASSWORD} again`);
    await fields.nth(2).fill(`${PASSWORD} again`);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await dialog.getByText('The present password is wrong.').waitFor();
    await fields.nth(0).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Password changed').waitFor();
  });
});
