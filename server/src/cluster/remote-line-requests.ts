import type { FailureWords } from '@linetwin/contracts';
import { randomUUID } from 'node:crypto';
import {
  LineRequests,
  NoOwnerError,
  RefusedByOwnerError,
  type LineRequestHandler,
  type LineRequestMap,
  type LineRequestName,
} from './line-requests.port.ts';
import { LocalLineRequests } from './local-line-requests.ts';
import type { PlantChannel } from './plant-channel.port.ts';

const TIMEOUT_MS = 4000;

interface RequestMessage {
  id: string;
  line: string;
  name: LineRequestName;
  payload: never;
}

interface ReplyMessage {
  id: string;
  answer?: unknown;
  refused?: { kind: string; message: string; words?: FailureWords };
}

/** Requests to owners in this process and, over the channel, in others. */
export class RemoteLineRequests extends LineRequests {
  private readonly local: LocalLineRequests;
  private readonly owns: (line: string) => boolean;
  private readonly channel: PlantChannel;
  private readonly timeoutMs: number;
  private readonly open = new Map<string, (reply: ReplyMessage) => void>();
  private undo: (() => void)[] = [];

  constructor(parts: { owns: (line: string) => boolean; channel: PlantChannel; timeoutMs?: number }) {
    super();
    this.local = new LocalLineRequests(parts.owns);
    this.owns = parts.owns;
    this.channel = parts.channel;
    this.timeoutMs = parts.timeoutMs ?? TIMEOUT_MS;
  }

  start(): void {
    this.undo = [
      this.channel.subscribe('line-request', (message) => void this.answer(decode(message))),
      this.channel.subscribe('line-reply', (message) => {
        const reply = decode<ReplyMessage>(message);
        this.open.get(reply.id)?.(reply);
      }),
    ];
  }

  stop(): void {
    for (const undo of this.undo) undo();
  }

  handle<Name extends LineRequestName>(name: Name, handler: LineRequestHandler<Name>): void {
    this.local.handle(name, handler);
  }

  async ask<Name extends LineRequestName>(
    line: string,
    name: Name,
    payload: LineRequestMap[Name]['payload'],
  ): Promise<LineRequestMap[Name]['answer']> {
    if (this.owns(line)) return this.local.ask(line, name, payload);
    const id = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    try {
      const reply = await new Promise<ReplyMessage>((resolve, reject) => {
        this.open.set(id, resolve);
        timer = setTimeout(
          () =>
            reject(
              new NoOwnerError(
                `No server answered for line "${line}" within ${this.timeoutMs / 1000} s; look whether it was done before asking again.`,
              ),
            ),
          this.timeoutMs,
        );
        this.channel.publish('line-request', encode({ id, line, name, payload }));
      });
      if (reply.refused) {
        const { kind, message, words } = reply.refused;
        throw new RefusedByOwnerError(kind, message, words);
      }
      return reply.answer as LineRequestMap[Name]['answer'];
    } finally {
      clearTimeout(timer);
      this.open.delete(id);
    }
  }

  private async answer({ id, line, name, payload }: RequestMessage): Promise<void> {
    if (!this.owns(line)) return;
    let reply: ReplyMessage;
    try {
      reply = { id, answer: await this.local.ask(line, name, payload) };
    } catch (error) {
      if (!(error instanceof RefusedByOwnerError)) return;
      const { kind, message, words } = error;
      reply = { id, refused: { kind, message, words } };
    }
    this.channel.publish('line-reply', encode(reply));
  }
}

function encode(message: object): Uint8Array {
  return Buffer.from(JSON.stringify(message));
}

function decode<T = RequestMessage>(message: Uint8Array): T {
  return JSON.parse(Buffer.from(message).toString('utf8')) as T;
}
