import { randomBytes } from 'node:crypto';
import { connectRedis, type RedisClient } from '../platform/redis.ts';
import { PlantChannel, TOPICS, type Topic } from './plant-channel.port.ts';

const ID_BYTES = 16;
const FIRST_CONNECT_MS = 5000;

/**
 * News over Redis publish and subscribe. Each message begins with the random id of its sender, because Redis tells a
 * sender its own messages too.
 */
export class RedisPlantChannel extends PlantChannel {
  private readonly url: string;
  private readonly onProblem: (error: Error) => void;
  private readonly id = randomBytes(ID_BYTES);
  private readonly listeners = new Map<Topic, Set<(message: Uint8Array) => void>>();
  private readonly gapListeners = new Set<() => void>();
  private sender: RedisClient | undefined;
  private receiver: RedisClient | undefined;
  private hearing = false;

  constructor(url: string, onProblem: (error: Error) => void) {
    super();
    this.url = url;
    this.onProblem = onProblem;
  }

  get problem(): string | undefined {
    return this.hearing && this.sender?.status === 'ready' ? undefined : 'no connection to Redis';
  }

  /** Goes on without Redis when it does not answer, and connects when it does. */
  async start(): Promise<void> {
    this.sender = connectRedis(this.url, this.onProblem, { keepsCommands: false });
    const receiver = connectRedis(this.url, this.onProblem);
    this.receiver = receiver;
    receiver.on('messageBuffer', (channel: Buffer, message: Buffer) =>
      this.hear(channel.toString(), message),
    );
    receiver.on('close', () => (this.hearing = false));
    const firstReady = new Promise<void>((resolve) => {
      // By itself ioredis subscribes again after an interruption, but does not say when.
      receiver.on('ready', () => {
        receiver.subscribe(...TOPICS.map(channelOf)).then(() => {
          this.hearing = true;
          resolve();
          for (const listener of this.gapListeners) listener();
        }, this.onProblem);
      });
    });
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      firstReady,
      // Nobody there.
      new Promise((resolve) => receiver.once('close', resolve)),
      new Promise((resolve) => (timer = setTimeout(resolve, FIRST_CONNECT_MS))),
    ]);
    clearTimeout(timer);
  }

  async stop(): Promise<void> {
    this.hearing = false;
    this.sender?.disconnect();
    this.receiver?.disconnect();
  }

  publish(topic: Topic, message: Uint8Array): void {
    const { sender } = this;
    // What cannot be sent now is not kept: ioredis would, without bound.
    if (sender?.status !== 'ready') return;
    sender.publish(channelOf(topic), Buffer.concat([this.id, message])).catch(this.onProblem);
  }

  subscribe(topic: Topic, listener: (message: Uint8Array) => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => set.delete(listener);
  }

  onGap(listener: () => void): () => void {
    this.gapListeners.add(listener);
    return () => this.gapListeners.delete(listener);
  }

  private hear(channel: string, message: Buffer): void {
    if (message.subarray(0, ID_BYTES).equals(this.id)) return;
    const topic = TOPICS.find((one) => channelOf(one) === channel);
    for (const listener of (topic && this.listeners.get(topic)) ?? []) listener(message.subarray(ID_BYTES));
  }
}

function channelOf(topic: Topic): string {
  return `linetwin:${topic}`;
}
