import { resolve } from 'node:path';
import { z } from 'zod';

/** Parts of the server that one process can play; see docs/architecture. */
export const ROLES = ['api', 'ingest', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const port = z.coerce.number().int().min(0).max(65_535);

const settingsSchema = z.object({
  LINETWIN_ROLES: z
    .string()
    .default('api,ingest,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES)).min(1))
    .describe('Roles of this process, comma-separated'),
  LINETWIN_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address that pages and machines reach; loopback by default'),
  LINETWIN_PORT: port.default(8080).describe('Port of pages, REST and live protocol; 0 picks a free one'),
  LINETWIN_DATA: z.string().min(1).default('./data').describe('Folder for everything the server keeps'),
  LINETWIN_PLANT: z.string().min(1).default('./plants/liaocheng').describe('Folder of the plant files'),
  LINETWIN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  LINETWIN_DASHBOARD: z.string().default('./dashboard/dist/app').describe('Folder of the built dashboard'),
  LINETWIN_SEAM_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(90)
    .describe('Days that weld seams are kept'),
  MQTT_URL: z
    .url({ protocol: /^(mqtts?|wss?)$/ })
    .optional()
    .describe('Broker to listen to; without it the server is the broker itself'),
  MQTT_PORT: port.default(1883).describe('Port of the broker in the server; 0 picks a free one'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL for records and jobs; without it an embedded one is started'),
});

export interface Settings {
  roles: readonly Role[];
  host: string;
  port: number;
  dataFolder: string;
  plantFolder: string;
  dashboardFolder: string;
  logLevel: z.infer<typeof settingsSchema>['LINETWIN_LOG_LEVEL'];
  seamKeepDays: number;
  mqtt: { url?: string; port: number };
  databaseUrl?: string;
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
  const present = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => known.includes(name) && value !== ''),
  );
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('LINETWIN_') && !known.includes(name),
  );
  const result = settingsSchema.safeParse(present);
  const problems = unknown.map((name) => `${name} is not a setting; known: ${known.join(', ')}`);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const name = String(issue.path[0]);
      problems.push(`${name}=${JSON.stringify(environment[name])}: ${issue.message}`);
    }
  }
  if (problems.length > 0 || !result.success) {
    throw new SettingsError(`The settings cannot be used:\n${problems.map((p) => `  ${p}`).join('\n')}`);
  }
  const values = result.data;
  return {
    roles: values.LINETWIN_ROLES,
    host: values.LINETWIN_HOST,
    port: values.LINETWIN_PORT,
    dataFolder: resolve(values.LINETWIN_DATA),
    plantFolder: resolve(values.LINETWIN_PLANT),
    dashboardFolder: resolve(values.LINETWIN_DASHBOARD),
    logLevel: values.LINETWIN_LOG_LEVEL,
    seamKeepDays: values.LINETWIN_SEAM_DAYS,
    mqtt: { url: values.MQTT_URL, port: values.MQTT_PORT },
    databaseUrl: values.DATABASE_URL,
  };
}

/** Token under which the settings are injected. */
export const SETTINGS = Symbol('Settings');
