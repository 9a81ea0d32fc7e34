import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { zh } from './zh.ts';
import { zhPages } from './pages-zh.ts';

const SOURCES = join(import.meta.dirname, '..');
const STATIC_IMPORT = /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)'/gms;
/** What is loaded later without waiting for the texts of pages. */
const LAZY_IMPORT = /lazy\(\s*\(\) =>\s*import\('(\.[^']+)'\)/g;
const KEY = /[`'"](\w+)\.[\w.${}[\]-]+[`'"]/g;

/** Files that show before the texts of pages are there. */
function shellFiles(): string[] {
  const found = new Set<string>();
  const waiting = [join(SOURCES, 'app/main.tsx'), join(SOURCES, 'views/hall/hall-page.tsx')];
  while (waiting.length > 0) {
    const file = waiting.pop()!;
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    const text = readFileSync(file, 'utf8');
    for (const pattern of [STATIC_IMPORT, LAZY_IMPORT])
      for (const [, imported] of text.matchAll(pattern)) waiting.push(join(dirname(file), imported));
  }
  return [...found].filter((file) => !file.includes('/locales/'));
}

describe('the texts of pages', () => {
  test('are of other groups than those of the frame and the hall', () => {
    expect(Object.keys(zhPages).filter((group) => group in zh)).toEqual([]);
  });

  test('are not needed by what shows before they are there', () => {
    const files = shellFiles();
    expect(files.length).toBeGreaterThan(50);
    const early = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(KEY)]
        .filter(([, group]) => group in zhPages)
        .map(([key]) => `${relative(SOURCES, file)}: ${key}`),
    );
    expect(early).toEqual([]);
  });
});
