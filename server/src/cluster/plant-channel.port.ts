/** What processes tell each other about. */
export const TOPICS = ['samples', 'record', 'line-request', 'line-reply'] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * News between the processes of one plant, for those who are listening now.
 *
 * Promises: a message reaches every other process that is subscribed and connected, once, in the order one sender sent
 * them; never the sender itself. `publish` never waits and never throws. Whoever may have missed messages is told by
 * `onGap`, after it can hear again: at the first connection and after each interruption.
 * Left out on purpose: keeping messages for those who are away. Truth lies in history and records.
 */
export abstract class PlantChannel {
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
  abstract publish(topic: Topic, message: Uint8Array): void;
  /** @returns what undoes the subscription */
  abstract subscribe(topic: Topic, listener: (message: Uint8Array) => void): () => void;
  /** @returns what undoes it */
  abstract onGap(listener: () => void): () => void;
  /** Why nothing is heard now; `undefined` while connected. */
  abstract get problem(): string | undefined;
}
