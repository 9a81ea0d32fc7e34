import { PlantChannel, type Topic } from './plant-channel.port.ts';

/** Processes of one test that hear each other. */
export class ChannelHub {
  readonly members = new Set<InMemoryPlantChannel>();
}

export class InMemoryPlantChannel extends PlantChannel {
  private readonly hub: ChannelHub;
  private readonly listeners = new Map<Topic, Set<(message: Uint8Array) => void>>();
  private readonly gapListeners = new Set<() => void>();

  constructor(hub: ChannelHub) {
    super();
    this.hub = hub;
  }

  get problem(): string | undefined {
    return this.hub.members.has(this) ? undefined : 'not connected';
  }

  async start(): Promise<void> {
    this.hub.members.add(this);
    for (const listener of this.gapListeners) listener();
  }

  async stop(): Promise<void> {
    this.hub.members.delete(this);
  }

  publish(topic: Topic, message: Uint8Array): void {
    if (this.problem) return;
    const copy = message.slice();
    for (const member of this.hub.members) {
      if (member !== this) queueMicrotask(() => member.hear(topic, copy));
    }
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

  private hear(topic: Topic, message: Uint8Array): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(message);
  }
}
