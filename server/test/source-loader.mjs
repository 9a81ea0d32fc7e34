import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * `node --import` of this file runs the server from its sources, so that tests never meet an old build. Node strips
 * types by itself, but not the decorators and constructor properties that Nest needs; SWC does, as under Jest.
 */
// A run of the tests starts a server more than a hundred times; with what it made of its sources kept, each takes half as long.
const cache = fileURLToPath(new URL('../../node_modules/.cache/sources', import.meta.url));
const programs = join(cache, 'programs');
mkdirSync(programs, { recursive: true });
enableCompileCache(cache);

const sources = new URL('../src/', import.meta.url).href;

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(sources) || !url.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: programOf(url), shortCircuit: true };
  },
});

/** One kept program a source file, which ends with the digest of what it was made of. */
function programOf(url) {
  const path = fileURLToPath(url);
  const source = readFileSync(path, 'utf8');
  const mark = `\n//${createHash('sha1').update(path).update(source).digest('hex')}`;
  const kept = join(programs, `${url.slice(sources.length).replaceAll('/', '.')}.js`);
  try {
    const program = readFileSync(kept, 'utf8');
    if (program.endsWith(mark)) return program;
  } catch {
    // Not there yet.
  }
  const { code } = transformSync(source, {
    filename: path,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'es6' },
  });
  // Renamed when it is whole: several servers start at once.
  const unfinished = `${kept}.${process.pid}`;
  writeFileSync(unfinished, code + mark);
  renameSync(unfinished, kept);
  return code + mark;
}
