import { messageOf, type MachineMessage } from './machine-message.ts';
import type { Sender, SenderConnection } from './sender.port.ts';

/** A gateway gathers for this long: requests of one address are limited, the values in them are not. */
const GATHER_MS = 100;
const MAX_MESSAGES = 200;
const TIMEOUT_MS = 15_000;

interface Waiting {
  message: MachineMessage;
  resolve: () => void;
}

/** Telemetry over HTTP: acknowledged is what a request that was answered with 2xx did not say was rejected. */
export class HttpSender implements Sender {
  readonly window = 500;
  private readonly url: string;
  private readonly equipment: readonly string[];

  constructor(url: string, equipment: readonly string[]) {
    this.url = url;
    this.equipment = equipment;
  }

  async connect(onLost: () => void): Promise<SenderConnection> {
    const answer = await fetch(`${this.url}/api/session`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.arrayBuffer();
    let waiting: Waiting[] = [];
    let closed = false;
    let timer: NodeJS.Timeout | undefined;
    const flush = async (): Promise<void> => {
      const sent = waiting.slice(0, MAX_MESSAGES);
      waiting = waiting.slice(sent.length);
      try {
        const rejected = await this.post(sent.map(({ message }) => message));
        sent.forEach(({ resolve }, i) => rejected.has(i) || resolve());
      } catch {
        // Whatever the reason, a gateway sends again; nothing was acknowledged.
        if (!closed) onLost();
        closed = true;
        return;
      }
      timer = waiting.length > 0 && !closed ? setTimeout(() => void flush(), GATHER_MS) : undefined;
    };
    return {
      send: (message) =>
        new Promise((resolve) => {
          waiting.push({ message, resolve });
          timer ??= setTimeout(() => void flush(), GATHER_MS);
        }),
      close: () => {
        closed = true;
        clearTimeout(timer);
      },
    };
  }

  /** @returns positions of the messages that were rejected. @throws unless the answer is 2xx */
  private async post(messages: readonly MachineMessage[]): Promise<Set<number>> {
    const body = {
      messages: messages.map((message) => ({
        equipment: this.equipment[message.machine],
        ...messageOf(message),
      })),
    };
    const answer = await fetch(`${this.url}/api/telemetry`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const { rejected } = (await answer.json()) as { rejected: { message: number }[] };
    return new Set(rejected.map(({ message }) => message));
  }
}
