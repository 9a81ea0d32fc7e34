import {
  hasPostgres,
  InfluxServer,
  installedProgram,
  MosquittoServer,
  PostgresServer,
  RedisServer,
} from '@linetwin/testing';

export const REAL_SERVERS = ['influx', 'postgres', 'redis', 'broker'] as const;
export type RealServerName = (typeof REAL_SERVERS)[number];

/** A real server that goes away and comes back with its data. */
export interface RealServer {
  readonly url: string;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export type RealServers = Readonly<Record<RealServerName, RealServer>>;

/**
 * Its file is written as a plant would have it: every ten seconds and when the broker ends. The tests' own, with every change,
 * would write the backlog of minutes anew for every message.
 */
const BROKER = ['autosave_on_changes false', 'autosave_interval 10', 'allow_anonymous true'];

const SETTINGS: Record<RealServerName, string> = {
  influx: 'INFLUX_URL',
  postgres: 'DATABASE_URL',
  redis: 'REDIS_URL',
  broker: 'MQTT_URL',
};

export function realServersMissing(): string[] {
  const programs = ['influxd', 'redis-server', 'mosquitto'].filter((name) => !installedProgram(name));
  return hasPostgres() ? programs : [...programs, 'postgresql'];
}

export async function startRealServers(): Promise<RealServers> {
  const [influx, postgres, redis, broker] = await Promise.all([
    InfluxServer.start(),
    PostgresServer.start(),
    RedisServer.start(),
    MosquittoServer.start({ configuration: BROKER }),
  ]);
  return { influx, postgres, redis, broker };
}

/** Settings that point a server at some of them, each phase at a data base and a session of its own. */
export function settingsFor(
  servers: RealServers,
  used: readonly RealServerName[],
  phase: string,
): Record<string, string> {
  return {
    ...Object.fromEntries(used.map((name) => [SETTINGS[name], servers[name].url])),
    INFLUX_DATABASE: phase,
    MQTT_CLIENT_ID: phase,
  };
}
