import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasRealServer, InfluxServer, samplesOf, temporaryFolder } from '@linetwin/testing';
import { historyStoreConformance } from '../history.conformance.ts';
import { Quarantine } from '../quarantine.ts';
import { InfluxClient } from './influx-client.ts';
import { InfluxHistory } from './influx-history.ts';

const SIGNAL = 'site/area/line/m1/a';
const T = Date.UTC(2026, 0, 5, 8);
const wanted = hasRealServer('influxd', 'influxdb');

(wanted ? describe : describe.skip)('on InfluxDB 1.6', () => {
  let server: InfluxServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database = 0;
  const opened: InfluxHistory[] = [];
  beforeAll(async () => void (server = await InfluxServer.start()), 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    folder = await temporaryFolder();
    database++;
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.stop();
    await folder.remove();
  });

  const open = async (gzip = false) => {
    const quarantine = new Quarantine(join(folder.path, 'quarantine.json'));
    const store = new InfluxHistory({
      url: server.url,
      database: `test-${database}`,
      gzip,
      markFile: join(folder.path, 'mark'),
      quarantine,
    });
    opened.push(store);
    await store.start();
    return { store, quarantine };
  };

  historyStoreConformance('InfluxHistory', async () => ({
    store: (await open()).store,
    dispose: async () => undefined,
  }));

  test('goes on after a restart from the mark of this machine, and writes packed too', async () => {
    const { store } = await open(true);
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 7);
    const { store: next } = await open();
    expect(next.lastMark()).toBe(7);
    expect(await next.latest()).toEqual([{ address: SIGNAL, time: T, value: 1, quality: 0 }]);
  });

  test('starts with a mark that a power cut left empty, and has what is written again only once', async () => {
    const { store } = await open();
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 7);
    await writeFile(join(folder.path, 'mark'), '');
    const { store: next } = await open();
    expect(next.lastMark()).toBe(0);
    await next.append(samplesOf([[0, T, 1]]), [SIGNAL], 7);
    const range = { signals: [SIGNAL], from: T - 1000, to: T + 1000, points: 100 };
    expect((await next.read(range))[0].time).toEqual([T]);
    expect(next.lastMark()).toBe(7);
  });

  test('keeps one point of a batch that is written again after its mark was lost', async () => {
    const { store } = await open();
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 2);
    const [series] = await store.read({ signals: [SIGNAL], from: T, to: T + 9_999_999, points: 1 });
    expect(series).toMatchObject({ mean: [1], last: [1] });
  });

  test('sets aside the points that the server will never take, says why, and stores all others', async () => {
    const { store, quarantine } = await open();
    const client = new InfluxClient({ url: server.url, database: `test-${database}`, gzip: false });
    // Another program has made a text of the field of this signal, so that numbers do not fit in this shard.
    await client.write(`sample,signal=${SIGNAL} value="text" ${T}\n`, 5000);
    const addresses = [SIGNAL, 'site/area/line/m1/b'];
    const rows = Array.from({ length: 40 }, (_, i): [number, number, number] => [
      i === 17 ? 0 : 1,
      T + 1000 * i,
      i,
    ]);
    await store.append(samplesOf(rows), addresses, 1);
    client.close();
    expect(store.lastMark()).toBe(1);
    const { total, points } = quarantine.report();
    expect(total).toBe(points.length);
    expect(points.map(({ address, time }) => [address, time])).toContainEqual([SIGNAL, T + 17_000]);
    expect(points[0].reason).toMatch(/field type conflict/);
    const [series] = await store.read({
      signals: [addresses[1]],
      from: T,
      to: T + 40_000,
      points: 40_001,
    });
    expect(series.last.length + total).toBe(40);

    const again = new Quarantine(join(folder.path, 'quarantine.json'));
    await again.start();
    expect(again.report()).toEqual({ total, points });
  });

  test('starts while the server is away, refuses batches, and takes them when it is there', async () => {
    await server.pause();
    const { store } = await open();
    await expect(store.append(samplesOf([[0, T, 1]]), [SIGNAL], 1)).rejects.toThrow('cannot be reached');
    await expect(store.latest()).rejects.toThrow('cannot be reached');
    expect(store.lastMark()).toBe(0);
    await server.resume();
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
    expect(await store.latest()).toHaveLength(1);
  });

  test('answers with an error, not never, when the server hangs', async () => {
    const { store } = await open();
    server.freeze();
    try {
      // On a busy machine some questions are still answered before the signal has reached all its threads.
      const untilRefused = async (): Promise<never> => {
        for (;;) await store.latest();
      };
      await expect(untilRefused()).rejects.toThrow('did not answer within 5000 ms');
    } finally {
      server.thaw();
    }
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
  }, 30_000);

  test('makes its data base again when somebody dropped it', async () => {
    const { store } = await open();
    await store.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
    const client = new InfluxClient({ url: server.url, database: '', gzip: false });
    await client.query(`DROP DATABASE "test-${database}"`, 5000);
    client.close();
    await store.append(samplesOf([[0, T + 1, 2]]), [SIGNAL], 2);
    expect((await store.latest()).map(({ value }) => value)).toEqual([2]);
  });
});

