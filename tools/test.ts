import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: all tests of all projects, and as the last line how many passed and failed. Results of projects that
 * did not change come from the cache and count like the others.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const projects = [
  ...readdirSync(join(root, 'libs')).map((name) => join('libs', name)),
  'server',
  'simulators',
  'dashboard',
].filter((folder) => existsSync(join(root, folder, 'package.json')));
const resultOf = (folder: string) => join(root, folder, 'test-results', 'results.json');

for (const folder of projects) rmSync(resultOf(folder), { force: true });
// One project at a time: each Jest has workers of its own for all cores.
const run = spawnSync(
  'nx',
  ['run-many', '-t', 'test', '--parallel=1', '--output-style=static', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

let passed = 0;
let failed = 0;
let skipped = 0;
for (const folder of projects) {
  if (!existsSync(resultOf(folder))) {
    console.error(`${folder} gave no test results`);
    failed++;
    continue;
  }
  const results = JSON.parse(readFileSync(resultOf(folder), 'utf8')) as JestResults;
  passed += results.numPassedTests;
  failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  skipped += results.numPendingTests;
}
if (run.status !== 0 && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
