import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisClient = Redis | Cluster;

const DEFAULT_PORT = 6379;
const SENTINEL_PORT = 26_379;
const CONNECT_TIMEOUT_MS = 5000;
/** While Redis is away it is asked again this often at least: what waits for it must not wait much longer than it. */
const LONGEST_PAUSE_MS = 1000;

/**
 * One more connection to Redis, in any of its forms:
 * `redis://[user:password@]host:port/db`, `rediss://` over TLS,
 * `redis+sentinel://[user:password@]host:port,host:port/name-of-the-primary[?tls]`,
 * `redis+cluster://[user:password@]host:port,host:port[?tls]`.
 *
 * Tries for ever to connect; commands wait meanwhile, unless `keepsCommands` is false: then those that Redis did not
 * answer before the connection broke fail at once, for what would be wrong later.
 */
export function connectRedis(
  url: string,
  onProblem: (error: Error) => void,
  { keepsCommands = true } = {},
): RedisClient {
  const { form, hosts, username, password, path, tls } = parseRedisUrl(url);
  const options: RedisOptions = {
    username,
    password,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // BullMQ's blocking commands wait for news as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, LONGEST_PAUSE_MS),
    ...(tls && { tls: {} }),
    enableOfflineQueue: keepsCommands,
    autoResendUnfulfilledCommands: keepsCommands,
  };
  const client =
    form === 'cluster'
      ? new Cluster(withPorts(hosts, DEFAULT_PORT), {
          redisOptions: options,
          clusterRetryStrategy: (times) => Math.min(50 * times, LONGEST_PAUSE_MS),
        })
      : form === 'sentinel'
        ? new Redis({
            ...options,
            sentinels: withPorts(hosts, SENTINEL_PORT),
            name: path,
            ...(tls && { enableTLSForSentinelMode: true }),
          })
        : new Redis({ ...options, ...withPorts(hosts, DEFAULT_PORT)[0], db: Number(path || 0) });
  // Without a listener a broken connection would end the process.
  client.on('error', onProblem);
  return client;
}

interface RedisAddress {
  form: 'single' | 'sentinel' | 'cluster';
  hosts: { host: string; port?: number }[];
  username?: string;
  password?: string;
  /** Number of the data base, or the name that the sentinels know the primary by. */
  path: string;
  tls: boolean;
}

/** @throws Error saying what is wrong with the address, without the secrets in it */
export function parseRedisUrl(url: string): RedisAddress {
  const parts =
    /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@]*)@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(url);
  if (!parts) throw new Error('REDIS_URL is no address of Redis');
  const [, scheme, form = 'single', login = '', list, path = '', query = ''] = parts;
  const [username, password] = login.split(':', 2).map(decodeURIComponent);
  if (form === 'sentinel' && !path) {
    throw new Error('REDIS_URL names sentinels but no primary; add its name behind a slash');
  }
  const hosts = list.split(',').map((one) => {
    const { hostname, port } = new URL(`tcp://${one}`);
    return { host: hostname.replace(/^\[|\]$/g, ''), ...(port && { port: Number(port) }) };
  });
  if (form === 'single' && hosts.length > 1) {
    throw new Error(
      'REDIS_URL names several hosts; say with redis+sentinel:// or redis+cluster:// what they are',
    );
  }
  return {
    form: form as RedisAddress['form'],
    hosts,
    ...(username && { username }),
    ...(password && { password }),
    path,
    tls: scheme === 'rediss' || new URLSearchParams(query).has('tls'),
  };
}

function withPorts(hosts: RedisAddress['hosts'], port: number): { host: string; port: number }[] {
  return hosts.map((one) => ({ port, ...one }));
}
