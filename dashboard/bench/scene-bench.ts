import { cpus, totalmem } from 'node:os';
import { chromium, type Browser, type Page } from 'playwright-core';
import { REVISION } from 'three';
import { chromiumPath } from '../e2e/chromium.ts';
import { buildDemo, sceneStats, serveDemo, waitForFrames, type SceneStats } from '../e2e/scene-page.ts';

/**
 * `npm run bench -- scene`: draw calls, triangles and script time of the 3D hall, and whether its heap stays
 * flat. The demo page of the reference plant is drawn by Chromium's software renderer: script and draw calls
 * are what real graphics would have, frames per second are not. The canvas is small so that the renderer,
 * which shares the processor, does not wait inside the script's time; a first look around lets the engine compile what
 * runs in every frame, as it has on any screen that is on for a minute. The same is measured of a plant ten times as large, with
 * as many parts as its conveyors hold.
 */
const SIZE = { width: 320, height: 180 };
const BATCH_SIGNALS = 500;
const MEASURED_BATCHES = 400;
const SOAK_UPDATES = 100_000;
/** Batches between two frames of the soak. */
const BATCHES_PER_FRAME = 5;
const FRAMES = 12;
/** Frames of the first look around, in the lowest quality, which is quick to draw. */
const WARM_FRAMES = 40;

/** The large plant: so many times the reference plant in one hall, and what is asked of it. */
const TIMES = 10;
const LARGE = { batchSignals: 5000, batches: 100, frames: 14, picks: 400 };
const FIRST_FRAME_MS = 240_000;
const LIMITS = {
  reference: { drawCalls: 150, batchMs: 4 },
  large: { drawCalls: 300, scriptMsPerFrame: 6, batchMs: 8, pickMs: 5 },
};

const FLAGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
  '--enable-precise-memory-info',
];

const VIEWS = ['hall', 'bearing-1', 'weld-1', 'B03', 'B11-OR1', 'L02-A'] as const;

export interface LargeBench {
  machines: number;
  signals: number;
  parts: number;
  views: { view: string; stats: SceneStats }[];
  batchMs: Spread;
  pickMs: Spread;
  heapMb: number;
}

interface Spread {
  mean: number;
  p95: number;
}

export interface SceneBench {
  large: LargeBench;
  views: { view: string; stats: SceneStats }[];
  batchMs: Spread;
  updateMs: number;
  soak: { updates: number; beforeBytes: number; afterBytes: number };
  renderer: string;
}

