import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { violationsOf } from './every-page.ts';
import { RealServer } from './plant-server.ts';

jest.setTimeout(240_000);

(chromiumPath === undefined ? describe.skip : describe)('the pages of runs', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser({ webgl: false });
    server = await RealServer.start({
      LINETWIN_SIMULATOR: join(import.meta.dirname, '../../simulators/src/main.ts'),
    });
    page = await browser.newPage({ viewport: { width: 1366, height: 900 }, reducedMotion: 'reduce' });
    const before = server.adminPassword;
    await page.request.post(`${server.url}/api/session`, { data: { login: 'admin', password: before } });
    const changed = await page.request.put(`${server.url}/api/session/password`, {
      data: { before, after: 'Qv7-harbor-tulip-48' },
    });
    expect(changed.ok()).toBe(true);
    await page.goto(`${server.url}/runs?lang=en`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('lead from an empty list to a scenario with a fault on its time line', async () => {
    await page.getByText('No runs yet').waitFor();
    await page.getByRole('button', { name: 'New scenario' }).click();
    await page.getByLabel('Length, such as 2h or 30min').fill('10min');
    await page.getByLabel('Shortest period (s)').fill('5');
    const yaml = page.getByLabel('Text of the scenario (YAML)');
    await yaml.fill(
      'name: filter\nfaults:\n  - { fault: chiller-filter-clogg, equipment: L07-A, onset: 4min }\n',
    );
    await page.getByText('Line 3 faults.0.fault').waitFor();
    expect(await page.getByRole('button', { name: 'Run in the background' }).isDisabled()).toBe(true);
    await yaml.fill(
      'name: filter # kept\nfaults:\n  - { fault: chiller-filter-clog, equipment: L07-A, onset: 4min, growth: step }\n',
    );
    await page.getByText('The scenario is valid: 1 faults').waitFor();
    // By a typed field, by keys, and by dragging its end.
    await page.getByLabel('Onset', { exact: true }).fill('3min');
    expect(await yaml.inputValue()).toContain('onset: 3min');
    const bar = page.locator('.fault-bar');
    await bar.press('ArrowRight');
    expect(await yaml.inputValue()).toMatch(/onset: 185s/);
    await bar.press('ArrowLeft');
    const track = (await page.locator('.fault-track').boundingBox())!;
    const grip = (await page.locator('.fault-grip').last().boundingBox())!;
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + grip.width / 2 - 0.2 * track.width, grip.y + 5, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() =>
      /name: filter # kept\n[^]*end: (8min|4[78]\ds)/.test(
        document.querySelector<HTMLTextAreaElement>('.run-yaml')!.value,
      ),
    );
    expect(await violationsOf(page)).toEqual([]);
  });

  test('run it in the background, show its curve, and what was wrong only when asked', async () => {
    await page.getByRole('checkbox', { name: /weld/i }).check();
    await page.getByRole('checkbox', { name: /bearing/i }).uncheck();
    await page.getByRole('button', { name: 'Run in the background' }).click();
    await page.locator('.run-state[data-state="done"]').waitFor({ timeout: 120_000 });
    // A limit of it was exceeded, so it is among the first to be shown.
    await page.getByRole('img', { name: /L07-A Filter differential pressure over time/ }).waitFor();
    expect(await page.locator('.run-labels').count()).toBe(0);
    await page.getByRole('switch', { name: 'Show what was really wrong' }).click();
    await page.getByText('Chiller filter clogged · L07-A').waitFor();
    expect(await page.locator('.run-figures').first().textContent()).toMatch(/energy \(kWh\)/);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('draw the spectrum of a vibration burst of the run', async () => {
    const panel = page.locator('.panel', { hasText: 'Analysis of vibration bursts' });
    await panel.getByRole('img').first().waitFor({ timeout: 30_000 });
    await panel.getByText(/^102,400 samples at /).waitFor();
    await panel.getByText('Envelope spectrum').click();
    await panel.getByLabel('Speed (r/min)').waitFor();
    await panel.locator('.analysis-result[aria-busy="false"] canvas').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('open in the signal workbench with one click: all their time, figures, an analysis, and labels on request', async () => {
    const runPage = page.url();
    await page.goto(`${server.url}/runs?lang=en`);
    await page.getByRole('link', { name: /^Signal workbench with the run/ }).click();
    await page.getByText('A run · not the plant').waitFor();
    await page.waitForSelector('[data-drawn="all"]');
    await page.getByRole('row', { name: /L07-A Filter differential pressure/ }).waitFor();
    expect(await page.getByRole('button', { name: /note/i }).count()).toBe(0);
    await page.getByText('Histogram').click();
    await page.locator('.analysis-result[aria-busy="false"] canvas').waitFor();
    expect(await page.getByText('Chiller filter clogged · L07-A').count()).toBe(0);
    await page.getByRole('switch', { name: 'Show what was really wrong' }).click();
    await page.getByText('Chiller filter clogged · L07-A').waitFor();
    await page.locator('.lane-plot').focus();
    await page.keyboard.press('+');
    await page.waitForFunction(() => new URL(location.href).searchParams.has('from'));
    await page.waitForSelector('[data-drawn="all"]');
    expect(await violationsOf(page)).toEqual([]);

    const shown = () =>
      page
        .locator('.go-to input')
        .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
    const [link, before] = [page.url(), await shown()];
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByText('Chiller filter clogged · L07-A').waitFor();
    await page.waitForSelector('[data-drawn="all"]');
    expect(await shown()).toEqual(before);
    await page.goto(runPage);
    await page.getByRole('button', { name: 'Branch…' }).waitFor();
  });

  test('branch with the fault cured, both futures over each other and in numbers', async () => {
    await page.getByRole('button', { name: 'Branch…' }).click();
    await page.getByLabel('Instant (plant time)').fill('2026-01-05 00:05');
    await page.getByLabel('Instant (plant time)').press('Enter');
    await page.getByRole('checkbox', { name: /Chiller filter clogged/ }).check();
    await page.getByRole('button', { name: 'Run the branch' }).click();
    await page.getByRole('link', { name: /^Branched from “filter #\d+” at/ }).waitFor();
    await page.locator('.run-state[data-state="done"]').waitFor({ timeout: 120_000 });
    await page.getByRole('columnheader', { name: 'Difference' }).waitFor();
    await page.locator('.run-key[data-run="other"]').first().waitFor();
    const alarms = page.getByRole('row', { name: /L07-A Filter differential pressure/ }).first();
    await alarms.waitFor();
  });

  test('show both futures side by side under one cursor, from their branch on in numbers', async () => {
    const run = page.url();
    await page.getByRole('button', { name: 'Both futures side by side' }).click();
    await page.getByRole('region', { name: /^As it was: filter/ }).waitFor();
    await page.getByRole('region', { name: /^Branch: filter/ }).waitFor();
    await page.locator('.run-pane .plan').nth(1).waitFor();
    await page.getByText('2026-01-05 00:05:00').waitFor();
    await page.getByRole('row', { name: /energy \(kWh\) 0\.0 0\.0 0\.0/ }).waitFor();
    await page.getByRole('slider').fill('580');
    await page.getByText('2026-01-05 00:09:40').waitFor();
    await page.getByRole('row', { name: /energy \(kWh\) ([1-9]\S*|0\.[1-9]) / }).waitFor();
    // The clogged filter is cured in the branch only.
    await page.goto(`${page.url()}&sel=weld-1/L07-A`);
    await page.waitForFunction(() => {
      const cells = [...document.querySelectorAll('.run-figures tr')]
        .find((row) => row.textContent!.startsWith('Filter differential pressure'))
        ?.querySelectorAll('td b');
      return cells?.length === 2 && Number(cells[0].textContent) > 1.2 * Number(cells[1].textContent);
    });
    // Bursts that had been taken by then, of each future.
    await page
      .locator('.run-bursts .panel')
      .nth(1)
      .getByText(/^102,400 samples at /)
      .waitFor();
    expect(await page.locator('.run-bursts .panel').count()).toBe(2);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Play/ }).click();
    await page.getByRole('button', { name: /^Pause/ }).waitFor();
    // It stops by itself where both end.
    await page.getByText('2026-01-05 00:10:00').waitFor({ timeout: 100_000 });
    await page.getByRole('button', { name: /^Play/ }).waitFor();
    await page.goto(run);
  });

  test('open both side by side from where two runs are compared, told apart by name', async () => {
    const branch = page.url();
    await page.getByRole('link', { name: /^Branched from/ }).click();
    await page.getByRole('button', { name: 'Branch…' }).waitFor();
    const story = new URL(page.url());
    story.searchParams.set('with', new URL(branch).pathname.split('/').at(-1)!);
    await page.goto(story.href);
    await page.getByRole('button', { name: 'Both futures side by side' }).click();
    const panes = page.locator('.run-pane-name b');
    await panes.nth(1).waitFor();
    expect(new Set(await panes.allTextContents()).size).toBe(2);
    await page.goto(branch);
  });

  test('take a file as a run, each column under the signal that it is', async () => {
    const run = page.url();
    await page.getByRole('link', { name: 'All runs' }).click();
    await page.getByRole('button', { name: 'Import a recording' }).click();
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'pump.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'time,dp,state\n2026-01-05 08:00:00,40,ok\n2026-01-05 08:00:01,x,ok\n2026-01-05 08:00:02,42,ok\n',
      ),
    });
    await page.getByLabel('Signal of dp').fill('L07-A Filter');
    await page.locator('.ant-select-item-option', { hasText: 'L07-A Filter differential pressure' }).click();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: 'pump.csv' }).waitFor();
    await page.getByText('Cells that were not taken (first 1)').click();
    await page.getByText('Row 3, column “dp”').waitFor();
    // It opens with what is in it, and says which machines say nothing.
    await page.getByRole('img', { name: /L07-A Filter differential pressure over time/ }).waitFor();
    const silent = page.locator('.silent-machines');
    await silent.getByText(/\d+ of \d+ machines have no data in this run/).click();
    await silent.getByText('L03-A', { exact: true }).waitFor();
    expect(await silent.getByText('L07-A', { exact: true }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.goto(run);
  });

  test('are read on a phone without scrolling aside, in both themes and languages', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const run = new URL(page.url()).pathname;
    for (const query of ['lang=zh&theme=dark', 'lang=en&theme=light'])
      for (const path of ['/runs', `/runs/new?from=${run.split('/').at(-1)}`, run, `${run}/hall`]) {
        await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}${query}`);
        await page.locator('.run-name, .run-table, .fault-bar').first().waitFor();
        const [shown, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
        expect([path, whole]).toEqual([path, Math.min(shown, whole)]);
        expect([path, ...(await violationsOf(page))]).toEqual([path]);
      }
  });
});
