import { describe, expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import { readSettings, SettingsError } from './settings.ts';

const problemsOf = (environment: Record<string, string>) => {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message.split('\n').slice(1);
  }
  throw new Error('no problem');
};

describe('settings', () => {
  test('of an empty environment are those of one machine, reached from itself only', () => {
    expect(readSettings({})).toEqual({
      roles: ['api', 'ingest', 'worker'],
      host: '127.0.0.1',
      port: 8080,
      seamKeepDays: 90,
      dataFolder: resolve('data'),
      plantFolder: resolve('plants/liaocheng'),
      dashboardFolder: resolve('dashboard/dist/app'),
      logLevel: 'info',
      mqtt: { url: undefined, port: 1883 },
      databaseUrl: undefined,
    });
  });

  test('take what the environment says, and an empty text for nothing', () => {
    expect(
      readSettings({
        LINETWIN_ROLES: 'api, ingest',
        LINETWIN_HOST: '0.0.0.0',
        LINETWIN_PORT: '0',
        LINETWIN_DATA: '/tmp/linetwin',
        LINETWIN_LOG_LEVEL: '',
        MQTT_URL: 'mqtts://broker:8883',
        DATABASE_URL: 'postgres://db/linetwin',
        PATH: '/bin',
      }),
    ).toMatchObject({
      roles: ['api', 'ingest'],
      host: '0.0.0.0',
      port: 0,
      dataFolder: '/tmp/linetwin',
      logLevel: 'info',
      mqtt: { url: 'mqtts://broker:8883' },
      databaseUrl: 'postgres://db/linetwin',
    });
  });

  test('that are wrong are all told at once, by name and value', () => {
    const problems = problemsOf({
      LINETWIN_PORT: 'eighty',
      MQTT_PORT: '70000',
      MQTT_URL: 'http://broker',
      DATABASE_URL: 'mysql://db',
      LINETWIN_ROLES: 'api,cook',
      LINETWIN_LOG_LEVEL: 'loud',
      LINETWIN_PROT: '80',
    });
    expect(problems).toHaveLength(7);
    for (const start of [
      'LINETWIN_PROT is not a setting; known: LINETWIN_ROLES, ',
      'LINETWIN_PORT="eighty": ',
      'MQTT_PORT="70000": ',
      'MQTT_URL="http://broker": ',
      'DATABASE_URL="mysql://db": ',
      'LINETWIN_ROLES="api,cook": ',
      'LINETWIN_LOG_LEVEL="loud": ',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(start));
    }
  });
});