(wanted ? test : test.skip)(
  'signs in at an InfluxDB that asks for names',
  async () => {
    const server = await InfluxServer.start({ withUsers: true });
    const folder = await temporaryFolder();
    const open = (password: string) =>
      new InfluxHistory({
        url: server.url,
        database: 'linetwin',
        gzip: false,
        username: 'linetwin',
        password,
        markFile: join(folder.path, 'mark'),
        quarantine: new Quarantine(join(folder.path, 'quarantine.json')),
      });
    const client = new InfluxClient({ url: server.url, database: '', gzip: false });
    await client.query(`CREATE USER "linetwin" WITH PASSWORD 'a secret' WITH ALL PRIVILEGES`, 5000);
    client.close();

    const wrong = open('another');
    await wrong.start();
    await expect(wrong.append(samplesOf([[0, T, 1]]), [SIGNAL], 1)).rejects.toThrow(/authorization failed/);
    await wrong.stop();
    const right = open('a secret');
    await right.start();
    await right.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
    expect(await right.latest()).toHaveLength(1);
    await right.stop();
    await server.stop();
    await folder.remove();
  },
  60_000,
);

(wanted ? test : test.skip)(
  'speaks TLS to an InfluxDB, and only to one that the given authority vouches for',
  async () => {
    const folder = await temporaryFolder();
    const file = (name: string) => join(folder.path, name);
    // A certificate that is its own authority, as a plant makes one.
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=influx'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', file('key.pem'), '-out', file('cert.pem')],
    ]);
    const server = await InfluxServer.start({ tls: { certificate: file('cert.pem'), key: file('key.pem') } });
    const open = (name: string, ca?: string) =>
      new InfluxHistory({
        url: server.url,
        database: 'linetwin',
        gzip: true,
        ca,
        markFile: file(`mark-${name}`),
        quarantine: new Quarantine(file(`quarantine-${name}.json`)),
      });
    const stranger = open('stranger');
    await stranger.start();
    await expect(stranger.append(samplesOf([[0, T, 1]]), [SIGNAL], 1)).rejects.toThrow(
      /self-signed certificate/,
    );
    await stranger.stop();
    const known = open('known', await readFile(file('cert.pem'), 'utf8'));
    await known.start();
    await known.append(samplesOf([[0, T, 1]]), [SIGNAL], 1);
    expect(await known.latest()).toHaveLength(1);
    await known.stop();
    await server.stop();
    await folder.remove();
  },
  60_000,
);

test.each([400, 422])('sets aside what a server refuses with %i, and sends all others', async (status) => {
  const taken = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (!request.url!.startsWith('/write')) return response.end('{"results":[{}]}');
      const lines = Buffer.concat(chunks).toString().trim().split('\n');
      const good = lines.filter((line) => !line.endsWith(` ${T + 3}`));
      for (const line of good) taken.add(line);
      if (good.length === lines.length) return response.writeHead(204).end();
      return response.writeHead(status).end('{"message":"points beyond retention policy"}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await temporaryFolder();
  const quarantine = new Quarantine(join(folder.path, 'quarantine.json'));
  const store = new InfluxHistory({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database: 'linetwin',
    gzip: false,
    markFile: join(folder.path, 'mark'),
    quarantine,
  });
  try {
    await store.start();
    const rows = Array.from({ length: 9 }, (_, i): [number, number, number] => [0, T + i, i]);
    await store.append(samplesOf(rows), [SIGNAL], 1);
    expect(store.lastMark()).toBe(1);
    expect(taken.size).toBe(8);
    expect(quarantine.report()).toMatchObject({
      total: 1,
      points: [{ address: SIGNAL, time: T + 3, value: 3, reason: 'points beyond retention policy' }],
    });
  } finally {
    await store.stop();
    server.close();
    await folder.remove();
  }
});
