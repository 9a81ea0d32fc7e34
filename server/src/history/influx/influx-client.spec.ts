import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { InfluxClient, InfluxRefusal } from './influx-client.ts';

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/*
 * The requests as they go out, for the versions that no Debian package brings: 2.x and 3.x serve the same two addresses
 * and take their token as `Authorization: Token ...` (InfluxDB 2 and 3, "1.x compatibility API").
 */
describe('requests to InfluxDB', () => {
  let server: Server;
  let asked: Asked[];
  afterEach(() => void server.close());

  const serve = async (status: number, answer: string) => {
    asked = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
        asked.push({
          method: request.method!,
          url: request.url!,
          headers: request.headers,
          body: body.toString(),
        });
        response.writeHead(status).end(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test('write line protocol in milliseconds to a data base, packed when asked for', async () => {
    const client = new InfluxClient({ url: await serve(204, ''), database: 'plant', gzip: true });
    await client.write('sample,signal=a value=1 5\n', 1000);
    client.close();
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/write?db=plant&precision=ms',
        headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8' },
        body: 'sample,signal=a value=1 5\n',
      },
    ]);
    expect(asked[0].headers).not.toHaveProperty('authorization');
  });

  test('ask in InfluxQL for times in milliseconds', async () => {
    const answer = JSON.stringify({
      results: [{ series: [{ name: 'sample', columns: ['time'], values: [[1]] }] }],
    });
    const client = new InfluxClient({ url: await serve(200, answer), database: 'plant', gzip: true });
    expect(await client.query('SELECT 1', 1000)).toMatchObject([{ columns: ['time'], values: [[1]] }]);
    client.close();
    expect(asked).toMatchObject([{ method: 'POST', url: '/query?db=plant&epoch=ms', body: 'q=SELECT+1' }]);
  });

  test.each([
    ['a token, for 2.x and 3.x', { token: 'abc' }, 'Token abc'],
    ['a name and a password', { username: 'li', password: 'p:w' }, `Basic ${btoa('li:p:w')}`],
  ])('carry %s', async (_what, secrets, authorization) => {
    const client = new InfluxClient({
      url: await serve(204, ''),
      database: 'plant',
      gzip: false,
      ...secrets,
    });
    await client.write('x', 1000);
    client.close();
    expect(asked[0].headers.authorization).toBe(authorization);
  });

  test('keep the path in front of the address, as behind a proxy', async () => {
    const url = `${await serve(204, '')}/influx/`;
    const client = new InfluxClient({ url, database: 'plant', gzip: false });
    await client.write('x', 1000);
    client.close();
    expect(asked[0].url).toBe('/influx/write?db=plant&precision=ms');
  });

  test.each([
    [400, '{"error":"partial write: points beyond retention policy dropped=1"}', /beyond retention/],
    [401, '{"code":"unauthorized","message":"unauthorized access"}', /unauthorized access/],
    [404, 'no such thing', /no such thing/],
  ])('that are answered with %i say what the server said', async (status, answer, said) => {
    const client = new InfluxClient({ url: await serve(status, answer), database: 'plant', gzip: false });
    const refusal = await client.write('x', 1000).catch((error: unknown) => error);
    client.close();
    expect(refusal).toBeInstanceOf(InfluxRefusal);
    expect(refusal).toMatchObject({ status, message: expect.stringMatching(said) });
  });

  test('that meet a server in trouble may be tried again', async () => {
    const client = new InfluxClient({
      url: await serve(503, '{"error":"timeout"}'),
      database: 'plant',
      gzip: false,
    });
    const error = await client.write('x', 1000).catch((problem: unknown) => problem);
    client.close();
    expect(error).not.toBeInstanceOf(InfluxRefusal);
    expect(String(error)).toContain('503: timeout');
  });
});
