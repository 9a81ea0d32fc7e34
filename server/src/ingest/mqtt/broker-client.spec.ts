import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  eventually,
  hasRealServer,
  Inbox,
  installedProgram,
  MosquittoServer,
  temporaryFolder,
} from '@linetwin/testing';
import mqtt, { type MqttClient } from 'mqtt';
import { pino } from 'pino';
import type { Acknowledge } from '../intake.ts';
import { BrokerClient, type BrokerAddress } from './broker-client.ts';
import { BrokerClients } from './broker-clients.ts';

const run = promisify(execFile);
const LINE = 'site/area/line';
const TOPIC = `${LINE}/m1/telemetry`;
const logger = pino({ level: 'silent' });

interface Taken {
  topic: string;
  text: string;
  acknowledge: Acknowledge;
}

const withMosquitto = hasRealServer('mosquitto', 'mosquitto') ? describe : describe.skip;

withMosquitto('a client of a real broker', () => {
  let broker: MosquittoServer;
  let machine: MqttClient;
  let clients: BrokerClient[];
  beforeEach(async () => {
    clients = [];
    broker = await MosquittoServer.start();
    machine = await mqtt.connectAsync(broker.url, { reconnectPeriod: 50 });
  }, 30_000);
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await machine?.endAsync(true);
    await broker.stop();
  });

  /** A client that acknowledges when the test says so. */
  const connect = async (clientId = 'linetwin.line', address: BrokerAddress = { url: broker.url }) => {
    const taken = new Inbox<Taken>();
    const client = new BrokerClient({
      broker: address,
      clientId,
      linePath: LINE,
      taker: {
        take: (topic, payload, acknowledge) =>
          taken.push({ topic, text: new TextDecoder().decode(payload), acknowledge }),
      },
      logger,
    });
    clients.push(client);
    client.start();
    await eventually('connection', () => client.isConnected, Boolean);
    return { client, taken };
  };
  const publish = (text: string, topic = TOPIC) => machine.publishAsync(topic, text, { qos: 1 });
  const texts = ({ items }: Inbox<Taken>) => items.map(({ text }) => text);
  /** Publishes until the subscription stands: the broker keeps nothing for a session that has none. */
  const subscribed = async (taken: Inbox<Taken>) => {
    await eventually(
      'subscription',
      async () => {
        await publish('knock');
        return taken.items.length;
      },
      (length) => length > 0,
    );
    await new Promise(setImmediate);
    for (const { acknowledge } of taken.items.splice(0)) acknowledge();
  };

  test('counts as connected from when the broker keeps messages for it', async () => {
    const { taken } = await connect();
    await publish('the first ever');
    await taken.first('it', ({ text }) => text === 'the first ever');
  });

  test('is one of those by which a line is heard, as long as one of its brokers is there', async () => {
    const all = new BrokerClients({
      brokers: [{ url: broker.url }, { url: 'mqtt://127.0.0.1:1' }],
      clientId: 'linetwin',
      taker: { take: () => undefined },
      logger,
      onLost: () => undefined,
    });
    expect(all.isHeard(LINE)).toBe(false);
    all.takeLine(LINE);
    await eventually('the line to be heard', () => all.isHeard(LINE), Boolean);
    expect(all.isHeard('site/area/line2')).toBe(false);
    await broker.stop();
    await eventually('the line to be lost', () => !all.isHeard(LINE), Boolean);
    await all.stop();
  });

  test('takes the messages of its line and no others', async () => {
    const { taken } = await connect();
    await subscribed(taken);
    await publish('other line', 'site/area/line2/m1/telemetry');
    await publish('other kind', `${LINE}/m1/commands`);
    await publish('seam', `${LINE}/m2/seam`);
    await taken.first('the seam', ({ text }) => text === 'seam');
    expect(texts(taken).filter((text) => text !== 'knock')).toEqual(['seam']);
  });

  test('takes further messages while earlier ones wait for the disk', async () => {
    const { taken } = await connect();
    await subscribed(taken);
    await Promise.all(Array.from({ length: 200 }, (_, i) => publish(String(i))));
    await taken.until('all of them', ({ length }) => length >= 200);
    expect(texts(taken).filter((text) => text !== 'knock')).toHaveLength(200);
  });

  test('is given again what it did not acknowledge, by the next connection and only that', async () => {
    const first = await connect();
    await subscribed(first.taken);
    for (const text of ['a', 'b', 'c']) await publish(text);
    await first.taken.first('c', ({ text }) => text === 'c');
    // Not in the order they came in: disks answer in groups, and bursts later than values.
    const b = first.taken.items.find(({ text }) => text === 'b')!;
    b.acknowledge();
    await eventually(
      'b settled with the broker',
      async () => {
        await publish('knock');
        return first.taken.items.length;
      },
      (length) => length > 3,
    );
    await first.client.stop();
    await publish('while away');

    const second = await connect();
    await second.taken.first('what came meanwhile', ({ text }) => text === 'while away');
    expect(texts(second.taken).filter((text) => text !== 'knock')).toEqual(['a', 'c', 'while away']);
  });

  test('does not acknowledge over a new connection what came by an old one', async () => {
    const { taken } = await connect();
    await subscribed(taken);
    await publish('a');
    const { acknowledge } = await taken.first('a', ({ text }) => text === 'a');
    await broker.pause();
    await broker.resume();
    await taken.until('a again', (items) => items.filter(({ text }) => text === 'a').length === 2);
    acknowledge();
    await clients[0].stop();
    const { taken: later } = await connect();
    await later.first('a for the third time', ({ text }) => text === 'a');
  }, 20_000);

  test('asks again for what the disk refused', async () => {
    const { taken } = await connect();
    await subscribed(taken);
    await publish('a');
    const { acknowledge } = await taken.first('a', ({ text }) => text === 'a');
    acknowledge(new Error('disk full'));
    await taken.until('a again', (items) => items.filter(({ text }) => text === 'a').length === 2);
  }, 20_000);

  test('takes a line over from another that is still connected', async () => {
    const first = await connect();
    await subscribed(first.taken);
    await publish('a');
    await first.taken.first('a', ({ text }) => text === 'a');
    const second = await connect();
    await second.taken.first('a', ({ text }) => text === 'a');
  });
});

