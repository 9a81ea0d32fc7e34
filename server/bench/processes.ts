import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Clock ticks per second that /proc counts in; 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100;

export const SERVER_MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SERVER_SOURCE = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const SOURCE_LOADER = fileURLToPath(new URL('../test/source-loader.mjs', import.meta.url));

/** CPU seconds a process has used so far, all its threads together. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}

export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

/** Direct children of a process. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
}

/** What a figure was measured on, for the last line of every bench. */
export function machineFacts(): { cpu: string; cores: number; system: string; node: string } {
  return {
    cpu: cpus()[0].model,
    cores: cpus().length,
    system: `${platform()} ${release()}`,
    node: process.version,
  };
}

export interface RunningServer {
  child: ChildProcess;
  pid: number;
  http: string;
  mqttPort: number;
  /** From the fork to "running", ms. */
  startMs: number;
}

/** The server with settings, as a process that is starting. Tests run it from its sources, so that they never meet an old build. */
export function forkServer(
  environment: Record<string, string>,
  {
    fromSource = false,
    silent = false,
    execArgv = [],
  }: { fromSource?: boolean; silent?: boolean; execArgv?: readonly string[] } = {},
): ChildProcess {
  const env = {
    ...process.env,
    LINETWIN_LOG_LEVEL: 'warn',
    LINETWIN_PORT: '0',
    MQTT_PORT: '0',
    ...environment,
  };
  return fromSource
    ? fork(SERVER_SOURCE, {
        env: { ...env, NODE_NO_WARNINGS: '1' },
        execArgv: ['--conditions=@linetwin/source', '--import', SOURCE_LOADER, ...execArgv],
        silent,
      })
    : fork(SERVER_MAIN, { env, execArgv: [...execArgv], silent });
}

/** Starts the built server with settings, and options of Node, and waits until it runs. */
export function startServer(
  environment: Record<string, string>,
  execArgv: readonly string[] = [],
): Promise<RunningServer> {
  return running(forkServer(environment, { execArgv }));
}

/** Waits until a server that was forked just now runs. */
export function running(child: ChildProcess): Promise<RunningServer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} while starting`)));
    child.once('message', (message: { http: string; mqttPort: number }) => {
      child.removeAllListeners('exit');
      resolve({ child, pid: child.pid!, ...message, startMs: performance.now() - began });
    });
  });
}

export function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  return ended;
}

/** Runs a helper script of a bench as a process of its own; it talks by messages. */
export function startHelper(url: URL, args: readonly unknown[]): ChildProcess {
  return fork(fileURLToPath(url), [JSON.stringify(args)], { execArgv: ['--conditions=@linetwin/source'] });
}

/** Next message of a kind from a helper; rejects when the helper ends before it. */
export function nextMessage<T>(child: ChildProcess, kind: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) =>
      reject(new Error(`${child.spawnfile} ended with code ${code} before "${kind}"`));
    const onMessage = (message: { kind: string } & T) => {
      if (message.kind !== kind) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(message);
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}

/** Sends a helper a question and waits for the kind of message that answers it. */
export async function ask<T>(child: ChildProcess, question: string, answer: string): Promise<T> {
  const reply = nextMessage<T>(child, answer);
  child.send(question);
  return reply;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
