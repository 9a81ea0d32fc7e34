import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import {
  childrenOf,
  cpuSeconds,
  nextMessage,
  residentMb,
  sleep,
  startHelper,
  startServer,
  stopProcess,
} from '../processes.ts';

export interface DefaultLoad {
  /** Server, worker and embedded stores together. */
  cores: number;
  rssMb: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  startMs: number;
  /** From the start of the server to the first live values in a browser's page; null without a Chromium. */
  firstFrameMs: number | null;
  seconds: number;
}

const SIMULATORS_MAIN = fileURLToPath(new URL('../../../simulators/src/main.ts', import.meta.url));
const WARM_UP_MS = 15_000;
const MEASURED_S = 45;

/** Both lines of the reference plant at speed 1, as a process of its own. */
export function startSimulators(mqttPort: number): ChildProcess {
  const lines = ['--line', 'bearing-1', '--line', 'weld-1'];
  const pace = ['--seed', '7', '--speed', '1', '--mqtt', `mqtt://127.0.0.1:${mqttPort}`];
  return spawn(
    process.execPath,
    ['--conditions=@linetwin/source', SIMULATORS_MAIN, 'run', ...lines, ...pace],
    { stdio: 'ignore' },
  );
}

/** The reference plant as a user starts it: both simulated lines at speed 1 with bursts, 20 dashboards at 10 Hz. */
export async function measureDefaultLoad(): Promise<DefaultLoad> {
  const data = await mkdtemp(join(tmpdir(), 'linetwin-bench-'));
  const began = performance.now();
  const server = await startServer({ LINETWIN_DATA: data });
  const simulators = startSimulators(server.mqttPort);
  const dashboards = startHelper(new URL('./live-clients.ts', import.meta.url), [
    server.http,
    20,
    10,
    'latest',
    'linetwin',
  ]);
  try {
    const firstFrameMs = await firstLivePage(server.http, began);
    await nextMessage(dashboards, 'ready');
    await sleep(WARM_UP_MS);
    dashboards.send('reset');
    await nextMessage(dashboards, 'reset');
    const processes = [server.pid, ...childrenOf(server.pid)];
    const before = processes.map(cpuSeconds);
    await sleep(MEASURED_S * 1000);
    const used = processes.reduce((sum, pid, i) => sum + cpuSeconds(pid) - before[i], 0);
    const rssMb = processes.reduce((sum, pid) => sum + residentMb(pid), 0);
    const reply = nextMessage<{ p50Ms: number; p95Ms: number; p99Ms: number }>(dashboards, 'report');
    dashboards.send('report');
    const { p50Ms, p95Ms, p99Ms } = await reply;
    return {
      cores: used / MEASURED_S,
      rssMb,
      p50Ms,
      p95Ms,
      p99Ms,
      startMs: server.startMs,
      firstFrameMs,
      seconds: MEASURED_S,
    };
  } finally {
    dashboards.kill('SIGKILL');
    simulators.kill('SIGINT');
    await stopProcess(server.child);
    await rm(data, { recursive: true, force: true });
  }
}

/** Opens the dashboard as a person would and waits until a machine is shown running. */
async function firstLivePage(address: string, began: number): Promise<number | null> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (!executablePath) return null;
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(address);
    await page.waitForSelector('[data-look="running"]', { timeout: 60_000 });
    return performance.now() - began;
  } finally {
    await browser.close();
  }
}
