import type { CursorCommand, CursorState, ReplayAnswer, ReplayRequest } from '@linetwin/contracts';
import { io, type Socket } from 'socket.io-client';

const ANSWER_MS = 60_000;

/** An engineer with a cursor of the own, who only waits for what is shown. */
export class CursorClient {
  readonly socket: Socket;
  frames = 0;
  /** Newest plant time that was shown. */
  at = 0;
  private onShown: (() => void) | undefined;
  private parts = 0;

  constructor(address: string) {
    this.socket = io(address, { path: '/live', transports: ['websocket'] });
    this.socket.on('frame', () => this.frames++);
    this.socket.on('cursor', (state: CursorState) => (this.at = state.at));
    // An instant is shown when its values and its records are there.
    this.socket.on('snapshot', () => (this.parts = 1));
    this.socket.on('records', () => {
      if (this.parts === 1) this.onShown?.();
      this.parts = 0;
    });
  }

  async open(request: Partial<ReplayRequest> & { at: number }, modelVersion: number): Promise<void> {
    const answer = await this.ask('replay', { scope: '*', rateHz: 5, modelVersion, ...request });
    if (!answer.ok) throw new Error(answer.error);
  }

  async steer(command: CursorCommand): Promise<void> {
    const answer = await this.ask('steer', command);
    if (!answer.ok) throw new Error(answer.error);
  }

  /** @returns for how long one waits, ms, until an instant is shown */
  async seek(at: number): Promise<number> {
    const began = performance.now();
    const shown = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing was shown of ${at}`)), ANSWER_MS);
      this.onShown = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await this.steer({ do: 'seek', at });
    await shown;
    this.onShown = undefined;
    return performance.now() - began;
  }

  close(): void {
    this.socket.close();
  }

  private ask(event: 'replay' | 'steer', request: object): Promise<ReplayAnswer> {
    return this.socket.timeout(ANSWER_MS).emitWithAck(event, request) as Promise<ReplayAnswer>;
  }
}
