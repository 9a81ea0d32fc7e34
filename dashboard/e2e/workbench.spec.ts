import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { settled } from './every-page.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* The signal workbench over invented values. */
const HOUR = 3_600_000;

jest.setTimeout(120_000);

(chromiumPath === undefined ? describe.skip : describe)('the signal workbench', () => {
  let browser: Browser;
  let server: FakeServer;
  let signals: string[];
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ webgl: false }), startFakeServer()]);
    const machine = server.model.equipment.find(({ id }) => id === 'B11-OR1')!;
    signals = ['power', 'vib_velocity', 'spindle_speed'].map((id) => `${machine.address}/${id}`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(query: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 }, reducedMotion: 'reduce' });
    await page.goto(`${server.url}/workbench?lang=en&view=2d&${query}`);
    await settled(page);
    return page;
  }
  const drawn = (page: Page) => page.waitForSelector('[data-drawn="all"]');
  /** As the page itself has it: what the browser tells of it comes a moment later. */
  const urlOf = async (page: Page) => new URL(await page.evaluate(() => location.href));
  const windowOf = async (page: Page) => {
    const { searchParams } = await urlOf(page);
    return ['from', 'to'].map((name) => Number(searchParams.get(name)));
  };
  const urlWith = (page: Page, name: string) =>
    page.waitForFunction((wanted) => new URL(location.href).searchParams.has(wanted), name);

  test('shows what a link says, with statistics of it, and moves by keys', async () => {
    const to = Date.now() - HOUR;
    const page = await open(`signals=${signals.join()}&from=${to - HOUR}&to=${to}`);
    await drawn(page);
    expect(await page.locator('.stack-table tbody tr').count()).toBe(3);
    await page.getByRole('cell', { name: '3,600' }).first().waitFor();
    await page.locator('.lane-plot').focus();
    await page.keyboard.press('+');
    await page.waitForFunction(
      (before) => new URL(location.href).searchParams.get('to') !== String(before),
      to,
    );
    const [begin, end] = await windowOf(page);
    expect(end - begin).toBe(HOUR / 2);
    await page.keyboard.press('Backspace');
    await page.waitForFunction(
      (before) => new URL(location.href).searchParams.get('to') === String(before),
      to,
    );
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Follows the time', pressed: true }).waitFor();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('from'));
    await page.close();
  });

  test('zooms to what is brushed, and its link brings back the same', async () => {
    const page = await open(`signals=${signals.join()}&last=${HOUR}`);
    await drawn(page);
    const { x, y, width } = (await page.locator('.lane-plot .u-over').boundingBox())!;
    const before = Date.now();
    await page.keyboard.down('Shift');
    await page.mouse.move(x + width * 0.25, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.75, y + 40, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await urlWith(page, 'from');
    const [from, to] = await windowOf(page);
    expect((to - from) / HOUR).toBeCloseTo(0.5, 1);
    expect((before - to) / HOUR).toBeCloseTo(0.25, 1);
    const other = await open((await urlOf(page)).search.slice(1));
    await drawn(other);
    expect(await windowOf(other)).toEqual([from, to]);
    expect(await other.locator('.lane-name').allTextContents()).toEqual(
      await page.locator('.lane-name').allTextContents(),
    );
    await Promise.all([page.close(), other.close()]);
  });

  test('notes on a point of the plot and on all that is visible, and its link leads there', async () => {
    const to = Math.floor(Date.now() / 1000) * 1000 - HOUR;
    const page = await open(`signals=${signals.join()}&from=${to - HOUR}&to=${to}`);
    await drawn(page);
    const { x, y, width } = (await page.locator('.lane-plot .u-over').boundingBox())!;
    await page.mouse.dblclick(x + width / 2, y + 60);
    await page.getByLabel('What is to be seen').fill('coolant pressure falls first');
    await page.getByRole('button', { name: 'Save' }).click();
    const note = page.locator('.note-list li').filter({ hasText: 'coolant pressure falls first' });
    await note.and(page.locator('[aria-current=true]')).waitFor();
    await urlWith(page, 'note');
    await page.getByRole('button', { name: 'Note on what is visible' }).click();
    await page.getByLabel('What is to be seen').fill('the hour before the stop');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.note-list li[aria-current]').filter({ hasText: 'the hour before' }).waitFor();
    // The one that begins first is the first on the axis.
    expect(await page.locator('.note-list .note-mark').allTextContents()).toEqual(['1', '2']);
    await note.locator('.note-jump').click();
    await page.locator('.note-list li[aria-current]').filter({ hasText: 'coolant' }).waitFor();

    const other = await open((await urlOf(page)).search.slice(1));
    await drawn(other);
    await other.locator('.note-list li[aria-current]').filter({ hasText: 'coolant' }).waitFor();
    expect(await windowOf(other)).toEqual([to - HOUR, to]);
    // A flag is chosen by a click on it; this one stands at the left end.
    const plot = (await other.locator('.lane-plot .u-over').boundingBox())!;
    await other.mouse.click(plot.x + 8, plot.y + plot.height - 8);
    await other.locator('.note-list li[aria-current]').filter({ hasText: 'the hour before' }).waitFor();
    await Promise.all([page.close(), other.close()]);
  });

  test('notes by keys, on the place of the cursor', async () => {
    const to = Math.floor(Date.now() / 1000) * 1000 - 2 * HOUR;
    const page = await open(`signals=${signals[0]}&from=${to - HOUR}&to=${to}`);
    await drawn(page);
    await page.locator('.lane-plot').focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('n');
    await page.getByLabel('What is to be seen').fill('here');
    await page.keyboard.press('Enter');
    await page.locator('.note-list li').filter({ hasText: 'here' }).waitFor();
    await page.close();
  });

  test('finds signals by words, and has them in the link at once', async () => {
    const page = await open('');
    await page.getByRole('searchbox').fill('b11or1 power');
    // The list follows the words a moment later.
    const found = page.getByRole('checkbox', { name: /Active power/ });
    await page.waitForFunction(() => document.querySelectorAll('.picker-list fieldset').length === 1);
    await found.check();
    await drawn(page);
    expect((await urlOf(page)).searchParams.get('signals')).toBe(signals[0]);
    await page.getByRole('button', { name: 'Remove B11-OR1 Active power' }).click();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('signals'));
    await page.getByText('Choose the signals to look at').waitFor();
    await page.close();
  });

  test('analyses a burst away from the page: envelope, waterfall and kurtogram', async () => {
    const page = await open(`signals=${signals[0]}&analysis=envelope&source=burst`);
    await page.getByRole('img', { name: /^Envelope spectrum B11-OR1 .* 48,000 samples at 12,000/ }).waitFor();
    await page.getByText('Waterfall', { exact: true }).click();
    await page.getByRole('img', { name: /The last 6 bursts/ }).waitFor();
    await page.getByText('Kurtogram', { exact: true }).click();
    await page.getByRole('img', { name: /Greatest kurtosis/ }).waitFor();
    expect((await urlOf(page)).searchParams.get('analysis')).toBe('kurtogram');
    await page.close();
  });

  test('says what is missing for an analysis instead of drawing nothing', async () => {
    const page = await open(`signals=${signals[0]}&analysis=order`);
    await page.getByText('An order spectrum needs the speed').waitFor();
    await page.getByLabel('Speed (r/min)').fill('1500');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: /^Order spectrum/ }).waitFor();
    await page.close();
  });

  test.each([
    ['CSV', 'csv'],
    ['PNG', 'png'],
  ])('gives what is visible as %s', async (button, ending) => {
    const page = await open(`signals=${signals.join()}&last=600000`);
    await drawn(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).click();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`^signals-.*\\.${ending}$`));
    await page.close();
  });
});
