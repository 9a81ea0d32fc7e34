import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Jest's global setup: a process that starts data bases when tests ask for them, see keeper.ts. It ends with Jest, whatever
 * happens to Jest: then its channel breaks.
 */
export default async function setup() {
  const keeper = fork(fileURLToPath(new URL('keeper.ts', import.meta.url)), {
    execArgv: ['--no-warnings', '--conditions=@linetwin/source'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // Not one of the names that start with LINETWIN: servers that tests start would refuse it as a setting.
  process.env.TEST_DATABASES = await new Promise((resolve, reject) => {
    keeper.once('message', resolve);
    keeper.once('exit', () => reject(new Error('the keeper of data bases for tests did not start')));
  });
  keeper.unref();
  keeper.channel?.unref();
}
