import { createAdapter } from '@socket.io/redis-streams-adapter';
import { connectRedis, type RedisClient } from './redis.ts';

/** Only connections that must end go this way: some hundred are more than a plant has in the time of an outage. */
const MAX_LENGTH = 1000;
/** A reader that waits for news looks up this often whether it shall stop. */
const BLOCK_MS = 1000;

/**
 * What the socket.io servers of one plant tell each other over a stream of Redis. What is sent while Redis is away waits for it;
 * so nothing may go this way that people wait for (see decision 0041).
 */
export class SharedSockets {
  readonly adapter: ReturnType<typeof createAdapter>;
  private readonly client: RedisClient;
  private readonly copies: RedisClient[] = [];

  /** Connects at once. */
  constructor(redisUrl: string, onProblem: (error: Error) => void) {
    this.client = connectRedis(redisUrl, onProblem);
    this.keepCopies();
    this.adapter = createAdapter(this.client, {
      streamName: 'linetwin:sockets',
      channelPrefix: 'linetwin:sockets',
      maxLen: MAX_LENGTH,
      blockTimeInMs: BLOCK_MS,
    });
  }

  /** To be called after the servers were closed. */
  stop(): void {
    for (const client of [this.client, ...this.copies]) client.disconnect();
  }

  /** The adapter ends the connection that it reads from only once Redis answers, which may be never. */
  private keepCopies(): void {
    const { client, copies } = this;
    const duplicate = client.duplicate.bind(client) as () => RedisClient;
    client.duplicate = (() => {
      const copy = duplicate();
      copies.push(copy);
      return copy;
    }) as never;
  }
}
