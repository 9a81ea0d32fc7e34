import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { startFakeServer, type FakeServer } from './fake-server.ts';

/* Weld seams and their verdicts, in the system's Chromium against a server that speaks the real contracts. */
const APP = join(import.meta.dirname, '../dist/app');
jest.setTimeout(120_000);

(chromiumPath === undefined ? describe.skip : describe)('weld quality', () => {
  let browser: Browser;
  let server: FakeServer;
  let page: Page;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser({ webgl: false }), startFakeServer({ app: APP })]);
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  const rows = () => page.locator('.split-list .row');

  test('leads from the line to its seams, from a seam to what its verdict rests on', async () => {
    await page.goto(`${server.url}/lines/weld-1?lang=en`);
    await page.getByRole('link', { name: 'Weld quality' }).click();
    await rows().first().waitFor();
    const bad = rows().filter({ hasText: 'Gap too wide' }).first();
    await bad.click();
    const detail = page.locator('.split-detail');
    await detail.getByText('141–160 mm').waitFor();
    expect(await detail.locator('.seam-defects').innerText()).toContain('Pores probable 60–72 mm');
    expect(await detail.getByRole('row', { name: /Gap too wide Gap · most/ }).innerText()).toMatch(
      /0\.58.mm\s+> 0\.3/,
    );
    expect(await detail.innerText()).toContain('Judged again from what is kept: the same');
    // A link reproduces the view.
    expect(await bad.getAttribute('aria-current')).toBe('true');
    await page.reload();
    await detail.getByText('141–160 mm').waitFor();
  });

  test('lists the seams of one grade, and says when there is none', async () => {
    await page.goto(`${server.url}/seams?lang=zh&grade=not-judgeable`);
    const detail = page.locator('.split-detail');
    const none = page.getByText('所选条件下没有焊缝');
    await rows().or(none).first().waitFor();
    const judged = await rows().allInnerTexts();
    expect(judged.every((text) => text.includes('尚不能判定'))).toBe(true);
    if (judged.length > 0) await detail.getByText('尚在学习：同一程序的合格焊缝 3/5').waitFor();
    await page.goto(`${server.url}/seams?lang=zh&machine=liaocheng/welding/weld-1/L99`);
    await none.waitFor();
  });

  test('says on the page of the machine what was found in its last seam', async () => {
    const welder = server.model.equipment.find(({ kind }) => kind === 'weld-head')!;
    await page.goto(`${server.url}/equipment/${welder.address}?lang=zh`);
    const panel = page.locator('.panel', { hasText: '最近焊缝' });
    await panel.locator('.seam-grade', { hasText: '缺陷' }).waitFor();
    expect(await panel.locator('.seam-defects').innerText()).toContain('间隙过大 141–160 mm');
  });
});
