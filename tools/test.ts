import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/**
 * `npm test`: all tests of all projects; at the end what failed with its reason, and as the last line how many passed
 * and failed. Results of projects that did not change come from the cache and count like the others.
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
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
  }[];
}

/** Lines of a failure that are kept: a thousand tests later, its file, its sentence and why are what helps. */
const REASON_LINES = 30;

/** What failed, each with its file and reason: a file as a whole, when it could not be run. */
function failuresIn({ testResults }: JestResults): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [told(file, message)];
    return tests.map((test) => told(`${file}: ${test.fullName}`, (test.failureMessages ?? []).join('\n')));
  });
}

function told(what: string, reason: string): string {
  const lines = stripVTControlCharacters(reason)
    .split('\n')
    .filter((line) => !line.includes('/node_modules/'))
    .slice(0, REASON_LINES);
  return [`FAILED ${what}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

let passed = 0;
let failed = 0;
let skipped = 0;
const failures: string[] = [];
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
  failures.push(...failuresIn(results));
}
for (const failure of failures) console.log(failure);
if (run.status !== 0 && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
