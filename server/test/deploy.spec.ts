import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MESSAGE_KINDS } from '@linetwin/contracts';
import { hasRealServer, Inbox, installedProgram, MosquittoServer, temporaryFolder } from '@linetwin/testing';
import mqtt from 'mqtt';
import { parse } from 'yaml';
import { readSettings } from '../src/config/settings.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Compose {
  services: Record<string, { environment?: Record<string, string>; secrets?: string[]; image: string }>;
  secrets: Record<string, { file: string }>;
}

const readCompose = async () =>
  parse(await readFile(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;

(hasRealServer('mosquitto', 'mosquitto') ? describe : describe.skip)('what is shipped for plants', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const secret = async (name: string) =>
    (await readFile(join(folder.path, 'deploy/secrets', name), 'utf8')).trim();

  beforeAll(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, 'deploy'));
    await cp(join(root, 'deploy'), join(folder.path, 'deploy'), {
      recursive: true,
      filter: (path) => !path.includes('secrets/'),
    });
    await run('bash', [join(folder.path, 'deploy/make-secrets.sh')]);
  });
  afterAll(() => folder.remove());

  test('has a file for every secret that the containers read, and makes them once', async () => {
    const { secrets } = await readCompose();
    const made = await readdir(join(folder.path, 'deploy/secrets'));
    expect(made.sort()).toEqual(
      Object.values(secrets)
        .map(({ file }) => file.replace('./deploy/secrets/', ''))
        .sort(),
    );
    await expect(run('bash', [join(folder.path, 'deploy/make-secrets.sh')])).rejects.toThrow('there already');
  });

  test('gives the server processes settings that they take, each role at a plant of several', async () => {
    const { services } = await readCompose();
    const servers = Object.values(services).filter(({ environment }) => environment?.LINETWIN_ROLES);
    expect(servers.length).toBeGreaterThanOrEqual(5);
    for (const { environment, secrets } of servers) {
      const here = Object.fromEntries(
        Object.entries(environment!).map(([name, value]) => [
          name,
          value.replace('/run/secrets', join(folder.path, 'deploy/secrets')),
        ]),
      );
      // As the image sets them.
      const settings = readSettings({ LINETWIN_HOST: '0.0.0.0', LINETWIN_LOGIN: 'required', ...here });
      expect(settings.clustered).toBe(true);
      for (const [name, value] of Object.entries(environment!)) {
        if (name.endsWith('_FILE')) expect(secrets).toContain(value.replace('/run/secrets/', ''));
      }
    }
  });

  // With Debian's docker-compose, which knows less than newer ones do.
  (installedProgram('docker-compose') ? test : test.skip)('is taken by docker-compose', async () => {
    const { stdout } = await run('docker-compose', ['config', '--services'], { cwd: root });
    expect(stdout.trim().split('\n').sort()).toEqual(Object.keys((await readCompose()).services).sort());
  });

  test('pins every image to a version', async () => {
    for (const { image } of Object.values((await readCompose()).services)) expect(image).toMatch(/:\d+\.\d+/);
  });

  test('lets a gateway speak for its machines and Linetwin hear them and command, and nobody else', async () => {
    const broker = await MosquittoServer.start({
      configuration: [
        'allow_anonymous false',
        `password_file ${join(folder.path, 'deploy/secrets/mosquitto-passwords')}`,
        `acl_file ${join(folder.path, 'deploy/mosquitto/acl')}`,
      ],
    });
    const connect = (username: string, password: string) =>
      mqtt.connectAsync(broker.url, { username, password, reconnectPeriod: 0 });
    const server = await connect('linetwin', await secret('mqtt-password'));
    const heard = new Inbox<string>();
    server.on('message', (topic) => heard.push(topic));
    for (const kind of MESSAGE_KINDS) await server.subscribeAsync(`+/weld/weld-1/+/${kind}`, { qos: 1 });
    const gateway = await connect('simulators', await secret('simulators-password'));
    // Mosquitto 2.0.11 drops a connection after a publish that it denies, so each of these has one of its own.
    const another = await connect('simulators', await secret('simulators-password'));
    await another.publishAsync('elsewhere/weld/weld-1/L01/telemetry', '{}', { qos: 1 });
    const second = await connect('linetwin', await secret('mqtt-password'));
    await second.publishAsync('liaocheng/weld/weld-1/L01/telemetry', '{}', { qos: 1 });
    const kinds = MESSAGE_KINDS.map((kind) => `liaocheng/weld/weld-1/L02/${kind}`);
    for (const topic of kinds) await gateway.publishAsync(topic, '{}', { qos: 1 });
    await heard.until('messages', ({ length }) => length >= kinds.length);
    expect(heard.items).toEqual(kinds);

    const told = new Inbox<string>();
    gateway.on('message', (_topic, payload) => told.push(payload.toString()));
    await gateway.subscribeAsync('liaocheng/weld/weld-1/L02/command', { qos: 1 });
    const third = await connect('simulators', await secret('simulators-password'));
    await third.publishAsync('liaocheng/weld/weld-1/L02/command', 'from a gateway', { qos: 1 });
    await server.publishAsync('liaocheng/weld/weld-1/L02/command', 'from the server', { qos: 1 });
    await told.first('command');
    expect(told.items).toEqual(['from the server']);

    await expect(connect('simulators', 'a guess')).rejects.toThrow(/authori[sz]ed/i);
    await expect(mqtt.connectAsync(broker.url, { reconnectPeriod: 0 })).rejects.toThrow(/authori[sz]ed/i);
    for (const client of [server, gateway, another, second, third]) await client.endAsync(true);
    await broker.stop();
  }, 30_000);
});
