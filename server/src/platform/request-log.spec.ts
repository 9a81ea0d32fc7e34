import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inbox } from '@linetwin/testing';
import { pino } from 'pino';
import { loggedContext, logRequests } from './request-log.ts';

type Line = Record<string, unknown>;

describe('the log of requests', () => {
  let server: Server;
  let url: string;
  let lines: Inbox<Line>;
  beforeEach(async () => {
    lines = new Inbox<Line>();
    const logger = pino(
      { level: 'debug', mixin: loggedContext },
      { write: (text: string) => lines.push(JSON.parse(text) as Line) },
    );
    const log = logRequests(logger);
    server = createServer((request, response) =>
      log(request, response, () => {
        setImmediate(() => {
          logger.info('in the middle');
          response.writeHead(request.url === '/broken' ? 500 : 200).end();
        });
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => void server.close());
  const ended = () => lines.first('the end of the request', ({ msg }) => msg === 'request');

  test('gives each an id, tells it in the answer, and writes it into every line about it', async () => {
    const response = await fetch(`${url}/api/model?secret=1`);
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[\w-]{36}$/);
    expect(await ended()).toMatchObject({
      request: id,
      method: 'GET',
      path: '/api/model',
      status: 200,
      level: 20,
    });
    expect(lines.items.find(({ msg }) => msg === 'in the middle')).toMatchObject({ request: id });
    expect(JSON.stringify(lines.items)).not.toContain('secret');
    expect((await fetch(url)).headers.get('x-request-id')).not.toBe(id);
  });

  test('keeps the id that a proxy gave, unless it is none', async () => {
    const ask = async (id: string) =>
      (await fetch(url, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await ask('proxy-12345678')).toBe('proxy-12345678');
    expect(await ask('x" injected')).not.toContain('injected');
  });

  test('always notes what changes something, and what failed', async () => {
    await fetch(url, { method: 'POST' });
    expect(await ended()).toMatchObject({ method: 'POST', level: 30 });
    lines.items.splice(0);
    await fetch(`${url}/broken`);
    expect(await ended()).toMatchObject({ status: 500, level: 40 });
  });
});
