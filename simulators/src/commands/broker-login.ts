import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

export interface BrokerLogin {
  username?: string;
  password?: string;
}

/**
 * User and password at the broker, from MQTT_USERNAME and MQTT_PASSWORD or the first line of the file that
 * MQTT_PASSWORD_FILE names; not from the command line, where everybody on the machine can read them.
 *
 * @throws UsageError when the file cannot be read
 */
export function brokerLogin(environment: Record<string, string | undefined>): BrokerLogin {
  const { MQTT_USERNAME: username, MQTT_PASSWORD: password, MQTT_PASSWORD_FILE: file } = environment;
  if (!username) return {};
  if (!file) return { username, password };
  try {
    return { username, password: readFileSync(file, 'utf8').split('\n', 1)[0].trim() };
  } catch (error) {
    throw new UsageError(`MQTT_PASSWORD_FILE="${file}" cannot be read (${(error as Error).message}).`);
  }
}
