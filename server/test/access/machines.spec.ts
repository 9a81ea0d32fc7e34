import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, Inbox } from '@linetwin/testing';
import mqtt, { type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { InMemoryKeyStore } from '../../src/access/keys/in-memory-key-store.ts';
import { KeyMachineGate } from '../../src/access/keys/key-machine-gate.ts';
import { KeysService } from '../../src/access/keys/keys.service.ts';
import type { LoginMode } from '../../src/config/access-settings.ts';
import type { Intake } from '../../src/ingest/intake.ts';
import { EmbeddedBroker } from '../../src/ingest/mqtt/embedded-broker.ts';
import { Rejects } from '../../src/ingest/rejects.ts';
import { Sources } from '../../src/ingest/sources.ts';

const OWN = 'site/area/line-1';

let keys: KeysService;
let rejects: Rejects;
let taken: string[];
let broker: EmbeddedBroker;
let url: string;
const clients: MqttClient[] = [];

async function startBroker(login: LoginMode): Promise<void> {
  keys = new KeysService(new InMemoryKeyStore());
  rejects = new Rejects();
  taken = [];
  const intake = {
    take: (topic: string, _payload: Uint8Array, done: (error?: Error) => void) => {
      taken.push(topic);
      done();
    },
  } as unknown as Intake;
  const gate = new KeyMachineGate(keys, login);
  broker = new EmbeddedBroker({
    intake,
    gate,
    rejects,
    sources: new Sources(5000),
    logger: pino({ level: 'silent' }),
  });
  url = `mqtt://127.0.0.1:${await broker.start('127.0.0.1', 0)}`;
}

beforeEach(() => startBroker('required'));
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
  await broker.stop();
});

async function connect(options: mqtt.IClientOptions): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  clients.push(client);
  return client;
}

async function gateway(
  id: string,
  machines: string[],
  options: mqtt.IClientOptions = {},
): Promise<MqttClient> {
  const { password } = await keys.createGateway({ id, machines }, 'test');
  return connect({ username: id, password, clientId: `${id}-1`, ...options });
}

/** What a client is sent. */
function inbox(client: MqttClient): Inbox<string> {
  const messages = new Inbox<string>();
  client.on('message', (topic) => messages.push(topic));
  return messages;
}

describe('a gateway', () => {
  test('is let in by name and password only, under a client id of its own', async () => {
    const { password } = await keys.createGateway({ id: 'press-1', machines: [OWN] }, 'test');
    await keys.createGateway({ id: 'press', machines: [OWN] }, 'test');
    for (const options of [
      {},
      { username: 'press-1' },
      { username: 'press-1', password: 'guess', clientId: 'press-1' },
      { username: 'unknown', password, clientId: 'unknown' },
      { username: 'press-1', password, clientId: 'weld-1' },
      { username: 'press-1', password, clientId: 'press-12' },
    ]) {
      await expect(connect(options)).rejects.toMatchObject({ code: 4 });
    }
    for (const clientId of ['press-1', 'press-1-plc', 'press-1.2']) {
      await connect({ username: 'press-1', password, clientId });
    }
  });

  test('publishes below its own lines and machines; the rest is acknowledged, counted and goes nowhere', async () => {
    const own = await gateway('press-1', [OWN, 'site/area/line-2/M1']);
    const other = await gateway('weld-1', ['site/area/line-2']);
    const heard = inbox(other);
    await other.subscribeAsync('site/area/line-2/#', { qos: 1 });
    const foreign = [
      'site/area/line-2/M2/telemetry',
      'site/area/line-10/M/telemetry',
      `${OWN}0/x`,
      OWN,
      '$SYS/x',
      'x',
    ];
    for (const topic of foreign) await own.publishAsync(topic, 'x', { qos: 1, retain: true });
    for (const topic of [`${OWN}/M1/telemetry`, 'site/area/line-2/M1/telemetry']) {
      await own.publishAsync(topic, 'x', { qos: 1 });
    }
    expect(taken).toEqual([`${OWN}/M1/telemetry`, 'site/area/line-2/M1/telemetry']);
    expect(rejects.report().counts['not-allowed']).toBe(foreign.length);
    await heard.first('own message', (topic) => topic === 'site/area/line-2/M1/telemetry');
    expect(heard.items).toEqual(['site/area/line-2/M1/telemetry']);
    // Nothing was kept for those who subscribe later either.
    const late = inbox(other);
    await other.subscribeAsync('site/area/line-2/+/telemetry', { qos: 1 });
    await own.publishAsync('site/area/line-2/M1/telemetry', 'y', { qos: 1 });
    await late.first('new message', () => true);
    expect(new Set(late.items)).toEqual(new Set(['site/area/line-2/M1/telemetry']));
  });

  test('leaves no will for machines of others', async () => {
    const other = await gateway('weld-1', ['site/area/line-2']);
    const heard = inbox(other);
    await other.subscribeAsync('site/area/line-2/#', { qos: 1 });
    const own = await gateway('press-1', [OWN], {
      will: { topic: 'site/area/line-2/M1/telemetry', payload: Buffer.from('x'), qos: 1, retain: false },
    });
    own.stream.destroy();
    await eventually(
      'the will is counted',
      () => rejects.report().counts['not-allowed'],
      (count) => count === 1,
    );
    expect(heard.items).toEqual([]);
    expect(taken).toEqual([]);
  });

  test('subscribes to nothing but what lies below its own machines', async () => {
    const own = await gateway('press-1', [OWN]);
    for (const filter of [
      '#',
      '+/+/+/M1/command',
      'site/area/+/M1/command',
      'site/#',
      OWN,
      `${OWN}0/#`,
      'site/area/line-2/#',
      '$SYS/#',
      '$refused',
      `$share/g/${OWN}/#`,
    ]) {
      await expect(own.subscribeAsync(filter, { qos: 1 })).rejects.toThrow();
    }
    for (const filter of [`${OWN}/#`, `${OWN}/+/command`, `${OWN}/M1/command`]) {
      expect(await own.subscribeAsync(filter, { qos: 1 })).toMatchObject([{ qos: 1 }]);
    }
  });

  test('is disconnected when it is revoked, and let in no more', async () => {
    const { password } = await keys.createGateway({ id: 'press-1', machines: [OWN] }, 'test');
    const login = { username: 'press-1', password, clientId: 'press-1' };
    const own = await connect(login);
    const other = await gateway('weld-1', [OWN]);
    const closed = new Promise((resolve) => own.once('close', () => resolve('closed')));
    await keys.revoke('gateway', 'press-1');
    expect(await closed).toBe('closed');
    await expect(connect(login)).rejects.toMatchObject({ code: 4 });
    expect(other.connected).toBe(true);
  });
});

describe('the broker on the server itself, while no login is required,', () => {
  beforeEach(async () => {
    await broker.stop();
    await startBroker('loopback-open');
  });

  test('takes messages of whoever gives no name, but no wrong password', async () => {
    const unnamed = await connect({});
    const heard = inbox(unnamed);
    await unnamed.subscribeAsync('#', { qos: 1 });
    await unnamed.publishAsync(`${OWN}/M1/telemetry`, 'x', { qos: 1 });
    await heard.first('the message', () => true);
    expect(taken).toEqual([`${OWN}/M1/telemetry`]);
    await expect(connect({ username: 'press-1', password: 'x' })).rejects.toMatchObject({ code: 4 });
  });
});