withMosquitto('a broker that lets only those in who can prove who they are', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let broker: MosquittoServer;
  let client: BrokerClient | undefined;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    await broker.stop();
    await folder.remove();
  });

  const connect = (address: BrokerAddress) => {
    client = new BrokerClient({
      broker: address,
      clientId: 'linetwin.line',
      linePath: LINE,
      taker: { take: () => undefined },
      logger,
    });
    client.start();
    return eventually('connection', () => client!.isConnected, Boolean);
  };

  test('is entered with user and password', async () => {
    const users = join(folder.path, 'users');
    await run(installedProgram('mosquitto_passwd')!, ['-b', '-c', users, 'linetwin', 'a secret']);
    broker = await MosquittoServer.start({
      configuration: ['allow_anonymous false', `password_file ${users}`],
    });
    await connect({ url: broker.url, username: 'linetwin', password: 'a secret' });
  });

  test('is entered over TLS with a certificate of its own', async () => {
    const file = (name: string) => join(folder.path, name);
    const openssl = (...list: string[]) => run('openssl', list);
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    await openssl(
      ...request,
      '-keyout',
      file('ca.key'),
      '-out',
      file('ca.pem'),
      '-subj',
      '/CN=plant authority',
    );
    await writeFile(file('names'), 'subjectAltName=IP:127.0.0.1');
    const texts: Record<string, string> = {};
    for (const name of ['broker', 'client']) {
      await openssl(
        ...['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', file(`${name}.key`)],
        ...['-out', file(`${name}.csr`), '-subj', `/CN=${name}`],
      );
      await openssl(
        ...['x509', '-req', '-in', file(`${name}.csr`), '-CA', file('ca.pem'), '-CAkey', file('ca.key')],
        ...['-CAcreateserial', '-days', '2', '-out', file(`${name}.pem`), '-extfile', file('names')],
      );
    }
    for (const name of ['ca.pem', 'client.pem', 'client.key']) {
      texts[name] = await readFile(file(name), 'utf8');
    }
    broker = await MosquittoServer.start({
      configuration: [
        'allow_anonymous true',
        `cafile ${file('ca.pem')}`,
        `certfile ${file('broker.pem')}`,
        `keyfile ${file('broker.key')}`,
        'require_certificate true',
      ],
    });
    await connect({
      url: broker.url.replace('mqtt:', 'mqtts:'),
      ca: texts['ca.pem'],
      certificate: texts['client.pem'],
      key: texts['client.key'],
    });
  }, 30_000);
});
