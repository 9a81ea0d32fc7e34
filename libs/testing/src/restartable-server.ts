import { ServerProcess, type ServerCommand } from './server-process.ts';

/** A real server with a folder of its own, which survives its ends: what all servers of the tests have. */
export abstract class RestartableServer {
  readonly port: number;
  private readonly process: ServerProcess;
  private readonly removeFolder: () => Promise<void>;
  /** With what it ends: each kind has its own way of ending at once. */
  private readonly endSignal: NodeJS.Signals;

  protected constructor(
    command: ServerCommand,
    removeFolder: () => Promise<void>,
    endSignal: NodeJS.Signals = 'SIGTERM',
  ) {
    this.port = command.port;
    this.process = new ServerProcess(command);
    this.removeFolder = removeFolder;
    this.endSignal = endSignal;
  }

  /** Starts it on its folder, with what is in there. */
  resume(): Promise<void> {
    return this.process.start();
  }

  /** Ends it and keeps its folder. */
  pause(): Promise<void> {
    return this.process.stop(this.endSignal);
  }

  /** It takes connections and answers nothing. */
  freeze(): void {
    this.process.freeze();
  }

  thaw(): void {
    this.process.thaw();
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    this.process.thaw();
    await this.pause();
    await this.removeFolder();
  }
}
