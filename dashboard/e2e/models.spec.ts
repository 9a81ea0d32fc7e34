import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eventually, temporaryFolder } from '@linetwin/testing';
import { appendFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Response } from 'playwright-core';
import { chromiumPath, openBrowser } from './chromium.ts';
import { RealServer } from './plant-server.ts';
import { basisCube, dracoCube, magentaCube } from './small-glb.ts';

jest.setTimeout(280_000);
const SLOW_MS = 150_000;
/** In which the forms are looked at, and the smaller one in which they are waited for: a software renderer draws each pixel. */
const LOOKED_AT = { width: 900, height: 560 };
const WAITED_FOR = { width: 240, height: 150 };
const DRACO = /\/assets\/draco_decoder-[^/]*\.wasm$/;

/* glTF files in place of built-in forms, on the real server with its headers. */
(chromiumPath === undefined ? describe.skip : describe)('models of machines', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const answers: Response[] = [];
  const problems: string[] = [];
  const decoders = new Set<string>();

  beforeAll(async () => {
    folder = await temporaryFolder();
    const plant = join(folder.path, 'plant');
    await cp(join(import.meta.dirname, '../../plants/liaocheng'), plant, { recursive: true });
    await mkdir(join(plant, 'models'));
    await writeFile(join(plant, 'models/cube.glb'), magentaCube());
    await writeFile(join(plant, 'models/broken.glb'), magentaCube().subarray(0, 40));
    await writeFile(join(plant, 'models/draco.glb'), dracoCube([0, 1, 1]));
    await writeFile(join(plant, 'models/basis.glb'), basisCube([0, 1, 0]));
    await appendFile(join(plant, 'kinds/anneal-furnace.yaml'), '\nmodel: cube.glb\n');
    await appendFile(join(plant, 'kinds/temper-furnace.yaml'), '\nmodel: draco.glb\n');
    await appendFile(join(plant, 'kinds/cooling-water.yaml'), '\nmodel: basis.glb\n');
    await appendFile(join(plant, 'kinds/mesh-belt-furnace.yaml'), '\nmodel: broken.glb\n');
    await appendFile(join(plant, 'kinds/fsw-gantry.yaml'), '\nmodel: none.glb\n');
    browser = await openBrowser({ hall: 'coarse' });
    server = await RealServer.start({ LINETWIN_PLANT: plant });
    page = await browser.newPage({ viewport: WAITED_FOR, reducedMotion: 'reduce' });
    page.on('response', (response) => {
      if (response.url().includes('machine-models/')) answers.push(response);
      const [, decoder] =
        /\/assets\/(draco_decoder|basis_transcoder)-[^/]*\.wasm$/.exec(response.url()) ?? [];
      if (decoder && response.ok()) decoders.add(decoder);
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.request.post(`${server.url}/api/session`, {
      data: { login: 'admin', password: server.adminPassword },
    });
    await page.request.put(`${server.url}/api/session/password`, {
      data: { before: server.adminPassword, after: 'Qv7-harbor-tulip-48' },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });

  /** The hall draws when there is something new; a picture taken at once may be of the frame before. */
  const shines = (colour: readonly number[], leastPixels: number) =>
    eventually(
      `something shines in ${colour.join()}`,
      () => shiningIn(colour),
      (pixels) => pixels > leastPixels,
      SLOW_MS,
    );
  /** Pixels of the picture that shine in a colour, of which each part is all or nothing. */
  const shiningIn = async (colour: readonly number[]) => {
    const picture = (await page.locator('.scene').screenshot({ timeout: SLOW_MS })).toString('base64');
    return page.evaluate(
      async ({ base64, wanted }) => {
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
          const parts = [data[i], data[i + 1], data[i + 2]];
          const least = Math.min(...parts.filter((_, part) => wanted[part] === 1));
          const most = Math.max(...parts.filter((_, part) => wanted[part] === 0));
          if (least > 120 && most < least - 50) count++;
        }
        return count;
      },
      { base64: picture, wanted: [...colour] },
    );
  };

  test('are shown in the hall, and what cannot be shown is named and keeps its form', async () => {
    await page.goto(`${server.url}/?lang=en`);
    await page.waitForSelector('.scene[data-scene="ready"]', { timeout: SLOW_MS });
    const note = page.locator('.scene-note');
    await note.waitFor({ timeout: SLOW_MS });
    expect(await note.textContent()).toMatch(/broken\.glb \(not a GLB file\)/);
    expect(await note.textContent()).toMatch(/none\.glb \(file missing\)/);
    expect(await note.textContent()).not.toMatch(/cube\.glb/);
    const [answer] = answers;
    expect(answer.status()).toBe(200);
    expect(answer.headers()).toMatchObject({
      'content-type': 'model/gltf-binary',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    await page.setViewportSize(LOOKED_AT);
    await shines([1, 0, 1], 200);
    expect(problems).toEqual([]);
  });

  test('are decoded where their geometry or their textures are compressed, by what is shipped with the page', async () => {
    await expect(page.locator('.scene-note').textContent()).resolves.not.toMatch(/draco|basis/);
    expect([...decoders].sort()).toEqual(['basis_transcoder', 'draco_decoder']);
    await shines([0, 1, 1], 100);
    await shines([0, 1, 0], 30);
  });

  test('stand in a hall whose address says how the camera goes, so that a link walks too', async () => {
    await page.setViewportSize(WAITED_FOR);
    await page.goto(`${server.url}/?lang=en&camera=walk`);
    await page.waitForSelector('.scene[data-scene="ready"]', { timeout: SLOW_MS });
    const hud = page.locator('.camera-hud');
    await hud.getByText('Walk', { exact: true }).waitFor();
    // Small as the picture is, something lies over it.
    await hud.getByRole('button', { name: 'Back to orbit' }).dispatchEvent('click');
    await hud.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('camera')).toBe(false);
  });

  test('whose decoder never answers are given up after a while, and those after them are shown', async () => {
    // A service worker would answer in place of the network.
    const context = await browser.newContext({
      serviceWorkers: 'block',
      storageState: await page.context().storageState(),
      viewport: WAITED_FOR,
      reducedMotion: 'reduce',
    });
    // One that goes on drawing would take the time of this one.
    await page.close();
    page = await context.newPage();
    // Nobody answers this one.
    await page.route(DRACO, () => undefined);
    await page.goto(`${server.url}/?lang=en`);
    await page.waitForSelector('.scene[data-scene="ready"]', { timeout: SLOW_MS });
    await page
      .locator('.scene-note', { hasText: 'draco.glb (no decoder answered)' })
      .waitFor({ timeout: SLOW_MS });
    await expect(page.locator('.scene-note').textContent()).resolves.not.toMatch(/cube|basis/);
    await page.setViewportSize(LOOKED_AT);
    await shines([1, 0, 1], 200);
    expect(await shiningIn([0, 1, 1])).toBeLessThan(100);
    await page.unroute(DRACO);
  });

  test('may be decoded by WebAssembly in workers of the page, which may run no text as a program', async () => {
    const found = await page.evaluate(async () => {
      const source = `onmessage = async () => {
        const wasm = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', String);
        let text = 'refused';
        try { text = String(new Function('return 1')()); } catch {}
        postMessage([wasm, text]);
      }`;
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      const answer = new Promise<string[]>((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data as string[]);
        worker.onerror = () => reject(new Error('the worker was refused'));
      });
      worker.postMessage(0);
      return answer;
    });
    expect(found).toEqual(['compiled', 'refused']);
  });
});
