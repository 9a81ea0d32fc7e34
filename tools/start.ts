import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `npm start`: builds what changed, starts the server (with its worker and embedded stores) and both simulated
 * lines, and prints the address. Ctrl+C stops all of it.
 */
const { values } = parseArgs({
  options: {
    'no-simulators': { type: 'boolean', default: false },
    seed: { type: 'string', default: '7' },
    scenario: { type: 'string', default: 'simulators/scenarios/demo.yaml' },
  },
});

const root = fileURLToPath(new URL('..', import.meta.url));
const STOP_TIMEOUT_MS = 20_000;

console.log('Building what changed ...');
const built = spawnSync('nx', ['run-many', '-t', 'build', '--output-style=static'], {
  cwd: root,
  encoding: 'utf8',
});
if (built.status !== 0) {
  console.error(built.stdout, built.stderr);
  console.error('The build failed; the lines above say where.');
  process.exit(1);
}

const server = fork(fileURLToPath(new URL('../server/dist/main.js', import.meta.url)), {
  cwd: root,
  env: { LINETWIN_LOG_LEVEL: 'warn', ...process.env },
});
let simulators: ChildProcess | undefined;
let stopping = false;

server.once('message', (message) => {
  const { http, mqttPort, broker } = message as { http: string; mqttPort?: number; broker: string };
  if (!values['no-simulators']) simulators = startSimulators(mqttPort);
  console.log(`\nLinetwin is running:  ${http}\n`);
  console.log(`  machines connect to  ${broker}`);
  console.log(`  REST interface       ${http}/api/docs`);
  if (simulators) console.log('  simulated            bearing-1 and weld-1, in real time');
  console.log('\nCtrl+C stops it.');
});
server.on('exit', (code) => {
  simulators?.kill('SIGINT');
  process.exit(stopping ? 0 : (code ?? 1));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping ...');
    simulators?.kill('SIGINT');
    server.kill('SIGTERM');
    setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS).unref();
  });
}

/** The broker in the server, or the first of those that `MQTT_URL` names. */
function brokerOf(mqttPort: number | undefined): string {
  return mqttPort ? `mqtt://127.0.0.1:${mqttPort}` : process.env.MQTT_URL!.split(',')[0].trim();
}

function startSimulators(mqttPort: number | undefined): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@linetwin/source',
      'simulators/src/main.ts',
      'run',
      '--line',
      'bearing-1',
      '--line',
      'weld-1',
      '--seed',
      values.seed,
      '--speed',
      '1',
      '--mqtt',
      brokerOf(mqttPort),
      ...(values.scenario ? ['--scenario', values.scenario] : []),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  child.on('exit', (code) => {
    if (!stopping) console.error(`The simulators ended (exit code ${code}); the server goes on.`);
  });
  return child;
}
