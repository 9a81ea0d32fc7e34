import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { Unpackr } from 'msgpackr';

const pack = promisify(gzip);
/** Half the time of JSON for long answers. */
const MSGPACK = 'application/x-msgpack';
const unpackr = new Unpackr({ useRecords: false, int64AsType: 'number' });
const CONNECTIONS = 4;
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

export interface InfluxAddress {
  url: string;
  database: string;
  username?: string;
  password?: string;
  token?: string;
  /** Certificates (PEM text). */
  ca?: string;
  gzip: boolean;
}

export type InfluxRow = (number | string | null)[];

/** One series of an answer: columns by name, rows of values. */
export interface InfluxSeries {
  tags?: Record<string, string>;
  columns: string[];
  values: InfluxRow[];
}

/** What the server refuses, with its own words. */
export class InfluxRefusal extends Error {
  override name = 'InfluxRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The HTTP interface of InfluxDB 1 (`/write`, `/query`), which 2 and 3 serve too. */
export class InfluxClient {
  private readonly address: InfluxAddress;
  private readonly agent: HttpAgent;

  constructor(address: InfluxAddress) {
    this.address = address;
    const options = { keepAlive: true, maxSockets: CONNECTIONS };
    this.agent = address.url.startsWith('https:')
      ? new HttpsAgent({ ...options, ca: address.ca })
      : new HttpAgent(options);
  }

  close(): void {
    this.agent.destroy();
  }

  /**
   * Writes line protocol with times in ms, under the retention policy named or the default one.
   *
   * @throws InfluxRefusal with the status 4xx that the server answered; with 400 it may have taken a part
   * @throws Error when it does not answer, or with a 5xx
   */
  async write(lines: string | Buffer, timeoutMs: number, policy?: string): Promise<void> {
    const text = typeof lines === 'string' ? Buffer.from(lines, 'utf8') : lines;
    const body = this.address.gzip ? await pack(text, { level: constants.Z_BEST_SPEED }) : text;
    const query = { db: this.address.database, precision: 'ms', ...(policy && { rp: policy }) };
    await this.send('POST', '/write', query, timeoutMs, {
      body,
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        ...(this.address.gzip && { 'Content-Encoding': 'gzip' }),
      },
    });
  }

  /** Asks in InfluxQL, one statement or several with ";" between; times come in ms, series in the order of the statements. @throws as `write` */
  async query(statement: string, timeoutMs: number): Promise<InfluxSeries[]> {
    const form = new URLSearchParams({ q: statement });
    const { body, headers } = await this.send(
      'POST',
      '/query',
      { db: this.address.database, epoch: 'ms' },
      timeoutMs,
      {
        body: Buffer.from(form.toString()),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: MSGPACK },
      },
    );
    // Versions that do not know MessagePack answer in JSON.
    const answer: unknown =
      headers['content-type'] === MSGPACK ? unpackr.unpack(body) : JSON.parse(body.toString('utf8'));
    const { results } = answer as { results: { series?: InfluxSeries[]; error?: string }[] };
    for (const { error } of results) if (error) throw new InfluxRefusal(400, error);
    return results.flatMap(({ series }) => series ?? []);
  }

  /** Version that the server says it is. */
  async version(timeoutMs: number): Promise<string> {
    const { headers } = await this.send('GET', '/ping', {}, timeoutMs);
    return String(headers['x-influxdb-version'] ?? 'unknown');
  }

  private send(
    method: string,
    path: string,
    query: Record<string, string>,
    timeoutMs: number,
    { body, headers }: { body?: Buffer; headers?: Record<string, string> } = {},
  ): Promise<{ body: Buffer; headers: IncomingMessage['headers'] }> {
    const url = new URL(this.address.url.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(
        url,
        {
          method,
          agent: this.agent,
          signal: AbortSignal.timeout(timeoutMs),
          headers: { ...this.authorization(), ...headers, ...(body && { 'Content-Length': body.length }) },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          answer.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes > MAX_ANSWER_BYTES) answer.destroy(new Error('the answer of InfluxDB is too large'));
            else chunks.push(chunk);
          });
          answer.on('error', reject);
          answer.on('end', () => {
            const body = Buffer.concat(chunks);
            const status = answer.statusCode ?? 0;
            if (status < 300) return resolve({ body, headers: answer.headers });
            const text = body.toString('utf8');
            if (status < 500) reject(new InfluxRefusal(status, errorOf(text, status)));
            else reject(new Error(`InfluxDB answered ${status}: ${errorOf(text, status)}`));
          });
        },
      );
      request.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.name === 'TimeoutError' || error.name === 'AbortError'
            ? new Error(`InfluxDB did not answer within ${timeoutMs} ms`)
            : new Error(`InfluxDB cannot be reached: ${error.message}`),
        ),
      );
      request.end(body);
    });
  }

  private authorization(): Record<string, string> {
    const { token, username, password } = this.address;
    if (token !== undefined) return { Authorization: `Token ${token}` };
    if (username === undefined) return {};
    return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }
}

function errorOf(text: string, status: number): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: string; message?: string };
    return error ?? message ?? `status ${status}`;
  } catch {
    return text.slice(0, 200) || `status ${status}`;
  }
}
