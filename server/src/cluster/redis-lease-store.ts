import { processNoteSchema, type ProcessNote } from '@linetwin/contracts';
import { connectRedis, type RedisClient } from '../platform/redis.ts';
import { LeaseStore } from './lease-store.port.ts';

const ANSWER_MS = 2000;
/** The braces keep all keys in one slot of a cluster, which scripts need. */
const PREFIX = 'linetwin:{cluster}';
const NOTES = `${PREFIX}:processes`;
const NOTES_UNTIL = `${PREFIX}:processes-until`;

/** One step each, because between a look and a change another process may act. */
const TAKE = `
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
const RELEASE = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0`;
/** Times are those of Redis, so that clocks of different machines do not matter. */
const NOW = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;
const ANNOUNCE = `${NOW}
redis.call('hset', KEYS[1], ARGV[1], ARGV[2])
redis.call('zadd', KEYS[2], now + ARGV[3], ARGV[1])`;
const PROCESSES = `${NOW}
for _, id in ipairs(redis.call('zrangebyscore', KEYS[2], '-inf', now)) do
  redis.call('hdel', KEYS[1], id)
  redis.call('zrem', KEYS[2], id)
end
return redis.call('hvals', KEYS[1])`;

/** Leases as keys of Redis that expire. */
export class RedisLeaseStore extends LeaseStore {
  private readonly url: string;
  private readonly onProblem: (error: Error) => void;
  private client: RedisClient | undefined;

  constructor(url: string, onProblem: (error: Error) => void) {
    super();
    this.url = url;
    this.onProblem = onProblem;
  }

  /** Goes on without Redis when it does not answer. */
  async start(): Promise<void> {
    const client = connectRedis(this.url, this.onProblem, { keepsCommands: false });
    this.client = client;
    await new Promise<void>((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(goOn, ANSWER_MS);
      client.once('ready', goOn);
      // Nobody there.
      client.once('close', goOn);
    });
  }

  async stop(): Promise<void> {
    this.client?.disconnect();
  }

  async take(line: string, holder: string, ttlMs: number): Promise<boolean> {
    return (await this.run(TAKE, [`${PREFIX}:line:${line}`], [holder, ttlMs])) === 1;
  }

  async release(line: string, holder: string): Promise<void> {
    await this.run(RELEASE, [`${PREFIX}:line:${line}`], [holder]);
  }

  async announce(note: ProcessNote, ttlMs: number): Promise<void> {
    await this.run(ANNOUNCE, [NOTES, NOTES_UNTIL], [note.id, JSON.stringify(note), ttlMs]);
  }

  async leave(id: string): Promise<void> {
    await this.run(ANNOUNCE, [NOTES, NOTES_UNTIL], [id, '', -1]);
  }

  async processes(): Promise<ProcessNote[]> {
    const notes = (await this.run(PROCESSES, [NOTES, NOTES_UNTIL], [])) as string[];
    return notes
      .map((text) => processNoteSchema.parse(JSON.parse(text)))
      .sort((a, b) => a.id.localeCompare(b.id));
  }

  private async run(script: string, keys: string[], values: (string | number)[]): Promise<unknown> {
    const { client } = this;
    // A command sent while Redis is away would be kept and carried out long after it was given up.
    if (client?.status !== 'ready') throw new Error('no connection to Redis');
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        // A connection that was just lost is told in words of the client, which do not say of whom.
        client.eval(script, keys.length, ...keys, ...values).catch((cause: Error) => {
          throw new Error(`Redis: ${cause.message}`, { cause });
        }),
        new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error('Redis does not answer')), ANSWER_MS);
        }),
      ]);
    } finally {
      clearTimeout(timer);
    }
  }
}
