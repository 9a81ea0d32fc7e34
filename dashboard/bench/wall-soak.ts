import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSampleBatch, decodeFrame, DEFAULT_WALL, type WallContent } from '@linetwin/contracts';
import type { CDPSession, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from '../e2e/chromium.ts';
import { startFakeServer } from '../e2e/fake-server.ts';

/**
 * `npm run bench -- soak [--updates 1000000] [--flood-ms 100]`: the wall as it hangs for weeks, in little time: the camera's tour of the 3D hall,
 * pages that follow one another, alarms that come and go, and every signal of the plant in every frame. What it holds is counted
 * after a forced collection from a fifth of the run on: heap, DOM nodes, listeners, and what lies in the graphics memory.
 */
const APP = join(import.meta.dirname, '../dist/app');
/** Small, so that the software renderer does not take all of the processor. */
const SIZE = { width: 480, height: 270 };
const POINTS = 10;
/** A tile that the second page does not have. */
const ONLY_ON_OTHERS = '[data-tile="demand"]';
const SETTLE_MS = 2000;
const ALARM_EVERY_MS = 7000;
const [page] = DEFAULT_WALL.pages;
const WALL: WallContent = {
  ...DEFAULT_WALL,
  pages: [
    { ...page, seconds: 10 },
    { ...page, seconds: 10, lines: ['bearing-1'], left: ['oee', 'output'], right: ['power-trend'] },
    { ...page, seconds: 10, stage: 'hall', glyphRows: false },
  ],
};

interface Held {
  updates: number;
  heapMb: number;
  nodes: number;
  listeners: number;
  buffers: number;
  textures: number;
  programs: number;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      updates: { type: 'string', default: '1000000' },
      'flood-ms': { type: 'string', default: '100' },
    },
  });
  if (!chromiumPath)
    throw new Error('This bench needs Chromium: install the package "chromium" or set CHROMIUM_PATH.');
  const wanted = Number(values.updates);
  const server = await startFakeServer({ app: APP, wall: WALL, floodMs: Number(values['flood-ms']) });
  const browser = await openBrowser({ serviceWorkers: 'allow' });
  try {
    const context = await browser.newContext({ viewport: SIZE, locale: 'zh-CN' });
    await context.addInitScript(countGraphics);
    const tab = await context.newPage();
    const problems: string[] = [];
    tab.on('pageerror', (error) => problems.push(error.message));
    let updates = 0;
    tab.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload !== 'string') updates += rowsOf(payload);
      }),
    );
    const client = await context.newCDPSession(tab);
    await client.send('Performance.enable');
    await tab.goto(`${server.url}/wall`);
    await tab.waitForSelector('.wall-phase[data-phase="live"]');
    await tab.waitForSelector('.wall canvas');
    updates = 0;
    const alarms = setInterval(alarmsThatComeAndGo(server), ALARM_EVERY_MS);
    const began = performance.now();
    const points: Held[] = [];
    for (let point = 1; point <= POINTS; point++) {
      while (updates < (wanted * point) / POINTS) await tab.waitForTimeout(200);
      await nextRound(tab);
      points.push({ updates, ...(await held(tab, client)) });
      console.log(row(points.at(-1)!));
    }
    clearInterval(alarms);
    report(points, (performance.now() - began) / 1000, problems);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Until the second page has just come: what is counted must be the same page each time. */
async function nextRound(tab: Page): Promise<void> {
  // Not waitForSelector: what it returns would keep the page's own elements alive.
  await tab.locator(ONLY_ON_OTHERS).waitFor();
  await tab.locator(ONLY_ON_OTHERS).waitFor({ state: 'detached' });
  await tab.waitForTimeout(SETTLE_MS);
}

/** Replaces the graphics calls of the page by ones that count what is alive. Runs in the browser. */
function countGraphics(): void {
  const alive = { buffers: 0, textures: 0, programs: 0 };
  (window as unknown as { graphics: typeof alive }).graphics = alive;
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  for (const [key, name] of [
    ['buffers', 'Buffer'],
    ['textures', 'Texture'],
    ['programs', 'Program'],
  ] as const) {
    const [create, remove] = [prototype[`create${name}`], prototype[`delete${name}`]];
    prototype[`create${name}`] = function (...args) {
      alive[key]++;
      return create.apply(this, args);
    };
    prototype[`delete${name}`] = function (...args) {
      if (args[0]) alive[key]--;
      return remove.apply(this, args);
    };
  }
}

const rows = createSampleBatch(1024);

/** Values in a message of the socket; others than frames have none. */
function rowsOf(payload: Buffer): number {
  try {
    decodeFrame(new Uint8Array(payload), rows);
    return rows.length;
  } catch {
    return 0;
  }
}

function alarmsThatComeAndGo(server: Awaited<ReturnType<typeof startFakeServer>>): () => void {
  const machines = server.model.equipment.filter(({ line }) => line === 'bearing-1');
  let raised: string | undefined;
  let n = 0;
  return () => {
    if (raised !== undefined) server.endAlarm(raised);
    const { address } = machines[n++ % machines.length];
    raised = server.raiseAlarm({ id: `soak-${n}`, equipment: address, priority: 1 }).id;
  };
}

async function held(tab: Page, client: CDPSession): Promise<Omit<Held, 'updates'>> {
  for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
  const { metrics } = (await client.send('Performance.getMetrics')) as {
    metrics: { name: string; value: number }[];
  };
  const value = (name: string) => metrics.find((one) => one.name === name)!.value;
  const graphics = await tab.evaluate(
    () =>
      (window as unknown as { graphics: { buffers: number; textures: number; programs: number } }).graphics,
  );
  return {
    heapMb: value('JSHeapUsedSize') / 2 ** 20,
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
    ...graphics,
  };
}

function row({ updates, heapMb, nodes, listeners, buffers, textures, programs }: Held): string {
  return `${String(updates).padStart(8)} updates: heap ${heapMb.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners, ${buffers} buffers, ${textures} textures, ${programs} programs`;
}

function report(points: readonly Held[], seconds: number, problems: readonly string[]): void {
  const fifth = points[Math.round(POINTS / 5) - 1];
  const last = points[POINTS - 1];
  const growth = (key: keyof Held) => Number((last[key] / fifth[key] - 1).toFixed(4));
  console.log(
    `from a fifth of the run to its end: heap ${(100 * growth('heapMb')).toFixed(1)} %, in ${seconds.toFixed(0)} s; errors of the page: ${problems.length === 0 ? 'none' : problems.join('; ')}`,
  );
  console.log(
    JSON.stringify({
      bench: 'soak',
      updates: last.updates,
      seconds: Math.round(seconds),
      heapGrowth: growth('heapMb'),
      heapMb: Number(last.heapMb.toFixed(1)),
      nodes: [fifth.nodes, last.nodes],
      listeners: [fifth.listeners, last.listeners],
      buffers: [fifth.buffers, last.buffers],
      textures: [fifth.textures, last.textures],
      programs: [fifth.programs, last.programs],
      errors: problems.length,
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
      node: process.version,
    }),
  );
}