/** Measures the scene in a browser. */
export async function benchScene(): Promise<SceneBench> {
  if (!chromiumPath)
    throw new Error('This bench needs Chromium: install the package "chromium" or set CHROMIUM_PATH.');
  await buildDemo();
  const demo = await serveDemo();
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${demo.url}/hall.html?still&values=manual`);
    await waitForFrames(page, 2);
    await warmUp(page, BATCH_SIGNALS);
    const views: SceneBench['views'] = [];
    for (const view of VIEWS)
      views.push({ view, stats: await measureView(page, view, BATCH_SIGNALS, FRAMES) });
    await lookAt(page, 'hall');
    const batchMs = await measureBatches(page, BATCH_SIGNALS, MEASURED_BATCHES);
    const soak = await measureHeap(page);
    const renderer = await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const info = gl.getExtension('WEBGL_debug_renderer_info');
      return info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : 'unknown';
    });
    await page.close();
    const large = await measureLarge(browser, demo.url);
    return { large, views, batchMs, updateMs: views[0].stats.updateMsPerFrame, soak, renderer };
  } finally {
    await browser.close();
    await demo.stop();
  }
}

async function measureLarge(browser: Browser, url: string): Promise<LargeBench> {
  const page = await browser.newPage({ viewport: SIZE });
  try {
    const address = `${url}/hall.html?still&values=manual&parts=full&times=${TIMES}`;
    await page.goto(address, { timeout: FIRST_FRAME_MS });
    await waitForFrames(page, 2, FIRST_FRAME_MS);
    const { batchSignals, batches, frames } = LARGE;
    await warmUp(page, batchSignals);
    const views: LargeBench['views'] = [];
    for (const view of ['hall', 'bearing-1', 'B11-OR1'])
      views.push({ view, stats: await measureView(page, view, batchSignals, frames) });
    await lookAt(page, 'hall');
    const batchMs = await measureBatches(page, batchSignals, batches);
    const pickMs = await measurePicks(page, LARGE.picks);
    const heapMb = (await heapBytes(page)) / 1e6;
    const size = await page.evaluate(() => ({
      machines: window.stage!.model.equipment.length,
      signals: window.stage!.model.signals.length,
    }));
    return { ...size, parts: views[0].stats.parts, views, batchMs, pickMs, heapMb };
  } finally {
    await page.close();
  }
}

/** Time to find the machine under the pointer, at places spread over the picture. */
function measurePicks(page: Page, picks: number): Promise<Spread> {
  return page.evaluate(
    ({ count, width, height }) => {
      const { scene } = window.stage!;
      const took: number[] = [];
      for (let i = 0; i < count; i++) {
        const from = performance.now();
        scene.machineAt((i * 0.618034 * width) % width, (i * 0.754878 * height) % height);
        took.push(performance.now() - from);
      }
      took.sort((a, b) => a - b);
      return { mean: took.reduce((sum, ms) => sum + ms, 0) / count, p95: took[Math.floor(count * 0.95)] };
    },
    { count: picks, ...SIZE },
  );
}

async function lookAt(page: Page, view: string): Promise<void> {
  await page.evaluate((name) => {
    const { scene, model } = window.stage!;
    scene.resetView();
    const machine = model.equipment.find(({ id }) => id === name);
    if (machine) scene.select(machine.address);
    else if (name !== 'hall') scene.frameLine(name);
  }, view);
}

async function warmUp(page: Page, batchSignals: number): Promise<void> {
  await page.evaluate(() => window.stage!.scene.setQuality('low'));
  await lookAt(page, 'B11-OR1');
  await drawFrames(page, batchSignals, WARM_FRAMES);
  await page.evaluate(() => window.stage!.scene.setQuality('high'));
}

/** @returns most draw calls and triangles of a frame: some frames draw shadows anew, and only those need them all */
async function drawFrames(
  page: Page,
  batchSignals: number,
  frames: number,
): Promise<Pick<SceneStats, 'drawCalls' | 'triangles'>> {
  const most = { drawCalls: 0, triangles: 0 };
  for (let frame = 0; frame < frames; frame++) {
    await page.evaluate((signals) => window.stage!.live.advanceBatch(signals), batchSignals);
    await waitForFrames(page, 1, FIRST_FRAME_MS);
    const { drawCalls, triangles } = await sceneStats(page);
    most.drawCalls = Math.max(most.drawCalls, drawCalls);
    most.triangles = Math.max(most.triangles, triangles);
  }
  return most;
}

/** Figures of the frames of one view alone; draw calls and triangles are those of the largest frame. */
async function measureView(
  page: Page,
  view: string,
  batchSignals: number,
  frames: number,
): Promise<SceneStats> {
  await lookAt(page, view);
  await page.evaluate(() => window.stage!.scene.measureAnew());
  const most = await drawFrames(page, batchSignals, frames);
  return { ...(await sceneStats(page)), ...most };
}

/** Script time of one batch: taking its values, and moving what follows from them in the next frame. */
function measureBatches(page: Page, batchSignals: number, batches: number): Promise<Spread> {
  return page.evaluate(
    ({ signals, batches }) => {
      const { live, scene } = window.stage!;
      scene.stop();
      const took: number[] = [];
      for (let i = 0; i < batches; i++) {
        const from = performance.now();
        live.advanceBatch(signals);
        took.push(performance.now() - from);
      }
      scene.start();
      took.sort((a, b) => a - b);
      return { mean: took.reduce((sum, ms) => sum + ms, 0) / batches, p95: took[Math.floor(batches * 0.95)] };
    },
    { signals: batchSignals, batches },
  );
}

/** Heap after a forced collection, before and after many applied updates with frames between them. */
async function measureHeap(page: Page): Promise<SceneBench['soak']> {
  const rounds = SOAK_UPDATES / BATCH_SIGNALS / BATCHES_PER_FRAME;
  const soak = async (count: number) => {
    for (let round = 0; round < count; round++) {
      await page.evaluate(
        ({ signals, batches }) => {
          for (let i = 0; i < batches; i++) window.stage!.live.advanceBatch(signals);
        },
        { signals: BATCH_SIGNALS, batches: BATCHES_PER_FRAME },
      );
      await waitForFrames(page, 1);
    }
  };
  // A first round lets the engine compile and the pools grow; that is not growth.
  await soak(Math.ceil(rounds / 8));
  const beforeBytes = await heapBytes(page);
  await soak(rounds);
  const afterBytes = await heapBytes(page);
  return { updates: rounds * BATCHES_PER_FRAME * BATCH_SIGNALS, beforeBytes, afterBytes };
}

function heapBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let i = 0; i < 3; i++) {
      (globalThis as unknown as { gc(): void }).gc();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
  });
}

/** Prints a table for people and, as the last line, one JSON object. */
export async function run(args: string[] = []): Promise<void> {
  if (args.length > 0) throw new Error(`The scene bench takes no options, got: ${args.join(' ')}`);
  const { large, views, batchMs, updateMs, soak, renderer } = await benchScene();
  console.log(`3D hall at ${SIZE.width} x ${SIZE.height} on ${renderer}\n`);
  printViews(views);
  const growth = soak.afterBytes / soak.beforeBytes - 1;
  console.log(
    `\nbatch of ${BATCH_SIGNALS} signals: mean ${batchMs.mean.toFixed(3)} ms, p95 ${batchMs.p95.toFixed(3)} ms; moving the hall ${updateMs.toFixed(2)} ms a frame`,
  );
  console.log(
    `heap over ${soak.updates} applied updates: ${(soak.beforeBytes / 1e6).toFixed(1)} -> ${(soak.afterBytes / 1e6).toFixed(1)} MB (${(growth * 100).toFixed(2)} %)`,
  );
  const [whole] = large.views;
  const largeBatchMs = large.batchMs.mean + whole.stats.updateMsPerFrame;
  console.log(
    `\n${TIMES} times the plant: ${large.machines} machines, ${large.signals} signals, ${large.parts} parts on conveyors\n`,
  );
  printViews(large.views);
  console.log(
    `\nbatch of ${LARGE.batchSignals} signals: mean ${large.batchMs.mean.toFixed(3)} ms, p95 ${large.batchMs.p95.toFixed(3)} ms; moving the hall ${whole.stats.updateMsPerFrame.toFixed(2)} ms a frame`,
  );
  console.log(
    `picking: mean ${large.pickMs.mean.toFixed(3)} ms, p95 ${large.pickMs.p95.toFixed(3)} ms; heap ${large.heapMb.toFixed(0)} MB`,
  );
  const worst = views.reduce((a, b) => (b.stats.drawCalls > a.stats.drawCalls ? b : a));
  console.log(
    JSON.stringify({
      bench: 'scene',
      drawCalls: worst.stats.drawCalls,
      triangles: views[0].stats.triangles,
      scriptMsPerFrame: round(views[0].stats.scriptMsPerFrame),
      updateMsPerFrame: round(updateMs),
      batchMs: round(batchMs.mean + updateMs),
      batchP95Ms: round(batchMs.p95),
      heapGrowth: round(growth, 4),
      updates: soak.updates,
      large: {
        machines: large.machines,
        signals: large.signals,
        parts: large.parts,
        drawCalls: Math.max(...large.views.map(({ stats }) => stats.drawCalls)),
        triangles: whole.stats.triangles,
        scriptMsPerFrame: round(Math.max(...large.views.map(({ stats }) => stats.scriptMsPerFrame))),
        updateMsPerFrame: round(whole.stats.updateMsPerFrame),
        batchMs: round(largeBatchMs),
        batchP95Ms: round(large.batchMs.p95),
        pickMs: round(large.pickMs.p95),
        heapMb: round(large.heapMb, 1),
      },
      limits: LIMITS,
      canvas: `${SIZE.width}x${SIZE.height}`,
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
      renderer,
      node: process.version,
      three: REVISION,
      seed: null,
    }),
  );
}

function printViews(views: SceneBench['views']): void {
  console.log('view        draw calls  triangles  script ms/frame  of it update ms');
  for (const { view, stats } of views) {
    console.log(
      [
        view.padEnd(12),
        String(stats.drawCalls).padStart(9),
        String(stats.triangles).padStart(11),
        stats.scriptMsPerFrame.toFixed(2).padStart(17),
        stats.updateMsPerFrame.toFixed(2).padStart(17),
      ].join(''),
    );
  }
}

export default run;

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
