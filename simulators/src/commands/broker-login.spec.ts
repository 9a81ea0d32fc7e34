import { describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerLogin } from './broker-login.ts';

describe('login at the broker', () => {
  test('is none without a user', () => {
    expect(brokerLogin({ MQTT_PASSWORD: 'x' })).toEqual({});
  });

  test('is taken from the environment, or the password from a file', async () => {
    expect(brokerLogin({ MQTT_USERNAME: 'sim', MQTT_PASSWORD: 'x' })).toEqual({
      username: 'sim',
      password: 'x',
    });
    const path = await mkdtemp(join(tmpdir(), 'linetwin-test-'));
    const file = join(path, 'secret');
    await writeFile(file, 'y\n');
    expect(brokerLogin({ MQTT_USERNAME: 'sim', MQTT_PASSWORD_FILE: file })).toEqual({
      username: 'sim',
      password: 'y',
    });
    await rm(path, { recursive: true });
  });

  test('says which file cannot be read', () => {
    expect(() => brokerLogin({ MQTT_USERNAME: 'sim', MQTT_PASSWORD_FILE: '/no/such/file' })).toThrow(
      'MQTT_PASSWORD_FILE="/no/such/file" cannot be read',
    );
  });
});
