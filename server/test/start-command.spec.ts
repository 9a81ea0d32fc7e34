import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@linetwin/testing';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 120_000;

/** `npm start` without npm, and not as a task of the Nx that runs this test. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')),
);

test(
  'the start command says where pages and machines go, serves the dashboard, and ends all it started when it is interrupted',
  async () => {
    const { path, remove } = await temporaryFolder();
    const command = spawn(process.execPath, ['tools/start.ts', '--no-simulators'], {
      cwd: ROOT,
      env: {
        ...environment,
        PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`,
        NX_DAEMON: 'false',
        LINETWIN_DATA: path,
        LINETWIN_PORT: '0',
        MQTT_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const ended = once(command, 'exit');
    try {
      await new Promise<void>((resolve, reject) => {
        const hear = (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('Ctrl+C stops it.')) resolve();
        };
        command.stdout.on('data', hear);
        command.stderr.on('data', hear);
        command.once('exit', () => reject(new Error(`it ended and said: ${said}`)));
      });
      const address = /Linetwin is running: {2}(http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      expect(said).toMatch(/machines connect to {2}mqtt:\/\/127\.0\.0\.1:\d+/);
      const page = await fetch(`${address}/`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<div id="root">');
    } finally {
      command.kill('SIGINT');
      await ended;
      await remove();
    }
    expect((await ended)[0]).toBe(0);
  },
  TIMEOUT_MS,
);
