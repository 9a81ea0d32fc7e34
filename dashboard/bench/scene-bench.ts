import { cpus, totalmem } from 'node:os';
import { chromium, type Page } from 'playwright-core';
import { REVISION } from 'three';
import { chromiumPath } from '../e2e/chromium.ts';
import { buildDemo, sceneStats, serveDemo, waitForFrames, type SceneStats } from '../e2e/scene-page.ts';

/**
 * `npm run bench -- scene`: draw calls, triangles and script time of the 3D hall, and whether its heap stays
 * flat. The demo page of the reference plant is drawn by Chromium's software renderer: script and draw calls
 * are what real graphics would have, frames per second are not. The canvas is small so that the renderer,
 * which shares the processor, does not wait inside the script's time.
 */
const SIZE = { width: 320, height: 180 };
const BATCH_SIGNALS = 500;
const MEASURED_BATCHES = 400;
const SOAK_UPDATES = 100_000;
/** Batches between two frames of the soak. */
const BATCHES_PER_FRAME = 5;
const FRAMES = 12;

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

export interface SceneBench {
  views: { view: string; stats: SceneStats }[];
  batchMs: { mean: number; p95: number };
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
    const views: SceneBench['views'] = [];
    for (const view of VIEWS) views.push({ view, stats: await measureView(page, view) });
    await lookAt(page, 'hall');
    const batchMs = await measureBatches(page);
    const soak = await measureHeap(page);
    const renderer = await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const info = gl.getExtension('WEBGL_debug_renderer_info');
      return info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : 'unknown';
    });
    return { views, batchMs, updateMs: views[0].stats.updateMsPerFrame, soak, renderer };
  } finally {
    await browser.close();
    await demo.stop();
  }
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

async function measureView(page: Page, view: string): Promise<SceneStats> {
  await lookAt(page, view);
  for (let frame = 0; frame < FRAMES; frame++) {
    await page.evaluate((signals) => window.stage!.live.advanceBatch(signals), BATCH_SIGNALS);
    await waitForFrames(page, 1);
  }
  return sceneStats(page);
}

/** Script time of one batch: taking its values, and moving what follows from them in the next frame. */
function measureBatches(page: Page): Promise<{ mean: number; p95: number }> {
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
    { signals: BATCH_SIGNALS, batches: MEASURED_BATCHES },
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
  const { views, batchMs, updateMs, soak, renderer } = await benchScene();
  console.log(`3D hall at ${SIZE.width} x ${SIZE.height} on ${renderer}\n`);
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
  const growth = soak.afterBytes / soak.beforeBytes - 1;
  console.log(
    `\nbatch of ${BATCH_SIGNALS} signals: mean ${batchMs.mean.toFixed(3)} ms, p95 ${batchMs.p95.toFixed(3)} ms; moving the hall ${updateMs.toFixed(2)} ms a frame`,
  );
  console.log(
    `heap over ${soak.updates} applied updates: ${(soak.beforeBytes / 1e6).toFixed(1)} -> ${(soak.afterBytes / 1e6).toFixed(1)} MB (${(growth * 100).toFixed(2)} %)`,
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
      canvas: `${SIZE.width}x${SIZE.height}`,
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
      renderer,
      node: process.version,
      three: REVISION,
      seed: null,
    }),
  );
}

export default run;

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
