import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { accessSettings, accessSettingsShape, type AccessSettings } from './access-settings.ts';
import {
  INFLUX_SECRETS,
  influxSettings,
  influxSettingsShape,
  type InfluxSettings,
} from './influx-settings.ts';

/** Parts of the server that one process can play; see docs/architecture. */
export const ROLES = ['api', 'ingest', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const port = z.coerce.number().int().min(0).max(65_535);

const days = z.coerce.number().int().min(1).max(36_500);

const secret = (what: string) => z.string().min(1).optional().describe(what);

const settingsSchema = z.object({
  LINETWIN_ROLES: z
    .string()
    .default('api,ingest,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES)).min(1))
    .describe('Roles of this process, comma-separated; worker beside others gets a process of its own'),
  LINETWIN_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address that pages and machines reach; loopback by default'),
  LINETWIN_PORT: port.default(8080).describe('Port of pages, REST and live protocol; 0 picks a free one'),
  LINETWIN_STATUS_PORT: port
    .optional()
    .describe(
      'Port of /health/live, /health/ready and /metrics for supervisors; without it they are not served',
    ),
  LINETWIN_STATUS_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address of that port; whoever reaches it sees the figures without a name'),
  LINETWIN_DATA: z.string().min(1).default('./data').describe('Folder for everything the server keeps'),
  LINETWIN_DISK_QUOTA_GB: z.coerce
    .number()
    .positive()
    .max(1e6)
    .optional()
    .describe(
      'Most that folder may hold, in GB (10^9 bytes); without it, and at most, what is free on its volume. Warned of from 80 %; when full nothing is acknowledged',
    ),
  LINETWIN_PLANT: z.string().min(1).default('./plants/liaocheng').describe('Folder of the plant files'),
  LINETWIN_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe('What is logged: trace, debug, info, warn, error or fatal'),
  LINETWIN_DASHBOARD: z.string().default('./dashboard/dist/app').describe('Folder of the built dashboard'),
  LINETWIN_SIMULATOR: z
    .string()
    .min(1)
    .default('./simulators/dist/main.js')
    .describe(
      'Program that simulates scenarios for engineers; where it is missing, runs can only be imported',
    ),
  LINETWIN_RUNS_GB: z.coerce
    .number()
    .min(0.1)
    .max(1e5)
    .default(5)
    .describe(
      'Most that simulated and imported runs may hold, in GB (10^9 bytes), one of them half of it; the values of the oldest go first',
    ),
  LINETWIN_SEAM_DAYS: days.default(90).describe('Days that weld seams are kept'),
  LINETWIN_RAW_DAYS: days.default(7).describe('Days that history keeps every value'),
  LINETWIN_MINUTE_DAYS: days
    .default(92)
    .describe('Days that history keeps minutes of them; at least LINETWIN_RAW_DAYS; hours stay for ever'),
  LINETWIN_STATE_LOG_S: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(10)
    .describe(
      'Seconds between two instants at which the state of each line is hashed and logged, so that a replay can be checked; kept for LINETWIN_RAW_DAYS',
    ),
  LINETWIN_BURSTS_PER_SENSOR: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('Vibration bursts of each sensor that are kept whole to be looked at'),
  LINETWIN_BURST_MB_PER_SENSOR: z.coerce
    .number()
    .min(1)
    .max(10_000)
    .default(16)
    .describe('Most that they take for each sensor, in MB (10^6 bytes); the newest is always kept'),
  LINETWIN_MONITOR_HOURS: z.coerce
    .number()
    .min(4)
    .max(48)
    .default(24)
    .describe('Hours of healthy work that the multivariate monitor of a machine is learned from'),
  LINETWIN_CLOCK_SKEW_S: z.coerce
    .number()
    .min(0.1)
    .max(3600)
    .default(5)
    .describe('Seconds that the clock of a sender may be off; one that is further off is flagged'),
  MQTT_URL: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .pipe(z.array(z.url({ protocol: /^(mqtts?|wss?)$/ })))
    .optional()
    .describe('Brokers to listen to, comma-separated; without it the server is the broker itself'),
  MQTT_CLIENT_ID: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'may hold letters, digits, ".", "_" and "-", at most 64')
    .default('linetwin')
    .describe(
      'Name under which the brokers keep what was published meanwhile; another one for each further plant server at the same broker',
    ),
  MQTT_USERNAME: z.string().min(1).optional().describe('User at the brokers'),
  MQTT_PASSWORD: secret('Password at the brokers'),
  MQTT_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Certificates (PEM) that the brokers are checked against'),
  MQTT_CERT_FILE: z.string().min(1).optional().describe('Certificate (PEM) to show to the brokers'),
  MQTT_KEY_FILE: z.string().min(1).optional().describe('Key (PEM) of that certificate'),
  MQTT_PORT: port.default(1883).describe('Port of the broker in the server; 0 picks a free one'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL for records and jobs; without it an embedded one is started'),
  REDIS_URL: z
    .string()
    .regex(
      /^rediss?(\+(sentinel|cluster))?:\/\/\S+$/,
      'must start with redis://, rediss://, redis+sentinel:// or redis+cluster://',
    )
    .optional()
    .describe('Redis for jobs and for several servers at one plant; without it jobs live in the data base'),
  ...influxSettingsShape,
  ...accessSettingsShape,
});

/** What several processes of one plant share. */
const SHARED = ['MQTT_URL', 'INFLUX_URL', 'DATABASE_URL', 'REDIS_URL'] as const;

/** Settings that are secrets: each may instead be the first line of a file, named by the setting with `_FILE` behind it. */
const SECRETS = [
  'MQTT_PASSWORD',
  'DATABASE_URL',
  'REDIS_URL',
  ...INFLUX_SECRETS,
  'OIDC_CLIENT_SECRET',
] as const;

export interface Settings {
  roles: readonly Role[];
  host: string;
  port: number;
  status: { host: string; port: number | undefined };
  dataFolder: string;
  /** Most that the data folder may hold; `undefined`: what is free on its volume. */
  diskQuotaBytes: number | undefined;
  plantFolder: string;
  dashboardFolder: string;
  /** The simulators' program; may not be there. */
  simulator: string;
  /** Most that all runs together may hold. */
  runsBytes: number;
  logLevel: z.infer<typeof settingsSchema>['LINETWIN_LOG_LEVEL'];
  seamKeepDays: number;
  /** Of the bursts of each sensor after they were diagnosed. */
  burstRetention: { bursts: number; bytes: number };
  /** Hours of healthy work that a monitor is learned from. */
  monitorHours: number;
  /** The clock of a sender that is further off is flagged. */
  clockSkewMs: number;
  /** Of the embedded history. */
  retention: { rawDays: number; minuteDays: number };
  /** Time between two instants whose state is logged. */
  stateLogMs: number;
  mqtt: { port: number; clientId: string; brokers: readonly BrokerSettings[] };
  databaseUrl?: string;
  redisUrl?: string;
  influx?: InfluxSettings;
  /** Whether other processes may serve the same plant: all that they share is on servers that all of them reach. */
  clustered: boolean;
  access: AccessSettings;
}

/** A broker elsewhere; certificates and keys as PEM texts. */
export interface BrokerSettings {
  url: string;
  username?: string;
  password?: string;
  ca?: string;
  certificate?: string;
  key?: string;
}

/** A bad environment. The message lists every problem, so that one start is enough to see them all. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Reads the environment once, into a typed tree. The only reader of the environment in the server.
 *
 * @throws SettingsError
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const known = Object.keys(settingsSchema.shape);
  const problems: string[] = [];
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('LINETWIN_') && !known.includes(name),
  );
  for (const name of unknown) problems.push(`${name} is not a setting; known: ${known.join(', ')}`);
  const present = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => known.includes(name) && value !== ''),
  );
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (!file) continue;
    if (present[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set; use one of them`);
    else present[name] = readText(`${name}_FILE`, file, problems)?.split('\n', 1)[0].trim();
  }
  const result = settingsSchema.safeParse(present);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const name = String(issue.path[0]);
      // The value helps to see the mistake, unless it is one that nobody may see.
      const value = (SECRETS as readonly string[]).includes(name)
        ? ''
        : `=${JSON.stringify(maskUserInfo(environment[name] ?? ''))}`;
      problems.push(`${name}${value}: ${issue.message}`);
    }
  }
  const missing = SHARED.filter((name) => present[name] === undefined);
  const roles = result.success ? result.data.LINETWIN_ROLES : [];
  if (roles.includes('api') !== roles.includes('ingest') && missing.length > 0) {
    problems.push(
      `LINETWIN_ROLES=${roles.join()}: api and ingest in different processes share their data over servers; set ${missing.join(', ')} too, or use "api,ingest"`,
    );
  }
  const brokers = result.success ? brokersOf(result.data, problems) : [];
  if (result.success && result.data.LINETWIN_MINUTE_DAYS < result.data.LINETWIN_RAW_DAYS) {
    problems.push(
      `LINETWIN_MINUTE_DAYS=${result.data.LINETWIN_MINUTE_DAYS}: must be at least LINETWIN_RAW_DAYS (${result.data.LINETWIN_RAW_DAYS})`,
    );
  }
  const influx = result.success ? influxOf(result.data, problems) : undefined;
  const access = result.success && accessSettings(result.data, result.data.LINETWIN_HOST, problems);
  if (problems.length > 0 || !result.success || !access) {
    throw new SettingsError(`The settings cannot be used:\n${problems.map((p) => `  ${p}`).join('\n')}`);
  }
  const values = result.data;
  return {
    roles: values.LINETWIN_ROLES,
    host: values.LINETWIN_HOST,
    port: values.LINETWIN_PORT,
    status: { host: values.LINETWIN_STATUS_HOST, port: values.LINETWIN_STATUS_PORT },
    dataFolder: resolve(values.LINETWIN_DATA),
    diskQuotaBytes:
      values.LINETWIN_DISK_QUOTA_GB === undefined ? undefined : values.LINETWIN_DISK_QUOTA_GB * 1e9,
    plantFolder: resolve(values.LINETWIN_PLANT),
    dashboardFolder: resolve(values.LINETWIN_DASHBOARD),
    simulator: resolve(values.LINETWIN_SIMULATOR),
    runsBytes: values.LINETWIN_RUNS_GB * 1e9,
    logLevel: values.LINETWIN_LOG_LEVEL,
    seamKeepDays: values.LINETWIN_SEAM_DAYS,
    burstRetention: {
      bursts: values.LINETWIN_BURSTS_PER_SENSOR,
      bytes: values.LINETWIN_BURST_MB_PER_SENSOR * 1e6,
    },
    monitorHours: values.LINETWIN_MONITOR_HOURS,
    clockSkewMs: values.LINETWIN_CLOCK_SKEW_S * 1000,
    retention: { rawDays: values.LINETWIN_RAW_DAYS, minuteDays: values.LINETWIN_MINUTE_DAYS },
    stateLogMs: values.LINETWIN_STATE_LOG_S * 1000,
    mqtt: { port: values.MQTT_PORT, clientId: values.MQTT_CLIENT_ID, brokers },
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    influx,
    clustered: missing.length === 0,
    access,
  };
}

function brokersOf(values: z.infer<typeof settingsSchema>, problems: string[]): BrokerSettings[] {
  const read = (name: 'MQTT_CA_FILE' | 'MQTT_CERT_FILE' | 'MQTT_KEY_FILE') =>
    values[name] === undefined ? undefined : readText(name, values[name], problems);
  if ((values.MQTT_CERT_FILE === undefined) !== (values.MQTT_KEY_FILE === undefined)) {
    problems.push('MQTT_CERT_FILE and MQTT_KEY_FILE belong together; set both or none');
  }
  const shared = {
    username: values.MQTT_USERNAME,
    password: values.MQTT_PASSWORD,
    ca: read('MQTT_CA_FILE'),
    certificate: read('MQTT_CERT_FILE'),
    key: read('MQTT_KEY_FILE'),
  };
  return (values.MQTT_URL ?? []).map((url) => ({ url, ...shared }));
}

function influxOf(values: z.infer<typeof settingsSchema>, problems: string[]): InfluxSettings | undefined {
  const ca = values.INFLUX_CA_FILE && readText('INFLUX_CA_FILE', values.INFLUX_CA_FILE, problems);
  return influxSettings(values, ca, problems);
}

/** A text from a file; notes the problem when it cannot be read. */
function readText(name: string, file: string, problems: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push(`${name}=${JSON.stringify(file)}: the file cannot be read (${(error as Error).message})`);
    return undefined;
  }
}

export interface SettingReference {
  name: string;
  /** As it would be written; `undefined` when the setting has no default. */
  byDefault: string | undefined;
  meaning: string;
  /** May be given as a file by `NAME_FILE`, and is never shown. */
  secret: boolean;
}

/** Every setting, in the order of the guide. */
export const SETTINGS_REFERENCE: readonly SettingReference[] = Object.entries(settingsSchema.shape).map(
  ([name, schema]) => ({
    name,
    byDefault: defaultOf(schema),
    meaning: schema.description ?? '',
    secret: (SECRETS as readonly string[]).includes(name),
  }),
);

/** Hides a user and a password in front of a host. */
export function maskUserInfo(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//***@');
}

function defaultOf(schema: z.core.$ZodType): string | undefined {
  if (schema instanceof z.ZodDefault) return String(schema.def.defaultValue);
  return schema instanceof z.ZodPipe ? defaultOf(schema.def.in) : undefined;
}

/** Token under which the settings are injected. */
export const SETTINGS = Symbol('Settings');
