import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';

const START_TIMEOUT_MS = 30_000;
const RETRY_MS = 25;

/** How a real server is started, again and again, on one port and one folder. */
export interface ServerCommand {
  program: string;
  arguments: readonly string[];
  port: number;
  options?: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'>;
}

/** A real server in a process of its own that tests kill and start again. It runs when its port takes connections. */
export class ServerProcess {
  private readonly command: ServerCommand;
  private child: ChildProcess | undefined;

  constructor(command: ServerCommand) {
    this.command = command;
  }

  /** @throws Error with what the server said, when it ends or takes no connection within 30 s */
  async start(): Promise<void> {
    const { program, arguments: list, port, options } = this.command;
    const child = spawn(program, list, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let said = '';
    const hear = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    let problem: Error | undefined;
    child.once('error', (error) => (problem = error));
    child.once(
      'exit',
      (code, signal) => (problem ??= new Error(`${program} ended (${signal ?? code}): ${said}`)),
    );
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await takesConnections(port))) {
      if (problem) throw problem;
      if (performance.now() > deadline) throw new Error(`${program} takes no connections: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Asks the server to end. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    return this.end(signal);
  }

  /** Stops the process without ending it: it takes connections and answers nothing. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
