import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import {
  commandMessageSchema,
  commandTopicOf,
  MAX_COMMAND_BYTES,
  type CommandMessage,
} from '@linetwin/contracts';

interface Outgoing {
  topic: string;
  payload: Buffer;
}

/** Messages in flight, sent and not yet acknowledged by the broker. */
const WINDOW = 2000;
/** Bytes kept while the broker is away; about a quarter of an hour of both lines at speed 1. */
const MAX_QUEUE_BYTES = 64 * 1024 * 1024;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 15_000;

/**
 * Publishes with QoS 1. When the broker is away it tries again with growing pauses and keeps what fits in a
 * bounded queue; beyond it the oldest messages go, and are counted.
 */
export class MqttPublisher {
  private readonly client: MqttClient;
  private readonly url: string;
  private readonly say: (text: string) => void;
  private queue: Outgoing[] = [];
  private head = 0;
  private queuedBytes = 0;
  private inFlight = 0;
  private dropped = 0;
  private wasConnected = false;
  private saidAway = false;
  private lastError = '';
  private commandTopics: string[] = [];
  published = 0;
  /** Called on each connection: what changes rarely should be told again. */
  onConnected?: () => void;

  constructor(
    url: string,
    clientId: string,
    say: (text: string) => void,
    login: { username?: string; password?: string } = {},
  ) {
    // As it is told: without a user and a password in front of the host.
    this.url = url.replace(/\/\/[^/@]+@/, '//');
    this.say = say;
    this.client = mqtt.connect(url, {
      clientId,
      clean: true,
      keepalive: 30,
      connectTimeout: 5000,
      reconnectPeriod: FIRST_RETRY_MS,
      queueQoSZero: false,
      ...login,
    });
    this.client.on('connect', () => this.onConnect());
    this.client.on('error', (error) => (this.lastError = reason(error)));
    this.client.on('close', () => this.onClose());
  }

  get isConnected(): boolean {
    return this.client.connected;
  }

  /** Whether the sender should slow down: a connected broker that has not kept up. */
  get isCongested(): boolean {
    return this.isConnected && this.queue.length - this.head > WINDOW;
  }

  publish(topic: string, payload: Buffer): void {
    this.queue.push({ topic, payload });
    this.queuedBytes += payload.length;
    while (this.queuedBytes > MAX_QUEUE_BYTES) {
      this.shift();
      this.dropped++;
    }
    this.drain();
  }

  /**
   * Listens to the commands of some machines. What is no command is said and left: a machine does nothing that it does not understand.
   */
  obey(equipment: readonly string[], take: (equipment: string, message: CommandMessage) => void): void {
    this.commandTopics = equipment.map(commandTopicOf);
    this.client.on('message', (topic, payload) => {
      const message = readCommand(payload);
      if (message) take(topic.slice(0, topic.lastIndexOf('/')), message);
      else this.say(`A message on ${topic} is no command; it was left.`);
    });
    if (this.isConnected) this.client.subscribe(this.commandTopics, { qos: 1 });
  }

  /** Waits for a connection; for senders that are done before there is one. */
  async waitForConnection(timeoutMs: number, stop: AbortSignal): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (!this.isConnected && !stop.aborted && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** Waits until all is acknowledged or the time is over, then disconnects. */
  async close(timeoutMs = 5000): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (this.isConnected && (this.inFlight > 0 || this.queue.length > this.head) && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await this.client.endAsync(true);
  }

  private shift(): Outgoing {
    const message = this.queue[this.head];
    this.queue[this.head] = undefined!;
    this.head++;
    this.queuedBytes -= message.payload.length;
    if (this.head > 1024 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return message;
  }

  private drain(): void {
    while (this.isConnected && this.inFlight < WINDOW && this.head < this.queue.length) {
      const { topic, payload } = this.shift();
      this.inFlight++;
      this.published++;
      this.client.publish(topic, payload, { qos: 1 }, () => {
        this.inFlight--;
        this.drain();
      });
    }
  }

  private onConnect(): void {
    // A message is small and waits for no other: without this, 40 ms are added to it (Nagle's algorithm).
    const stream = this.client.stream as unknown as { setNoDelay?: (on: boolean) => void };
    stream.setNoDelay?.(true);
    this.client.options.reconnectPeriod = FIRST_RETRY_MS;
    this.saidAway = false;
    this.say(`${this.wasConnected ? 'Connected again' : 'Connected'} to the MQTT broker at ${this.url}.`);
    this.wasConnected = true;
    if (this.dropped > 0) {
      this.say(`${this.dropped} messages were dropped, the oldest first: the broker was away for too long.`);
      this.dropped = 0;
    }
    if (this.commandTopics.length > 0) this.client.subscribe(this.commandTopics, { qos: 1 });
    this.onConnected?.();
    this.drain();
  }

  private onClose(): void {
    const next = Math.min(MAX_RETRY_MS, (this.client.options.reconnectPeriod ?? FIRST_RETRY_MS) * 2);
    this.client.options.reconnectPeriod = next;
    if (this.saidAway || this.client.disconnecting) return;
    this.saidAway = true;
    const why = this.lastError ? ` (${this.lastError})` : '';
    this.say(
      this.wasConnected
        ? `The MQTT broker at ${this.url} is gone${why}; messages are kept while it is tried again.`
        : `No MQTT broker answers at ${this.url}${why}; trying again. Start the server, or write to a file with --out.`,
    );
  }
}

/** A refused connection carries its code on the error, or on the first of several attempts. */
function reason(error: Error): string {
  const { code, errors } = error as { code?: string | number; errors?: { code?: string }[] };
  return String(code ?? errors?.[0]?.code ?? error.message);
}

function readCommand(payload: Buffer): CommandMessage | undefined {
  if (payload.length > MAX_COMMAND_BYTES) return undefined;
  try {
    return commandMessageSchema.parse(JSON.parse(payload.toString()));
  } catch {
    return undefined;
  }
}
