import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BackupError } from './backup-error.ts';
import {
  answerSchema,
  DOOR_FILE,
  doorSchema,
  type Answer,
  type Ask,
  type HeldStore,
} from './door-protocol.ts';

/** The server that uses a data folder, as the command `backup` speaks with it. */
export class RunningServer {
  private readonly socket: Socket;
  private readonly lines: AsyncIterator<string>;

  private constructor(socket: Socket) {
    this.socket = socket;
    const lines = createInterface({ input: socket });
    // A connection that breaks has no end by itself.
    socket.once('close', () => lines.close());
    this.lines = lines[Symbol.asyncIterator]();
  }

  /** @throws BackupError when the server cannot be spoken with */
  static async connect(folder: string): Promise<{ server: RunningServer; secret: string }> {
    const away = (detail: string) =>
      new BackupError(
        `The server that uses ${folder} cannot be asked (${detail}). If it is just starting or stopping, try again; if it is of another version, stop it first.`,
      );
    let text: string;
    try {
      text = await readFile(join(folder, DOOR_FILE), 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EACCES') {
        throw new BackupError(
          `${join(folder, DOOR_FILE)} may not be read; run this as the user of the server.`,
        );
      }
      throw away(code === 'ENOENT' ? `there is no ${DOOR_FILE}` : message);
    }
    const { port, secret } = doorSchema.parse(JSON.parse(text));
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    try {
      await once(socket, 'connect');
    } catch (error) {
      throw away((error as Error).message);
    }
    socket.on('error', () => socket.destroy());
    return { server: new RunningServer(socket), secret };
  }

  /** @returns stores that are not in the data folder */
  async begin(secret: string, by: string, out: string): Promise<readonly HeldStore[]> {
    const { elsewhere } = await this.ask({ ask: 'begin', secret, by, out });
    return elsewhere ?? [];
  }

  /** Does something while a store stands still. @throws BackupError when it did not stand still for as long */
  async holding<T>(store: HeldStore, work: () => Promise<T>): Promise<T> {
    await this.ask({ ask: 'hold', store });
    const result = await work();
    await this.ask({ ask: 'release', store });
    return result;
  }

  async done(files: number, bytes: number): Promise<void> {
    await this.ask({ ask: 'done', files, bytes });
  }

  close(): void {
    this.socket.destroy();
  }

  private async ask(ask: Ask): Promise<Extract<Answer, { ok: true }>> {
    this.socket.write(`${JSON.stringify(ask)}\n`);
    const { value } = (await this.lines.next()) as { value: string | undefined };
    if (value === undefined) throw new BackupError('The server ended while it was copied; try again.');
    const answer = answerSchema.parse(JSON.parse(value));
    if ('error' in answer) throw new BackupError(`The server says: ${answer.error}.`);
    return answer;
  }
}
