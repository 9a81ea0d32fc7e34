import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLoad } from './first-load.ts';

/* What holds for the built pages as a whole. */
const DASHBOARD = join(import.meta.dirname, '..');
const APP = join(DASHBOARD, 'dist/app');
/** Of the hall page, the first that most people open, before its 3D. */
const MOST_FIRST_LOAD_KB = 300;

test('the first load before the 3D keeps within its budget of script', async () => {
  const scripts = await firstLoad(APP, ['hall-page', 'socket.worker', 'zh']);
  const kB = scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;
  expect(scripts.some(({ name }) => /^(three|twin-scene|uplot)-/.test(name))).toBe(false);
  expect(kB).toBeLessThanOrEqual(MOST_FIRST_LOAD_KB);
});

test('every script that a phone is to keep for later is there', async () => {
  const listed = JSON.parse(await readFile(join(APP, 'scripts.json'), 'utf8')) as string[];
  const files = new Set((await readdir(join(APP, 'assets'))).map((file) => `/assets/${file}`));
  expect(listed.length).toBeGreaterThan(50);
  expect(listed.filter((script) => !files.has(script))).toEqual([]);
});

test('no text stands outside the translation files', async () => {
  const source = join(DASHBOARD, 'src');
  const files = (await readdir(source, { recursive: true })).filter(
    (file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !file.startsWith('locales'),
  );
  const found: string[] = [];
  for (const file of files) {
    const lines = (await readFile(join(source, file), 'utf8')).split('\n');
    lines.forEach((text, i) => {
      // A comment may name a term; "中文" names the language to those who read only that one.
      const code = text.replace(/\/\/.*|\/?\*.*/, '').replaceAll("'中文'", '');
      if (/\p{Script=Han}/u.test(code)) found.push(`${file}:${i + 1} ${text.trim()}`);
      // Words of a Latin language between tags: every text goes through `t`.
      if (/>\s*[A-Z][a-z]+(?: [a-z]+)+\s*</.test(code)) found.push(`${file}:${i + 1} ${text.trim()}`);
    });
  }
  expect(found).toEqual([]);
});
