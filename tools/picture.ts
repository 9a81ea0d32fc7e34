import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumPath, openBrowser } from '../dashboard/e2e/chromium.ts';
import { startServer, stopProcess } from '../server/bench/processes.ts';

/**
 * `npm run picture`: takes the pictures of the documentation from the running product, never from a drawing. Starts the
 * built server and both simulated lines, waits until the lines work, and photographs the pages.
 */
const PICTURES = [
  { file: 'hall.png', page: '/?theme=dark&lang=zh', width: 1920, height: 1080 },
  { file: 'hall-en.png', page: '/?theme=light&lang=en', width: 1920, height: 1080 },
];
/** Long enough for parts on the conveyors, hot furnaces and a first seam. */
const WORK_MS = 60_000;
const DRAW_MS = 15_000;

if (!chromiumPath) {
  console.error(
    'There is no Chromium on this machine; install it (Debian: apt-get install chromium) and try again.',
  );
  process.exit(1);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs', 'images');
await mkdir(folder, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'linetwin-picture-'));
const server = await startServer({ LINETWIN_DATA: data });
const simulators = spawn(
  process.execPath,
  [
    '--conditions=@linetwin/source',
    'simulators/src/main.ts',
    'run',
    '--line',
    'bearing-1',
    '--line',
    'weld-1',
    '--mqtt',
    `mqtt://127.0.0.1:${server.mqttPort}`,
  ],
  { cwd: root, stdio: 'ignore' },
);
try {
  await new Promise((resolve) => setTimeout(resolve, WORK_MS));
  const browser = await openBrowser();
  for (const { file, page: address, width, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(`${server.http}${address}`);
    await page.waitForSelector('[data-look="running"]');
    await new Promise((resolve) => setTimeout(resolve, DRAW_MS));
    await page.screenshot({ path: join(folder, file), timeout: 120_000 });
    console.log(`docs/images/${file}`);
    await page.close();
  }
  await browser.close();
} finally {
  simulators.kill('SIGINT');
  await stopProcess(server.child);
  await rm(data, { recursive: true, force: true });
}
