import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Dialog, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { violationsOf } from './every-page.ts';
import { RealServer } from './plant-server.ts';

jest.setTimeout(240_000);

(chromiumPath === undefined ? describe.skip : describe)('the page of rules', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false });
    server = await RealServer.start({ LINETWIN_ROLES: 'api,ingest,worker' });
    page = await browser.newPage({ viewport: { width: 1366, height: 900 }, reducedMotion: 'reduce' });
    const before = server.adminPassword;
    await page.request.post(`${server.url}/api/session`, { data: { login: 'admin', password: before } });
    const changed = await page.request.put(`${server.url}/api/session/password`, {
      data: { before, after: 'Qv7-harbor-tulip-48' },
    });
    expect(changed.ok()).toBe(true);
    await page.goto(`${server.url}/rules?lang=en`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('complains of nothing before somebody types or saves', async () => {
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('combobox', { name: 'Condition' }).waitFor();
    expect(await page.locator('.rule-problems li, .rule-ok').count()).toBe(0);
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByText('Write a condition.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('checks an expression as one types, completes names and mends mistakes', async () => {
    await page.getByRole('button', { name: 'New rule' }).click();
    const field = page.getByRole('combobox', { name: 'Condition' });
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: /Wheel dull/ }).click();
    await page.getByText('The condition is valid').waitFor();
    await field.fill('value("whel_power") > 5');
    await page.getByText('The machine has no signal “whel_power”.').waitFor();
    expect(await page.locator('.rule-code mark').textContent()).toBe('"whel_power"');
    expect(await page.getByRole('button', { name: 'Create the draft' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Replace with “wheel_power”' }).click();
    await page.getByText('The condition is valid').waitFor();
    await field.fill('');
    await field.press('Control+ ');
    await page.getByRole('option', { name: /average/ }).waitFor();
    await field.pressSequentially('av');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('average("');
    await field.pressSequentially('wheel_p');
    await field.press('Enter');
    await field.press('End');
    await field.pressSequentially('", "5m") > 3');
    await page.getByText('The condition is valid').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('asks before a link of the page drops what was written', async () => {
    const editor = page.url();
    const questions: string[] = [];
    const stay = (dialog: Dialog) => {
      questions.push(dialog.message());
      void dialog.dismiss();
    };
    page.on('dialog', stay);
    await page.getByRole('link', { name: /^Alarms/ }).click();
    page.off('dialog', stay);
    expect(questions).toEqual(['What you changed here is not saved and would be lost. Leave all the same?']);
    expect(page.url()).toBe(editor);
  });

  test('keeps a draft, which goes live only after its back-test was seen', async () => {
    const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
    await fill('Name (Chinese)', '砂轮变钝');
    await fill('Name (English)', 'Wheel dull');
    await fill('Text of the alarm (Chinese)', '修整砂轮');
    await fill('Text of the alarm (English)', 'Dress the wheel');
    await fill('Why it changes', 'first try');
    await fill('What to do (Chinese)', '修整砂轮');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByText('Write what to do in both languages, or in none.').waitFor();
    await fill('What to do (English)', 'Dress the wheel');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('heading', { name: 'Wheel dull' }).waitFor();
    await page.getByText('Test this version on history first').waitFor();
    expect(await page.getByRole('button', { name: 'Switch v1 live' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Run the back-test' }).click();
    await page.getByText('Time without data').waitFor({ timeout: 60_000 });
    // At once, not when the list is read the next time.
    await page.locator('.rules-list-panel').getByText('Back-tested').waitFor({ timeout: 5_000 });
    expect(await page.locator('.rule-figures').textContent()).toMatch(/100(\.0)?\s*%/);
    // Beside it stands what operators get already.
    await page.getByText(/0.0 a day were raised in that time without it/).waitFor();
    expect(await page.locator('[data-figure=together]').textContent()).toBe('0.0');
    await page.getByRole('button', { name: 'I have looked at the result' }).click();
    await page.getByText(/Looked at by/).waitFor();
    // Nothing was recorded in this plant: the server says that such a test proves nothing.
    await page.getByRole('button', { name: 'Switch v1 live' }).click();
    await page.getByLabel('Why', { exact: true }).fill('wheels were dull');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch v1 live' }).click();
    await page.getByText(/found no values, which proves nothing/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await violationsOf(page)).toEqual([]);
  });

  test('is read on a phone without scrolling aside, in both themes and languages', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const query of ['lang=zh&theme=dark', 'lang=en&theme=light']) {
      const rule = new URL(page.url()).searchParams.get('rule')!;
      await page.goto(`${server.url}/rules?${query}&rule=${rule}`);
      await page.locator('.rule-history').waitFor();
      await page.locator('.rule-figures').waitFor();
      const [shown, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      expect(whole).toBeLessThanOrEqual(shown);
      expect(await violationsOf(page)).toEqual([]);
    }
  });
});
