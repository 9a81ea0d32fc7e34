import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
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
/** As `nice` has it. */
const GIVES_WAY = 10;
/**
 * A folder of Linux that lies in memory. Servers under test make and remove a hundred thousand files, which on a disk takes half of the time
 * of a start; what they would lose with the power no test looks at.
 */
const IN_MEMORY = '/dev/shm';
/** What the tests keep there at a time, twice; containers often have 64 MB. */
const ROOM_BYTES = 4e9;
const resultOf = (folder: string) => join(root, folder, 'test-results', 'results.json');

const temporary = temporaryFolder();
process.once('exit', () => temporary && rmSync(temporary, { recursive: true, force: true }));
for (const folder of projects) rmSync(resultOf(folder), { force: true });
const asked = process.argv.slice(2);
const isOk = asked.length > 0 ? await nx('test', asked) : await testAll();

/**
 * Each Jest has workers of its own for all cores, so that projects wait for each other, but for one: the server's tests wait for
 * servers half of their time, in which those that only compute go on. They give way to it, or it would be late.
 */
async function testAll(): Promise<boolean> {
  const computing = '--exclude=@linetwin/server,@linetwin/dashboard';
  // What both need is there before they start.
  if (!(await nx('build', [computing]))) return false;
  const results = await Promise.all([
    nx('test', ['--projects=@linetwin/server']),
    nx('test', [computing], GIVES_WAY),
  ]);
  // Browsers draw in software, which leaves no time to anybody else.
  results.push(await nx('test', ['--projects=@linetwin/dashboard']));
  return results.every(Boolean);
}

/** Where tests put what they throw away again, where there is room for it in memory; what a run that was killed left there goes. */
function temporaryFolder(): string | undefined {
  if (!existsSync(IN_MEMORY)) return undefined;
  const path = join(IN_MEMORY, `linetwin-${createHash('sha1').update(root).digest('hex').slice(0, 8)}`);
  rmSync(path, { recursive: true, force: true });
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  if (Math.min(bavail * bsize, process.availableMemory()) < ROOM_BYTES) return undefined;
  mkdirSync(path);
  // For all users, as the folder that it stands for: PostgreSQL runs as one of its own.
  chmodSync(path, 0o1777);
  return path;
}

/** Runs a target, one project at a time. @returns whether all went well */
function nx(target: string, options: readonly string[], priority = 0): Promise<boolean> {
  const child = spawn('nx', ['run-many', '-t', target, '--parallel=1', '--output-style=static', ...options], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary ?? tmpdir() },
    stdio: ['inherit', priority === 0 ? 'inherit' : 'pipe', 'inherit'],
  });
  if (child.pid !== undefined && priority > 0) setPriority(child.pid, priority);
  // Said when it is over, not between the lines of others.
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.stdout.write(said);
      resolve(code === 0);
    });
  });
}

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
if (!isOk && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
