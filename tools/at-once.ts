import { spawn } from 'node:child_process';

/** `node tools/at-once.ts SCRIPT...`: runs scripts of package.json side by side, and says of one after the other what it said. */
const runs = process.argv.slice(2).map((script) => ({ script, ended: run(script) }));
let failed = false;
for (const { script, ended } of runs) {
  const { code, said } = await ended;
  process.stdout.write(said);
  if (code === 0) continue;
  failed = true;
  console.error(`npm run ${script} failed`);
}
process.exit(failed ? 1 : 0);

function run(script: string): Promise<{ code: number | null; said: string }> {
  const child = spawn('npm', ['run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: string) => (said += chunk);
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
