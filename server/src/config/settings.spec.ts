import { describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '@linetwin/testing';
import { settingsTable, shownSettings } from './settings-table.ts';
import { readSettings, SETTINGS_REFERENCE, SettingsError } from './settings.ts';

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
      burstRetention: { bursts: 20, bytes: 16e6 },
      monitorHours: 24,
      clockSkewMs: 5000,
      status: { host: '127.0.0.1', port: undefined },
      retention: { rawDays: 7, minuteDays: 92 },
      stateLogMs: 10_000,
      dataFolder: resolve('data'),
      diskQuotaBytes: undefined,
      plantFolder: resolve('plants/liaocheng'),
      dashboardFolder: resolve('dashboard/dist/app'),
      simulator: resolve('simulators/dist/main.js'),
      runsBytes: 5e9,
      logLevel: 'info',
      mqtt: { port: 1883, clientId: 'linetwin', brokers: [] },
      databaseUrl: undefined,
      redisUrl: undefined,
      influx: undefined,
      clustered: false,
      access: { login: 'loopback-open', publicUrl: undefined, trustedProxies: [], oidc: undefined },
    });
  });

  test('take what the environment says, and an empty text for nothing', () => {
    expect(
      readSettings({
        LINETWIN_ROLES: 'api, ingest',
        LINETWIN_HOST: '0.0.0.0',
        LINETWIN_LOGIN: 'required',
        LINETWIN_PUBLIC_URL: 'https://twin.plant.example/',
        LINETWIN_TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16',
        LINETWIN_PORT: '0',
        LINETWIN_DATA: '/tmp/linetwin',
        LINETWIN_DISK_QUOTA_GB: '2.5',
        LINETWIN_LOG_LEVEL: '',
        MQTT_URL: 'mqtts://broker:8883, mqtt://second',
        MQTT_USERNAME: 'linetwin',
        MQTT_PASSWORD: 'a secret',
        REDIS_URL: 'redis+cluster://one:7000,two:7000',
        DATABASE_URL: 'postgres://db/linetwin',
        PATH: '/bin',
      }),
    ).toMatchObject({
      roles: ['api', 'ingest'],
      host: '0.0.0.0',
      port: 0,
      dataFolder: '/tmp/linetwin',
      diskQuotaBytes: 2.5e9,
      logLevel: 'info',
      mqtt: {
        brokers: [
          { url: 'mqtts://broker:8883', username: 'linetwin', password: 'a secret' },
          { url: 'mqtt://second', username: 'linetwin', password: 'a secret' },
        ],
      },
      redisUrl: 'redis+cluster://one:7000,two:7000',
      databaseUrl: 'postgres://db/linetwin',
      access: {
        login: 'required',
        publicUrl: 'https://twin.plant.example',
        trustedProxies: ['10.0.0.7', '10.1.0.0/16'],
      },
    });
  });

  test.each([
    [
      { LINETWIN_HOST: '0.0.0.0' },
      /^ {2}LINETWIN_HOST="0\.0\.0\.0" is reached .*; set LINETWIN_LOGIN=required, or/,
    ],
    [{ LINETWIN_HOST: '::' }, /set LINETWIN_LOGIN=required/],
    [{ LINETWIN_HOST: 'twin.plant.example' }, /set LINETWIN_LOGIN=required/],
    [
      { LINETWIN_PUBLIC_URL: 'https://twin.plant.example' },
      /^ {2}LINETWIN_PUBLIC_URL=.*set LINETWIN_LOGIN=required/,
    ],
    [{ LINETWIN_TRUSTED_PROXIES: 'proxy' }, /must be an address or a range/],
  ])('that would let anybody in from elsewhere are refused: %j', (environment, sentence) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([expect.stringMatching(sentence)]);
  });

  test('of an identity provider are complete, or all that is missing is told', () => {
    const whole = {
      LINETWIN_LOGIN: 'required',
      LINETWIN_PUBLIC_URL: 'https://twin.plant.example',
      OIDC_ISSUER: 'https://id.plant.example/realms/plant',
      OIDC_CLIENT_ID: 'linetwin',
      OIDC_ROLES: 'plant-admins=admin, maintenance = engineer',
    };
    expect(readSettings(whole).access.oidc).toMatchObject({
      roleClaim: 'groups',
      roles: new Map([
        ['plant-admins', 'admin'],
        ['maintenance', 'engineer'],
      ]),
    });
    expect(problemsOf({ OIDC_ISSUER: 'http://id.plant.example' })).toEqual([
      '  OIDC_ISSUER needs OIDC_CLIENT_ID',
      '  OIDC_ISSUER needs OIDC_ROLES, which says who gets which role',
      '  OIDC_ISSUER needs LINETWIN_PUBLIC_URL, to which the provider sends people back',
      '  OIDC_ISSUER must be an https address',
    ]);
    expect(problemsOf({ ...whole, OIDC_ROLES: 'a=boss,b' })).toHaveLength(2);
  });

  test.each(['127.0.0.1', '127.0.3.4', 'localhost', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'may leave pages open on %s, which only the machine itself reaches',
    (host) => {
      expect(readSettings({ LINETWIN_HOST: host }).access.login).toBe('loopback-open');
    },
  );

  test('that are wrong are all told at once, by name and value', () => {
    const problems = problemsOf({
      LINETWIN_PORT: 'eighty',
      MQTT_PORT: '70000',
      MQTT_URL: 'http://broker',
      DATABASE_URL: 'mysql://db',
      REDIS_URL: 'memcached://:topsecret@cache',
      MQTT_CA_FILE: '/no/such/file',
      MQTT_CERT_FILE: '/no/such/file',
      LINETWIN_ROLES: 'api,cook',
      LINETWIN_LOG_LEVEL: 'loud',
      LINETWIN_PROT: '80',
    });
    expect(problems).toHaveLength(8);
    for (const start of [
      'LINETWIN_PROT is not a setting; known: LINETWIN_ROLES, ',
      'LINETWIN_PORT="eighty": ',
      'MQTT_PORT="70000": ',
      'MQTT_URL="http://broker": ',
      'DATABASE_URL: ',
      'REDIS_URL: must start with redis://',
      'LINETWIN_ROLES="api,cook": ',
      'LINETWIN_LOG_LEVEL="loud": ',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(start));
    }
  });

  test('keep minutes no shorter than the values themselves', () => {
    expect(problemsOf({ LINETWIN_RAW_DAYS: '30', LINETWIN_MINUTE_DAYS: '7' })).toEqual([
      '  LINETWIN_MINUTE_DAYS=7: must be at least LINETWIN_RAW_DAYS (30)',
    ]);
  });

  test('name secrets in files, which are read, and are never told in an error', async () => {
    const folder = await temporaryFolder();
    const file = join(folder.path, 'secret');
    await writeFile(file, 'a secret\n');
    const brokers = { MQTT_URL: 'mqtt://broker', MQTT_USERNAME: 'linetwin' };
    const { mqtt } = readSettings({ ...brokers, MQTT_PASSWORD_FILE: file });
    expect(mqtt.brokers[0].password).toBe('a secret');
    expect(problemsOf({ MQTT_PASSWORD: 'topsecret', MQTT_PASSWORD_FILE: file })).toEqual([
      '  MQTT_PASSWORD and MQTT_PASSWORD_FILE are both set; use one of them',
    ]);
    expect(problemsOf({ MQTT_PASSWORD_FILE: '/no/such/file' })[0]).toContain('cannot be read');
    expect(problemsOf({ REDIS_URL: 'topsecret' }).join()).not.toContain('topsecret');
    await folder.remove();
  });

  test('of certificates are read from their files, and a certificate needs its key', async () => {
    const folder = await temporaryFolder();
    const file = join(folder.path, 'pem');
    await writeFile(file, 'PEM');
    const all = { MQTT_URL: 'mqtts://broker', MQTT_CA_FILE: file, MQTT_CERT_FILE: file, MQTT_KEY_FILE: file };
    expect(readSettings(all).mqtt.brokers[0]).toMatchObject({ ca: 'PEM', certificate: 'PEM', key: 'PEM' });
    expect(problemsOf({ ...all, MQTT_KEY_FILE: '' })).toEqual([
      '  MQTT_CERT_FILE and MQTT_KEY_FILE belong together; set both or none',
    ]);
    expect(problemsOf({ ...all, MQTT_CA_FILE: '/no/such/file' })[0]).toContain(
      'MQTT_CA_FILE="/no/such/file"',
    );
    await folder.remove();
  });

  test('stand in the guide as the program knows them (npm run config -- --guide writes the table)', async () => {
    const guide = await readFile(new URL('../../../docs/guides/settings.md', import.meta.url), 'utf8');
    expect(guide).toContain(settingsTable());
  });

  test('that are secrets are shown as set, never by their value', () => {
    const environment = Object.fromEntries(
      SETTINGS_REFERENCE.filter(({ secret }) => secret).map(({ name }) => [name, 'a-secret']),
    );
    const shown = shownSettings({
      ...environment,
      MQTT_URL: 'mqtt://user:a-secret@broker',
      LINETWIN_PORT: '81',
    });
    expect(shown).toContainEqual({ name: 'LINETWIN_PORT', value: '81', from: 'environment' });
    expect(shown).toContainEqual({ name: 'LINETWIN_HOST', value: '127.0.0.1', from: 'default' });
    expect(shown).toContainEqual({ name: 'MQTT_URL', value: 'mqtt://***@broker', from: 'environment' });
    expect(JSON.stringify(shown)).not.toContain('a-secret');
  });
});
