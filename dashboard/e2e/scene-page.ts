import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const DASHBOARD = join(import.meta.dirname, '..');
const BUILT = join(DASHBOARD, 'dist/demo');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Figures of the scene that the bench and the tests read (`src/scene/scene-api.ts`). */
export interface SceneStats {
  drawCalls: number;
  triangles: number;
  parts: number;
  scriptMsPerFrame: number;
  updateMsPerFrame: number;
  frames: number;
  pulsing: boolean;
  quality: string;
  geometries: number;
  textures: number;
  programs: number;
}

/** What `demo/stage.ts` offers to scripts. */
interface Stage {
  scene: {
    stats(): SceneStats;
    measureAnew(): void;
    start(): void;
    stop(): void;
    resetView(): void;
    select(address: string | null): void;
    frameLine(line: string | null): void;
    machineAt(x: number, y: number): string | null;
    setLanguage(language: 'zh' | 'en'): void;
    setAlarms(byEquipment: Map<string, { priority: 1 | 2 | 3 | 4; unacknowledged: boolean }>): void;
    setCameraMode(mode: 'orbit' | 'walk' | 'follow'): void;
    cameraPlace(): { x: number; y: number; z: number; distance: number; azimuth: number; polar: number };
    goTo(place: { x: number; y: number; z: number; distance: number; azimuth: number; polar: number }): void;
    setQuality(choice: 'auto' | 'high' | 'medium' | 'low'): void;
    setOverlay(
      overlay: {
        byEquipment: Map<string, { colours: (string | null)[]; text: string; height?: number }>;
      } | null,
    ): void;
    dispose(): void;
  };
  live: { advanceBatch(values: number): void };
  model: { equipment: { id: string; address: string }[]; signals: unknown[] };
  selected: string | null;
  screenPosition(id: string): { x: number; y: number };
}

declare global {
  interface Window {
    stage?: Stage;
  }
}

/** Builds the demo pages of the scene (a second or two), in a process of its own as a person would. */
export async function buildDemo(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const { NODE_OPTIONS: _, ...env } = process.env;
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'demo/vite.config.ts', '--logLevel', 'error'],
    { cwd: DASHBOARD, env },
  );
}

export interface DemoServer {
  url: string;
  stop(): Promise<void>;
}

/** Serves the built demo pages on a free port of this machine. */
export async function serveDemo(): Promise<DemoServer> {
  const server: Server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    try {
      const content = await readFile(join(BUILT, path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      // Browsers ask for an icon by themselves; an empty answer keeps their console quiet.
      response.writeHead(path === '/favicon.ico' ? 204 : 404);
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Waits until the scene has drawn `frames` more frames. */
export async function waitForFrames(page: Page, frames: number, timeoutMs = 120_000): Promise<void> {
  await page.waitForFunction(() => window.stage !== undefined, null, { timeout: timeoutMs });
  const before = (await sceneStats(page)).frames;
  await page.waitForFunction((wanted) => window.stage!.scene.stats().frames >= wanted, before + frames, {
    timeout: timeoutMs,
  });
}

export function sceneStats(page: Page): Promise<SceneStats> {
  return page.evaluate(() => window.stage!.scene.stats());
}

/** Most draw calls and most triangles among the frames of the next few seconds. */
export function largestFrame(page: Page): Promise<{ drawCalls: number; triangles: number }> {
  return page.evaluate(async () => {
    const { scene } = window.stage!;
    const first = scene.stats().frames;
    let [drawCalls, triangles] = [0, 0];
    while (scene.stats().frames < first + 8) {
      const seen = scene.stats();
      drawCalls = Math.max(drawCalls, seen.drawCalls);
      triangles = Math.max(triangles, seen.triangles);
      await new Promise(requestAnimationFrame);
    }
    return { drawCalls, triangles };
  });
}
