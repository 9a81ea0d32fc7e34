import { z } from 'zod';

export interface InfluxSettings {
  url: string;
  database: string;
  username?: string;
  password?: string;
  token?: string;
  /** Certificates (PEM text) that the server is checked against. */
  ca?: string;
  gzip: boolean;
}

export const influxSettingsShape = {
  INFLUX_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('InfluxDB for history; without it history is kept in the embedded DuckDB'),
  INFLUX_DATABASE: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'may hold letters, digits, "_" and "-", at most 64')
    .default('linetwin')
    .describe('Its data base (of InfluxDB 2 and 3: the one mapped to the bucket)'),
  INFLUX_USERNAME: z.string().min(1).optional().describe('User at InfluxDB 1'),
  INFLUX_PASSWORD: z.string().min(1).optional().describe('Password at InfluxDB 1'),
  INFLUX_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Token at InfluxDB 2 and 3, instead of user and password'),
  INFLUX_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Certificates (PEM) that InfluxDB is checked against'),
  INFLUX_GZIP: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe('Whether what is written is packed; auto: unless InfluxDB is on this machine'),
};

export const INFLUX_SECRETS = ['INFLUX_PASSWORD', 'INFLUX_TOKEN'] as const;

type Values = z.infer<z.ZodObject<typeof influxSettingsShape>>;

/**
 * What the settings say of InfluxDB, checked together; `undefined` without INFLUX_URL. `problems` takes what is wrong.
 *
 * @param ca text of the file that INFLUX_CA_FILE names
 */
export function influxSettings(
  values: Values,
  ca: string | undefined,
  problems: string[],
): InfluxSettings | undefined {
  const {
    INFLUX_URL: url,
    INFLUX_TOKEN: token,
    INFLUX_USERNAME: username,
    INFLUX_PASSWORD: password,
  } = values;
  if (token !== undefined && username !== undefined)
    problems.push('INFLUX_TOKEN and INFLUX_USERNAME are both set; use one of them');
  if ((username === undefined) !== (password === undefined))
    problems.push('INFLUX_USERNAME and INFLUX_PASSWORD belong together; set both or none');
  if (url === undefined) return undefined;
  const { hostname } = new URL(url);
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return {
    url,
    database: values.INFLUX_DATABASE,
    username,
    password,
    token,
    ca,
    gzip: values.INFLUX_GZIP === 'auto' ? !near : values.INFLUX_GZIP === 'always',
  };
}
