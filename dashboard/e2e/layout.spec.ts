import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { temporaryFolder } from '@linetwin/testing';
import { appendFile, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { violationsOf } from './every-page.ts';
import { RealServer } from './plant-server.ts';

jest.setTimeout(240_000);

/* The editor of the hall's layout on the real server, which writes into a copy of the reference plant. */
(chromiumPath === undefined ? describe.skip : describe)('the layout editor', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const plant = () => join(folder.path, 'plant');
  const lineFile = () => readFile(join(plant(), 'lines/bearing-1.yaml'), 'utf8');
  const machine = (id: string) => page.locator(`.layout-machine[data-machine="${id}"]`);
  /** Figures of the chosen machine: x, z, turned. */
  const figures = async () =>
    Promise.all(
      ['x (along', 'z (across', 'Turned'].map(async (label) =>
        Number(
          await page
            .getByRole('spinbutton', { name: new RegExp(`^${label.replace('(', '\\(')}`) })
            .inputValue(),
        ),
      ),
    );
  const movedOf = () => page.locator('[data-moved] li').allTextContents();

  /** Drags a machine over the plan by metres. */
  const drag = async (id: string, dx: number, dz: number) => {
    const { x, y, width, height } = (await machine(id).locator('rect').boundingBox())!;
    const pxPerM = await page
      .locator('.layout-plan svg')
      .evaluate((svg) => (svg as unknown as SVGSVGElement).getScreenCTM()!.a);
    const [fromX, fromY] = [x + width / 2, y + height / 2];
    await page.mouse.move(fromX, fromY);
    await page.mouse.down();
    await page.mouse.move(fromX + (dx * pxPerM) / 2, fromY + (dz * pxPerM) / 2);
    await page.mouse.move(fromX + dx * pxPerM, fromY + dz * pxPerM);
    await page.mouse.up();
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    await cp(join(import.meta.dirname, '../../plants/liaocheng'), plant(), { recursive: true });
    browser = await openBrowser({ webgl: false });
    server = await RealServer.start({ LINETWIN_PLANT: plant() });
    page = await browser.newPage({ viewport: { width: 1600, height: 950 }, reducedMotion: 'reduce' });
    await page.request.post(`${server.url}/api/session`, {
      data: { login: 'admin', password: server.adminPassword },
    });
    const changed = await page.request.put(`${server.url}/api/session/password`, {
      data: { before: server.adminPassword, after: 'Qv7-harbor-tulip-48' },
    });
    expect(changed.ok()).toBe(true);
    await page.goto(`${server.url}/layout?lang=en`);
    await machine('B01').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  test('is not left for a replay by R, which turns machines here', async () => {
    await page.getByText('Nothing overlaps').waitFor();
    await page.keyboard.press('r');
    expect(await movedOf()).toEqual([]);
    expect(await page.locator('.replay-banner').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/layout');
  });

  test('moves a machine that is dragged to the grid, and takes it back', async () => {
    await page.getByText('Nothing overlaps').waitFor();
    await drag('B01', -1.1, 6.9);
    expect(await figures()).toEqual([-53, -18, 0]);
    expect(await movedOf()).toEqual(['B01: x −53, z −18, 0°']);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Control+z');
    expect(await figures()).toEqual([-52, -25, 0]);
    expect(await movedOf()).toEqual([]);
    await page.keyboard.press('Control+Shift+z');
    expect(await figures()).toEqual([-53, -18, 0]);
    await page.keyboard.press('Control+z');
  });

  test('gives a machine back that is dragged while Escape is pressed', async () => {
    const { x, y, width, height } = (await machine('B01').locator('rect').boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 80, y + height / 2 + 80);
    await machine('B01').and(page.locator('[transform]:not([transform="translate(-52 -25)"])')).waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await machine('B01').getAttribute('transform')).toBe('translate(-52 -25)');
  });

  test('does all of it by keys, held keys in one step', async () => {
    await machine('B03').focus();
    await page.keyboard.press('Enter');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('r');
    expect(await figures()).toEqual([-32.5, -25.1, 90]);
    await page.keyboard.press('Shift+R');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await figures()).toEqual([-34, -25, 0]);
  });

  test('names machines that stand in each other or out of the hall', async () => {
    const x = page.getByRole('spinbutton', { name: /^x \(along/ });
    await x.fill('-41');
    await x.press('Enter');
    await page.getByRole('button', { name: 'B02 overlaps B03' }).waitFor();
    expect(await machine('B02').getAttribute('data-wrong')).toBe('true');
    await x.fill('-70');
    await x.press('Enter');
    await page.getByRole('button', { name: 'B03 leaves the hall' }).waitFor();
    await page.getByRole('button', { name: 'Put back', exact: true }).click();
    await page.getByText('Nothing overlaps').waitFor();
  });

  test('shows the lines that change, writes them, and every page shows the new place', async () => {
    const before = await lineFile();
    const other = await browser.newPage({ viewport: { width: 1600, height: 950 } });
    await other.context().addCookies(await page.context().cookies());
    await other.goto(`${server.url}/?view=2d&lang=en`);
    const seen = other.locator('.plan-machine[data-machine="B01"]');
    await seen.waitFor();
    expect(await seen.getAttribute('transform')).toBe('translate(-52 -25)');

    await drag('B01', -1.1, 0);
    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').locator('ins').waitFor();
    expect(await page.locator('.layout-diff del').allTextContents()).toEqual([
      '-         at: { x: -52, z: -25 }\n',
    ]);
    expect(await page.locator('.layout-diff ins').allTextContents()).toEqual([
      '+         at: { x: -53, z: -25, rotationDeg: 90 }\n',
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect(await lineFile()).toBe(before);
    await page.getByRole('button', { name: 'Save to the plant files' }).click();
    await page.getByText('every page shows the new places').waitFor();
    expect(await lineFile()).toBe(
      before.replace('at: { x: -52, z: -25 }', 'at: { x: -53, z: -25, rotationDeg: 90 }'),
    );
    await other.waitForFunction(
      () =>
        document.querySelector('.plan-machine[data-machine="B01"]')?.getAttribute('transform') ===
        'translate(-53 -25)',
    );
    await machine('B01').waitFor();
    expect(await movedOf()).toEqual([]);
    expect((await readdir(plant(), { recursive: true })).filter((name) => name.includes('.part'))).toEqual(
      [],
    );
    await other.close();
  });

  test('keeps what is not saved while another page is looked at', async () => {
    await machine('B03').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('link', { name: 'Alarms' }).first().click();
    await page.getByRole('heading', { name: 'Alarms' }).waitFor();
    await page.goBack();
    await machine('B03').waitFor();
    expect(await movedOf()).toEqual(['B03: x −33.5, z −25, 0°']);
  });

  test('says in the language of the page where the plant files have mistakes, and saves nothing', async () => {
    await appendFile(join(plant(), 'lines/weld-1.yaml'), 'colour: red\n');
    const before = await lineFile();
    await page.goto(`${server.url}/layout?lang=zh`);
    await drag('B02', 1, 0);
    await page.getByRole('button', { name: '查看并保存' }).click();
    await page.getByRole('button', { name: '保存到工厂文件' }).click();
    await page
      .getByRole('alert')
      .getByText(/工厂文件有错误，什么都没有保存。请先在文件中改正：weld-1\.yaml:\d+/)
      .waitFor();
    expect(await page.getByText('工厂文件已被他人修改').count()).toBe(0);
    expect(await lineFile()).toBe(before);
  });
});
