import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One request that a stand-in took, as the service would have seen it. */
export interface TakenRequest {
  at: number;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
  text: string;
}

/** For specs: how a service behaves just now. `lost`: it takes the message, and its answer never arrives. */
export type Mood = 'well' | 'slow' | 'failing' | 'busy' | 'lost';

type Check = (request: TakenRequest) => object;

/**
 * For specs and benches: the services that notices are sent to, on this machine. Each checks what the real one checks: form,
 * signature, clock, rate.
 */
export class ServiceStandIn {
  readonly taken: TakenRequest[] = [];
  /** Asked, whether taken or not. */
  asked = 0;
  mood: Mood = 'well';
  url = '';
  private readonly check: Check;
  private server: Server | undefined;

  constructor(check: Check) {
    this.check = check;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        this.answer(
          { at: Date.now(), path: request.url!, headers: request.headers, body: {}, text },
          response,
        );
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answer(request: TakenRequest, response: ServerResponse): void {
    this.asked++;
    if (this.mood === 'slow') return;
    const say = (status: number, body: object, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    if (this.mood === 'failing') return void say(500, { error: 'down' });
    if (this.mood === 'busy') return void say(429, { error: 'too fast' }, { 'retry-after': '2' });
    let answer: object;
    try {
      request.body = JSON.parse(request.text) as Record<string, unknown>;
      answer = this.check(request);
    } catch (error) {
      return void say(400, { error: (error as Error).message });
    }
    const { errcode = 0, code = 0 } = answer as { errcode?: number; code?: number };
    if (errcode === 0 && code === 0) this.taken.push(request);
    if (this.mood === 'lost') return void response.destroy();
    say(200, answer);
  }
}

/** Messages a robot takes within a minute. */
function rate(perMinute: number): () => boolean {
  const times: number[] = [];
  return () => {
    const now = Date.now();
    while (times.length > 0 && times[0] <= now - 60_000) times.shift();
    if (times.length >= perMinute) return false;
    times.push(now);
    return true;
  };
}

const HOUR_MS = 3_600_000;

export function dingtalkStandIn(secret: string): ServiceStandIn {
  const mayGo = rate(20);
  return new ServiceStandIn(({ path, body }) => {
    const query = new URL(path, 'http://robot').searchParams;
    const timestamp = query.get('timestamp')!;
    const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    if (query.get('sign') !== expected || Math.abs(Date.now() - Number(timestamp)) > HOUR_MS)
      return { errcode: 310000, errmsg: 'sign not match' };
    if (!mayGo()) return { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' };
    const { title, text } = body.markdown as { title?: string; text?: string };
    if (body.msgtype !== 'markdown' || !title || !text) return { errcode: 40035, errmsg: 'bad parameter' };
    return { errcode: 0, errmsg: 'ok' };
  });
}

export function wecomStandIn(): ServiceStandIn {
  const mayGo = rate(20);
  return new ServiceStandIn(({ body }) => {
    if (!mayGo()) return { errcode: 45009, errmsg: 'reach max api daily quota limit' };
    if (body.msgtype === 'markdown') {
      const { content } = body.markdown as { content: string };
      return Buffer.byteLength(content) <= 4096
        ? { errcode: 0, errmsg: 'ok' }
        : { errcode: 40058, errmsg: 'content exceeds 4096 bytes' };
    }
    const { base64, md5 } = body.image as { base64: string; md5: string };
    const picture = Buffer.from(base64, 'base64');
    return createHash('md5').update(picture).digest('hex') === md5
      ? { errcode: 0, errmsg: 'ok' }
      : { errcode: 40058, errmsg: 'invalid md5' };
  });
}

export function feishuStandIn(secret: string): ServiceStandIn {
  const mayGo = rate(100);
  return new ServiceStandIn(({ body }) => {
    const expected = createHmac('sha256', `${String(body.timestamp)}\n${secret}`).digest('base64');
    if (body.sign !== expected || Math.abs(Date.now() / 1000 - Number(body.timestamp)) > HOUR_MS / 1000)
      return { code: 19021, msg: 'sign match fail or timestamp is not within one hour' };
    if (!mayGo()) return { code: 11232, msg: 'frequency limited' };
    const { title } = (body.content as { post: { zh_cn: { title: string } } }).post.zh_cn;
    return body.msg_type === 'post' && title
      ? { code: 0, msg: 'success' }
      : { code: 9499, msg: 'Bad Request' };
  });
}

/** A gateway or a program that takes any JSON. */
export function plainStandIn(): ServiceStandIn {
  return new ServiceStandIn(() => ({}));
}

/** A mail server that keeps what it is given as text. */
export class MailStandIn {
  readonly mails: string[] = [];
  mood: 'well' | 'slow' | 'failing' = 'well';
  port = 0;
  private readonly server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onConnect: (_session, next) => {
      if (this.mood !== 'slow') next();
    },
    onAuth: ({ username, password }, _session, next) =>
      username === 'linetwin' && password === 'secret'
        ? next(null, { user: username })
        : next(new Error('Invalid username or password')),
    onData: (stream, _session, next) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (this.mood === 'failing')
          return next(Object.assign(new Error('4.3.0 try later'), { responseCode: 451 }));
        this.mails.push(Buffer.concat(chunks).toString('utf8'));
        next();
      });
    },
  });

  async start(): Promise<void> {
    this.server.on('error', () => undefined);
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = (this.server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
