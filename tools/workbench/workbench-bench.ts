import { mkdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appendSample, createSampleBatch } from '@linetwin/contracts';
import { temporaryFolder, WIDE_MACHINE, widePlantTexts } from '@linetwin/testing';
import type { Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../../dashboard/e2e/chromium.ts';
import { machineFacts } from '../../server/bench/processes.ts';
import { DuckDbHistory } from '../../server/src/history/duckdb-history.ts';
import { TestServer } from '../../server/test/test-server.ts';

const SIGNALS = 20;
const HOURS = 24;
const RUNS = 5;
/** Frames of a drag, each with a move of the pointer; 12 px at a time it passes two and a half windows. */
const PAN_MOVES = 240;
const MOVE_PX = 12;

/**
 * Draws 20 signals of a day with a value a second in the workbench of a real server, several times, each in a page of its own, and drags them. Tells
 * how long it takes from the answer to "show me this link" until all lines are on the screen, and the longest frame of the drag.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: String(RUNS) } } });
  if (!chromiumPath)
    throw new Error('This bench needs Chromium: install the package "chromium" or set CHROMIUM_PATH.');
  const folder = await temporaryFolder();
  const to = Math.floor(Date.now() / 1000) * 1000;
  const from = to - HOURS * 3_600_000;
  await fill(join(folder.path, 'data'), from, to);
  const server = await TestServer.start({
    folder: folder.path,
    plant: widePlantTexts(SIGNALS),
    environment: { LINETWIN_DASHBOARD: join(import.meta.dirname, '../../dashboard/dist/app') },
  });
  const browser = await openBrowser({ webgl: false, serviceWorkers: 'allow' });
  try {
    const signals = Array.from({ length: SIGNALS }, (_, i) => `${WIDE_MACHINE}/s${i}`).join(',');
    const link = `/workbench?lang=en&theme=light&signals=${signals}&from=${from}&to=${to}`;
    const drawn: number[] = [];
    const opened: number[] = [];
    const frames: number[] = [];
    let serverCpuMs = 0;
    for (let i = 0; i < Number(values.runs); i++) {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
      opened.push(await openedMs(page, server.http + link));
      const before = await cpuMsOf(server.pid);
      drawn.push(await drawnMs(page, link));
      serverCpuMs += (await cpuMsOf(server.pid)) - before;
      frames.push(...(await framesOfDrag(page)));
      await page.close();
    }
    report(drawn, opened, frames, Math.round(serverCpuMs / drawn.length));
  } finally {
    await browser.close();
    await server.stop();
    await folder.remove();
  }
}

/** A day of each signal, sorted as the store does it by itself. */
async function fill(data: string, from: number, to: number): Promise<void> {
  await mkdir(join(data, 'history'), { recursive: true });
  const history = new DuckDbHistory({ path: join(data, 'history/history.duckdb') });
  await history.start();
  const addresses = Array.from({ length: SIGNALS }, (_, i) => `${WIDE_MACHINE}/s${i}`);
  let mark = 0;
  for (let hour = from; hour < to; hour += 3_600_000) {
    const batch = createSampleBatch(SIGNALS * 3600);
    for (let time = hour; time < Math.min(to, hour + 3_600_000); time += 1000)
      for (let i = 0; i < SIGNALS; i++) {
        const swing = Math.sin(time / (600_000 * (i + 1))) + 0.2 * Math.sin(time / 1700 + i);
        appendSample(batch, i, time, 100 * (i + 1) + 10 * swing, 0);
      }
    await history.append(batch, addresses, ++mark);
  }
  await history.sort();
  await history.stop();
}

/** From the address typed until all lines are there: the program is loaded, the model comes, and then history. */
async function openedMs(page: Page, url: string): Promise<number> {
  const before = performance.now();
  await page.goto(url);
  await page.waitForSelector('[data-drawn="all"]');
  return performance.now() - before;
}

/** The same where the program is there already: the page is left, and a click later the link is followed. */
async function drawnMs(page: Page, link: string): Promise<number> {
  await page.evaluate(() => {
    history.pushState({}, '', '/alarms?lang=en&theme=light');
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  });
  await page.waitForSelector('.workbench', { state: 'detached' });
  return page.evaluate(async (to) => {
    const began = performance.now();
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    while (!document.querySelector('[data-drawn="all"]'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    // The frame in which it was drawn is on the screen with the next one.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - began;
  }, link);
}

/** Lengths of the frames while the plot is dragged into the past, ms. */
async function framesOfDrag(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([moves, px]) => {
      const over = document.querySelector('.lane-plot .u-over')!;
      const { left, width, top } = over.getBoundingClientRect();
      const tell = (type: string, x: number) =>
        over.dispatchEvent(
          new PointerEvent(type, {
            pointerId: 1,
            pointerType: 'pen',
            clientX: left + (x % width),
            clientY: top + 100,
            bubbles: true,
            button: 0,
          }),
        );
      // A pointer that is only told of cannot be captured.
      over.setPointerCapture = () => undefined;
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const lengths: number[] = [];
      let x = 0;
      tell('pointerdown', x);
      let before = await frame();
      for (let i = 0; i < moves; i++) {
        if (x + px >= width) {
          tell('pointerup', x);
          tell('pointerdown', (x = 0));
        }
        tell('pointermove', (x += px));
        const now = await frame();
        lengths.push(now - before);
        before = now;
      }
      tell('pointerup', x);
      return lengths;
    },
    [PAN_MOVES, MOVE_PX] as const,
  );
}

/** What a process has used of a core so far, ms; Linux counts in hundredths of a second (proc(5)). */
async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, , , , , , , , , , , user = '0', system = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(user) + Number(system));
}

function report(
  drawn: readonly number[],
  opened: readonly number[],
  frames: readonly number[],
  serverCpuMs: number,
): void {
  const [load] = loadavg();
  const at = (all: readonly number[], share: number) =>
    Math.round(all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))]);
  console.log(`${SIGNALS} signals of ${HOURS} h with a value a second, ${drawn.length} runs:`);
  console.log(`  link followed to lines drawn   median ${at(drawn, 0.5)} ms, slowest ${at(drawn, 1)} ms`);
  console.log(`  address typed to lines drawn   median ${at(opened, 0.5)} ms, slowest ${at(opened, 1)} ms`);
  console.log(
    `  frames while dragged           median ${at(frames, 0.5)} ms, 99 % within ${at(frames, 0.99)} ms, longest ${at(frames, 1)} ms`,
  );
  console.log(
    `  the server's share of a link    ${serverCpuMs} ms of a core; load of the machine ${load.toFixed(1)}`,
  );
  console.log(
    JSON.stringify({
      bench: 'workbench',
      signals: SIGNALS,
      hours: HOURS,
      drawnP50Ms: at(drawn, 0.5),
      drawnMaxMs: at(drawn, 1),
      openedP50Ms: at(opened, 0.5),
      frameP50Ms: at(frames, 0.5),
      frameP99Ms: at(frames, 0.99),
      frameMaxMs: at(frames, 1),
      serverCpuMs,
      loadOfMachine: Math.round(load * 10) / 10,
      ...machineFacts(),
    }),
  );
}
