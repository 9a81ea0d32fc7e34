import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const STATIC_IMPORT = /(?:import|export)\s*(?:[\w$*{}\s,]*?\s*from\s*)?["']\.\/([\w.-]+\.js)["']/g;

export interface LoadedScript {
  name: string;
  gzipBytes: number;
}

/**
 * Scripts that a browser loads for the first page, read from the build itself: what the page's HTML names, what those import
 * at once, and the same for pages that are loaded on their own.
 *
 * @param app folder of the built pages
 * @param lazy beginnings of the names of chunks that the page asks for by itself, such as `hall-page`
 */
export async function firstLoad(app: string, lazy: readonly string[]): Promise<LoadedScript[]> {
  const assets = join(app, 'assets');
  const files = await readdir(assets);
  const html = await readFile(join(app, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map(([, file]) => file);
  const asked = lazy.map((name) => {
    const file = files.find((one) => one.startsWith(`${name}-`) && one.endsWith('.js'));
    if (!file) throw new Error(`${assets} has no script "${name}-….js".`);
    return file;
  });
  const found = new Map<string, LoadedScript>();
  const waiting = [...named, ...asked];
  while (waiting.length > 0) {
    const file = basename(waiting.pop()!);
    if (found.has(file)) continue;
    const text = await readFile(join(assets, file), 'utf8');
    const packed = await promisify(gzip)(text, { level: 6 });
    found.set(file, { name: file, gzipBytes: packed.length });
    for (const [, imported] of text.matchAll(STATIC_IMPORT)) waiting.push(imported);
  }
  return [...found.values()].sort((a, b) => b.gzipBytes - a.gzipBytes);
}
